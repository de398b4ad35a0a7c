//! The program as a child process that is watched while it works.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// Far longer than any folder of the tests takes, on any machine.
const DEADLINE: Duration = Duration::from_secs(300);

/// How often the memory is looked at.
const TICK: Duration = Duration::from_millis(5);

/// What came of it.
pub struct Answer {
    /// The exit status, `None` when the program was ended.
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
    /// The most memory that was in use at once, 0 where the system does not tell.
    pub memory_mib: u64,
}

/// Cleans a folder; ends the program when it hangs.
pub fn clean(dir: &Path) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["clean", "--proof", "--jobs", "2"])
        .arg(dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    scope(|scope| {
        let out = scope.spawn(|| read(out));
        let err = scope.spawn(|| read(err));
        let (started, mut memory_mib) = (Instant::now(), 0);
        while child.try_wait().unwrap().is_none() {
            memory_mib = memory_mib.max(memory(child.id()).unwrap_or_default());
            if started.elapsed() > DEADLINE {
                child.kill().unwrap();
            }
            sleep(TICK);
        }
        let status = child.wait().unwrap().code();
        let stderr = String::from_utf8_lossy(&err.join().unwrap()).into_owned();
        Answer {
            status,
            stdout: out.join().unwrap(),
            stderr,
            memory_mib,
        }
    })
}

fn read(mut from: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    bytes
}

/// The most memory that a process has ever had, as Linux tells it.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024)
}
