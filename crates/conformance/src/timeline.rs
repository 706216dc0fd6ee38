//! What a timeline must look like, whoever reads it.

use serde_json::Value;

/// The texts of entries that have one.
pub fn contents(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["content"].as_str()).collect()
}

/// The seqs of entries.
///
/// # Panics
/// Where one has none.
pub fn seqs(entries: &[Value]) -> Vec<u64> {
    entries.iter().map(|entry| entry["seq"].as_u64().expect("a seq")).collect()
}

/// Whether each entry follows the one before it, as far as this reader may see.
pub fn has_no_gap(entries: &[Value]) -> bool {
    entries.windows(2).all(|pair| pair[1]["prevSeq"] == pair[0]["seq"])
}
