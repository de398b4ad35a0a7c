//! What the benches share.

use std::path::{Path, PathBuf};

use copydesk_record::Page;

/// The pages of a folder, in name order.
///
/// # Panics
///
/// When the folder or one of its files cannot be read.
#[must_use]
pub fn pages(folder: impl AsRef<Path>) -> Vec<Page> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let page = |path: &PathBuf| Page {
        source: path.display().to_string(),
        bytes: std::fs::read(path).expect("a page"),
        ..Page::default()
    };
    paths.iter().map(page).collect()
}
