//! Asks a served edition for pages at a steady rate, as many readers would, and says how long the
//! answers took.
//!
//! usage: load HOST:PORT [REQUESTS_PER_SECOND] [SECONDS]
//!
//! The front page, articles and searches take turns. Articles are those of the first pages of the
//! listing, searches two words of their headlines. A request's time counts from the moment when it was
//! due, so that an answer that holds up the next ones is not counted once only (Tene's "coordinated
//! omission").

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Connections that are kept open; a request waits for a free one.
const CONNECTIONS: usize = 16;

/// Pages of the listing that articles are taken from.
const LISTINGS: usize = 8;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().expect("HOST:PORT");
    let rate: u64 = arguments
        .next()
        .map_or(200, |rate| rate.parse().expect("a number"));
    let seconds: u64 = arguments
        .next()
        .map_or(10, |time| time.parse().expect("a number"));
    let paths = paths(&mut Client::new(&address)?)?;
    let total = rate * seconds;
    let start = Instant::now() + Duration::from_millis(100);
    let due = |number: u64| start + Duration::from_nanos(number * 1_000_000_000 / rate);
    let times = std::thread::scope(|scope| {
        let worker = |worker: u64| {
            let (address, paths, due) = (&address, &paths, &due);
            scope.spawn(move || {
                let mut client = Client::new(address).expect("a connection");
                let numbers = (worker..total).step_by(CONNECTIONS);
                numbers
                    .map(|number| client.timed(&paths[number as usize % paths.len()], due(number)))
                    .collect::<Vec<_>>()
            })
        };
        let workers: Vec<_> = (0..CONNECTIONS as u64).map(worker).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("a worker"))
            .collect::<Vec<_>>()
    });
    report(&times);
    Ok(())
}

/// What is asked for, in turns: a kind and a path.
fn paths(client: &mut Client) -> std::io::Result<Vec<(&'static str, String)>> {
    let mut paths = Vec::new();
    for page in 1..=LISTINGS {
        let html = client.get(&format!("/?page={page}"))?;
        for link in html.split("<a href=\"/article/").skip(1) {
            let (id, rest) = link.split_once('"').unwrap_or_default();
            let title = rest.split(['>', '<']).nth(1).unwrap_or_default();
            let words: Vec<&str> = title
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.len() > 3)
                .take(2)
                .collect();
            if words.is_empty() {
                continue;
            }
            paths.push(("front page", "/".to_owned()));
            paths.push(("article", format!("/article/{id}")));
            paths.push(("search", format!("/search?q={}", words.join("+OR+"))));
        }
    }
    Ok(paths)
}

/// Milliseconds by kind of page: the median, the 99th percentile and the longest.
fn report(times: &[(&'static str, f64)]) {
    let mut kinds: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (kind, time) in times {
        kinds.entry(kind).or_default().push(*time);
    }
    for (kind, mut times) in kinds {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{kind:12} {:5} requests  median {:6.2} ms  99 % {:6.2} ms  longest {:6.2} ms",
            times.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

/// A connection that is kept open.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    fn new(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let host = address.to_owned();
        Ok(Self {
            stream: BufReader::new(stream),
            host,
        })
    }

    /// The milliseconds from the moment when the request was due to the end of its answer.
    fn timed(
        &mut self,
        (kind, path): &(&'static str, String),
        due: Instant,
    ) -> (&'static str, f64) {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        self.get(path).expect("an answer");
        (kind, due.elapsed().as_secs_f64() * 1000.0)
    }

    fn get(&mut self, path: &str) -> std::io::Result<String> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        let mut length = 0;
        while {
            line.clear();
            self.stream.read_line(&mut line)? > 2
        } {
            let lower = line.to_ascii_lowercase();
            assert!(
                !lower.starts_with("http/") || lower.contains(" 200 "),
                "{path}: {line}"
            );
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(String::from_utf8_lossy(&body).into_owned())
    }
}
