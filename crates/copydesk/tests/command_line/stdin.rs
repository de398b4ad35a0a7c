//! Standard input that is larger than the memory it may take.

use std::io::{Read, Write};
use std::process::Stdio;
use std::thread;

use crate::support::copydesk;

/// 300 MB in records of 150 KB.
const RECORDS: usize = 2_000;
const RECORD_BYTES: usize = 150_000;

/// What it may take at most: a fraction of the input, some times what a run with one page takes.
const MOST_KIB: u64 = 100 << 10;

#[test]
fn a_long_input_is_read_in_bounded_memory() {
    let mut child = copydesk(&["clean", "--jobs", "2", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let printed = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).map(|_| text)
    });
    let mut stdin = child.stdin.take().unwrap();
    (0..RECORDS).for_each(|n| stdin.write_all(&record(n)).unwrap());
    // All but what is in the pipe was read, and the program waits for more.
    let peak = peak(child.id());
    drop(stdin);
    assert!(child.wait().unwrap().success());
    let printed = printed.join().unwrap().unwrap();
    assert_eq!(printed.lines().count(), RECORDS);
    // Only Linux tells it.
    assert!(
        peak < MOST_KIB && (peak > 0 || !cfg!(target_os = "linux")),
        "{peak} KiB"
    );
}

/// A page that is mostly script, as pages of the Web are, so that it is cleaned in no time.
fn record(n: usize) -> Vec<u8> {
    let script = "x".repeat(RECORD_BYTES);
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Tide {n}</title><h1>Tide {n}</h1>\
         <p>The tide came in at {n} o'clock and stayed for an hour longer than anyone knew.</p><script>{script}</script>"
    );
    let length = http.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.com/{n}\r\nContent-Type: application/http\r\n\
         Content-Length: {length}\r\n\r\n{http}\r\n\r\n"
    )
    .into_bytes()
}

/// The most memory that a process ever had, in KiB; 0 where the system does not tell.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok())
        .unwrap_or_default()
}
