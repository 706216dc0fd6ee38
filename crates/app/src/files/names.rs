//! Names of files, made safe: for every file system that may keep them, every header that carries them and every eye
//! that reads them.

/// Characters a name may have.
const NAME_MAX_CHARS: usize = 120;
/// Bytes a name may have, so that it fits into a folder with something before it.
const NAME_MAX_BYTES: usize = 200;
/// Characters of what counts as an extension.
const EXTENSION_MAX_CHARS: usize = 10;
/// What a file is called of whose name nothing is left.
const NAMELESS: &str = "file";

/// The extension of a name, in lower case; none where it has none.
pub(super) fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let plain = extension.chars().all(|char| char.is_ascii_alphanumeric());
    let fits = !extension.is_empty() && extension.len() <= EXTENSION_MAX_CHARS;
    (plain && fits && !stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// The name under which a file is kept and shown: the last part of a path, without what a terminal, a file system or
/// a reader from the other side would take for something else, and not too long. Its extension stays.
pub(super) fn safe(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|char| !misleads(*char)).map(plain).collect();
    let trimmed = clean.trim().trim_start_matches('.').trim_end_matches(['.', ' ']).trim();
    let name = if trimmed.is_empty() { NAMELESS } else { trimmed };
    let name = if is_reserved(name) { format!("_{name}") } else { name.to_owned() };
    shortened(&name)
}

/// The same name with an extension, where it has none.
pub(super) fn with_extension(name: &str, extension: &str) -> String {
    shortened(&format!("{name}.{extension}"))
}

/// What cannot be seen, or turns the order of what can.
fn misleads(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(char, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffd}')
}

/// What a name may hold nowhere, as a line below.
fn plain(char: char) -> char {
    match char {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        char if char.is_whitespace() => ' ',
        char => char,
    }
}

/// Names that are a device to Windows, whatever their extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered =
        |prefix| stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

fn shortened(name: &str) -> String {
    let (stem, tail) = match extension(name) {
        Some(extension) => name.split_at(name.len() - extension.len() - 1),
        None => (name, ""),
    };
    let mut kept = String::with_capacity(name.len().min(NAME_MAX_BYTES));
    let chars = NAME_MAX_CHARS - tail.len();
    for char in stem.chars().take(chars) {
        if kept.len() + char.len_utf8() + tail.len() > NAME_MAX_BYTES {
            break;
        }
        kept.push(char);
    }
    let kept = kept.trim_end_matches([' ', '.']);
    format!("{kept}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_name() {
        for (given, kept) in [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\ana\\cat.png", "cat.png"),
            ("/", "file"),
            ("..", "file"),
            (".htaccess.txt", "htaccess.txt"),
            ("a\u{0}b\r\n.txt", "ab.txt"),
            ("photo\u{202e}gpj.exe.png", "photogpj.exe.png"),
            ("CON.txt", "_CON.txt"),
            ("com1", "_com1"),
            ("console.txt", "console.txt"),
            ("what?<b>.pdf", "what__b_.pdf"),
            ("Rechnung  März .pdf ", "Rechnung  März.pdf"),
            ("猫の写真.jpeg", "猫の写真.jpeg"),
        ] {
            assert_eq!(safe(given), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = safe(&format!("{}.pdf", "x".repeat(500)));
        assert_eq!((name.chars().count(), name.ends_with(".pdf")), (NAME_MAX_CHARS, true));
        let name = safe(&format!("{}.docx", "猫".repeat(500)));
        assert!(name.len() <= NAME_MAX_BYTES && name.ends_with("猫.docx"), "{name}");
        assert_eq!(safe(&name), name, "what is safe stays");
    }

    #[test]
    fn an_extension_is_what_stands_behind_the_last_dot() {
        assert_eq!(extension("a.tar.GZ").as_deref(), Some("gz"));
        assert_eq!(
            (extension("a"), extension(".png"), extension("a."), extension("a.p g")),
            (None, None, None, None)
        );
    }
}
