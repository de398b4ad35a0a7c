//! Finds the development data beside the project.

#[allow(dead_code)]
pub mod dom;
#[allow(dead_code)]
pub mod free;
#[allow(dead_code)]
pub mod laws;
#[allow(dead_code)]
pub mod ours;

use std::path::PathBuf;
use std::process::Command;

/// A path below `../shared/data`. Without it a test is skipped with a note, but fails in CI.
pub fn data(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{} is missing",
        path.display()
    );
    eprintln!("skipped: {} is missing", path.display());
    None
}

/// The pages of a development set, unpacked below cargo's folder for tests.
#[allow(dead_code)]
pub fn pages(set: &str) -> Option<PathBuf> {
    let packed = data(set)?.join("pages.tar.xz");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(set);
    let changed = |path: &PathBuf| {
        std::fs::metadata(path)
            .and_then(|data| data.modified())
            .ok()
    };
    let done = folder.join("unpacked");
    if changed(&done) > changed(&packed) {
        return Some(folder.join("pages"));
    }
    std::fs::create_dir_all(&folder).unwrap();
    let status = Command::new("tar")
        .arg("xf")
        .arg(&packed)
        .arg("-C")
        .arg(&folder)
        .status()
        .unwrap();
    assert!(status.success(), "cannot unpack {}", packed.display());
    std::fs::write(done, "").unwrap();
    Some(folder.join("pages"))
}
