//! Has the crate built anew when the web was, so that a release binary embeds what was built last. A debug
//! binary reads the built web from disk and needs no such thing.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let built = Path::new("../../web/dist");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed={}", built.display());
    }
}
