//! A disk that is full, or cannot be written. Where no file system may be mounted, these tests say so
//! and do nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::{examples, run};
use crate::{add, check_is_sound, ids, memory, pages, text};

/// A file system of its own, as large as said, gone at the end.
struct Disk {
    _dir: TempDir,
    path: PathBuf,
}

impl Disk {
    /// `None` where mounting is not allowed.
    fn new(size: &str) -> Option<Self> {
        let dir = memory();
        let path = dir.path().join("disk");
        std::fs::create_dir(&path).unwrap();
        let options = format!("size={size}");
        if !mount(&["-t", "tmpfs", "-o", &options, "tmpfs", text(&path)]) {
            eprintln!("skipped: no file system may be mounted here");
            return None;
        }
        Some(Self { _dir: dir, path })
    }

    fn remount(&self, options: &str) {
        assert!(mount(&[
            "-o",
            &format!("remount,{options}"),
            text(&self.path)
        ]));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ended = Command::new("umount").arg(&self.path).status();
    }
}

fn mount(arguments: &[&str]) -> bool {
    Command::new("mount")
        .args(arguments)
        .output()
        .is_ok_and(|output| output.status.success())
}

/// After a lack of room the archive has a first part of the pages, and the rest is added when there
/// is room.
#[track_caller]
fn check_goes_on(pages: &Path, archive: &Path) {
    check_is_sound(archive);
    let kept = ids(archive);
    assert_eq!(add(pages, archive, &[]).status, 0);
    let all = ids(archive);
    assert_eq!((kept.as_slice(), all.len()), (&all[..kept.len()], 60));
    check_is_sound(archive);
}

#[test]
fn a_full_disk_is_said_and_keeps_what_was_committed() {
    for (size, every) in [("300k", "0"), ("500k", "60"), ("1100k", "0")] {
        let Some(disk) = Disk::new(size) else { return };
        let (pages, archive) = (pages(0..60), disk.path.join("archive"));
        let full = add(pages.path(), &archive, &["--commit-every", every]);
        assert_eq!(full.status, 1, "{size}: {full:?}");
        assert!(
            full.stderr
                .contains("the disk is full; what was committed is safe"),
            "{size}: {full:?}"
        );
        disk.remount("size=64m");
        check_goes_on(pages.path(), &archive);
    }
}

#[test]
fn files_that_may_not_grow_are_an_error_like_any_other() {
    let (pages, archive) = (pages(0..60), memory());
    let limited =
        "trap '' XFSZ; ulimit -f 300; exec \"$0\" add \"$1\" --archive \"$2\" --commit-every 0";
    let output = Command::new("sh")
        .args([
            "-c",
            limited,
            env!("CARGO_BIN_EXE_copydesk"),
            text(pages.path()),
            text(archive.path()),
        ])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains(&format!(
            "copydesk: the archive {}: ",
            archive.path().display()
        )),
        "{told}"
    );
    check_goes_on(pages.path(), archive.path());
}

#[test]
fn a_disk_that_cannot_be_written_is_said() {
    let Some(disk) = Disk::new("64m") else { return };
    let (pages, archive) = (pages(0..3), disk.path.join("archive"));
    assert_eq!(add(pages.path(), &archive, &[]).status, 0);
    disk.remount("ro");
    for arguments in [
        &["add", text(pages.path())][..],
        &["reclean"],
        &["check"],
        &["search", "tide"],
        &["export"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let ran = run(&[arguments, &["--archive", text(&archive)]].concat());
        assert_eq!(
            (ran.status, ran.stderr.lines().count()),
            (1, 1),
            "{arguments:?}: {ran:?}"
        );
        assert!(
            ran.stderr.contains("cannot be written"),
            "{arguments:?}: {ran:?}"
        );
    }
    disk.remount("rw");
    check_is_sound(&archive);
}

#[test]
fn a_directory_with_other_things_is_refused_and_left_alone() {
    let pages = pages(0..1);
    for name in ["notes.txt", "index"] {
        let dir = memory();
        let path = dir.path().join(name);
        match name {
            "index" => std::fs::create_dir(&path).unwrap(),
            _ => std::fs::write(&path, "mine").unwrap(),
        }
        let ran = add(pages.path(), dir.path(), &[]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.stderr.contains(&format!("holds {name} and no archive")),
            "{ran:?}"
        );
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
    let ran = add(pages.path(), &examples(), &[]);
    assert_eq!(ran.status, 1, "{ran:?}");
}
