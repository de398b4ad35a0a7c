//! The service as a child process, and HTTP as plain as it goes.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::copydesk;

/// Within which a service must have ended after SIGTERM.
const END: Duration = Duration::from_secs(10);

/// A running edition.
pub struct Service {
    child: Child,
    out: BufReader<ChildStdout>,
    pub address: String,
}

impl Service {
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = copydesk(&[&["serve"], arguments].concat())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            out,
            address: String::new(),
        }
    }

    /// Starts and waits until the address of the front page is printed.
    pub fn open(arguments: &[&str]) -> (Self, String) {
        let mut service = Self::start(&[arguments, &["--listen", "127.0.0.1:0"]].concat());
        let mut printed = String::new();
        while !printed.contains("Stop with Ctrl-C.") {
            assert_ne!(service.out.read_line(&mut printed).unwrap(), 0, "{printed}");
        }
        let rest = printed.split_once("http://").unwrap().1;
        service.address = rest.split('/').next().unwrap().to_owned();
        (service, printed)
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::get(&self.address, path).unwrap()
    }

    /// Ends it with SIGTERM; its status, when it ends in time.
    pub fn end(&mut self) -> Option<i32> {
        assert!(
            Command::new("kill")
                .arg(self.child.id().to_string())
                .status()
                .unwrap()
                .success()
        );
        let asked = Instant::now();
        while asked.elapsed() < END {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

/// An HTTP answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn get(address: &str, path: &str) -> std::io::Result<Self> {
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let end = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(bytes[..end].to_vec())
            .unwrap()
            .to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Ok(Self {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        })
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The first address in the page that begins like this.
    pub fn link(&self, begin: &str) -> String {
        let text = self.text();
        let at = text
            .find(&format!("\"{begin}"))
            .unwrap_or_else(|| panic!("no {begin} in {text}"));
        text[at + 1..].split('"').next().unwrap().to_owned()
    }
}
