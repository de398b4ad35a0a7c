use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::shards::SHARD_BYTES;

/// The copy desk of an online newspaper: raw news pages in; a clean, linked, searchable edition out,
/// with every removal and repair on the record.
#[derive(Parser)]
#[command(name = "copydesk", version, about, after_help = EXIT_STATUS)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 all done; 1 some inputs could not be used, each named on standard error; 2 wrong usage.\n\
PATH is a file or a folder (walked in name order); - is standard input.";

#[derive(Subcommand)]
pub enum Command {
    /// Take pages in and serve their edition
    Serve(Serve),
    /// Clean pages: one JSON record a line
    Clean(Clean),
    /// Mend text whose encoding was damaged
    Repair(Repair),
    /// Find near-duplicates, stories and similar articles among records
    ///
    /// Until all are read the records wait in the folder for temporary files (TMPDIR).
    Link(Link),
    /// Learn what repeats across the pages of sites, for --profile
    Learn(Learn),
    /// Take pages into an archive
    Add(Add),
    /// Search an archive
    Search(Search),
    /// Write an archive's records out, in order of arrival
    Export(Export),
    /// Clean an archive's pages again, by today's rules
    ///
    /// The pages keep their ids, and stay versions of the same articles. When it is cut off, some
    /// records are new and the others old; running it again makes them all new.
    Reclean(Reclean),
    /// Write an archive's edition as static files
    ///
    /// The folder needs no server, and any can serve it. Publishing again writes what has changed and
    /// deletes what is gone; files that copydesk did not write stay. SHA256SUMS lists its files.
    Publish(Publish),
    /// Verify an archive, and rebuild what is derived
    Check(Check),
    /// Print the record's JSON Schema
    Schema,
}

#[derive(Args)]
pub struct Serve {
    /// Files and folders to take in before the edition opens
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The archive's directory; without it the archive is temporary and goes when the program ends
    #[arg(long, value_name = "DIR")]
    pub archive: Option<PathBuf>,
    /// Where to listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// What repeats on the pages' sites, as `copydesk learn` found it: one more piece of evidence
    #[arg(long, value_name = "SITES.json")]
    pub profile: Option<PathBuf>,
    /// How many threads to clean with [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

#[derive(Args)]
pub struct Clean {
    /// Files and folders to clean: pages, WARC, WET, ARC, WACZ, feeds, JSON lines, each also packed;
    /// FILE#OFFSET is the one record that a `source` names, - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub format: Format,
    /// Put the proof on each record: what was removed and why, what was repaired, the accounts of
    /// every text run, and all candidates for each field
    #[arg(long)]
    pub proof: bool,
    /// The address of a single page
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The publication date of a single page, ISO 8601
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,
    /// Derive addresses from file paths: this address and the path below PATH, read as browsers and
    /// wget write it (`story.asp@id=7.html`, `index.html`)
    #[arg(long, value_name = "URL", conflicts_with = "url")]
    pub base_url: Option<String>,
    /// What repeats on the pages' sites, as `copydesk learn` found it: one more piece of evidence
    #[arg(long, value_name = "SITES.json")]
    pub profile: Option<PathBuf>,
    /// How many threads to clean with; the output is the same with any number
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = jobs)]
    pub jobs: usize,
    /// Write the records into files of this directory, `part-00000.jsonl` and on, each under its
    /// name only when it is whole; `manifest.jsonl` lists them
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Go on with the run that DIR holds where it was cut off; the files come out as if it had not
    /// been. Begins a run in an empty DIR
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// End a file with the record that makes it as long as this
    #[arg(long, value_name = "BYTES", requires = "out", default_value_t = SHARD_BYTES)]
    pub shard_bytes: u64,
    /// Stop at the first input that cannot be used, instead of naming it and going on
    #[arg(long)]
    pub strict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The record, one JSON object a line
    Jsonl,
    /// The headline and the text
    Text,
    /// CommonMark
    Markdown,
    /// HTML, sanitised
    Html,
}

#[derive(Args)]
pub struct Repair {
    /// Text files; standard input when there are none
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Say on standard error what was mended, where, how and how surely
    #[arg(long, conflicts_with_all = ["jsonl", "jsonl_bytes"])]
    pub explain: bool,
    /// Do ftfy's whole clean-up: entities, widths, quotes, controls, NFC
    #[arg(long)]
    pub ftfy: bool,
    /// Read JSON lines, mend this field of each by itself and add `repairs`
    #[arg(long, value_name = "FIELD", conflicts_with = "jsonl_bytes")]
    pub jsonl: Option<String>,
    /// Read JSON lines, decode the base64 bytes in this field and add `decoded` and `charset`
    #[arg(long, value_name = "FIELD")]
    pub jsonl_bytes: Option<String>,
}

#[derive(Args)]
pub struct Link {
    /// Files of JSON lines: records, or any {id, title?, published?, language?, text}; standard
    /// input when there are none
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How many threads to read records with; the output is the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

#[derive(Args)]
pub struct Learn {
    /// Files and folders to learn from
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "SITES.json")]
    pub output: PathBuf,
    /// Derive addresses from file paths: this address and the path below PATH
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// How many threads to work with; the output is the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

#[derive(Args)]
pub struct Add {
    /// Files and folders to take in
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The archive's directory, made when it is not there
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
    /// What repeats on the pages' sites, as `copydesk learn` found it: one more piece of evidence
    #[arg(long, value_name = "SITES.json")]
    pub profile: Option<PathBuf>,
    /// How many threads to clean with [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
    /// Commit after so many seconds, and say so: what was committed stays whatever happens; 0
    /// commits after each page
    #[arg(long, value_name = "SECONDS", default_value_t = COMMIT_EVERY)]
    pub commit_every: u64,
}

/// Work that is worth doing again after a kill, in seconds.
pub const COMMIT_EVERY: u64 = 10;

#[derive(Args)]
pub struct Reclean {
    /// The archive's directory
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
    /// What repeats on the pages' sites, as `copydesk learn` found it: one more piece of evidence
    #[arg(long, value_name = "SITES.json")]
    pub profile: Option<PathBuf>,
    /// How many threads to clean with [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

#[derive(Args)]
pub struct Search {
    /// What to look for: words, "phrases", -not, title: author: site:
    #[arg(value_name = "QUERY")]
    pub query: String,
    /// The archive's directory
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
    /// How many results to print at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
}

#[derive(Args)]
pub struct Export {
    /// The archive's directory
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
    pub format: ExportFormat,
    /// Leave the proof on the records
    #[arg(long)]
    pub proof: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Every page's record, one JSON object a line
    Jsonl,
    /// The articles, as CommonMark
    Markdown,
}

#[derive(Args)]
pub struct Publish {
    /// The archive's directory
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
    /// The folder for the files, made when it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The address that the folder will have on the web, for feeds and the sitemap; without it there are
    /// none, and 404.html and _redirects take the folder for the root of its host
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub base_url: Option<String>,
    /// The language of the edition's own words
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
    /// How many pages to make at a time; the files are the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    En,
    Zh,
    De,
    Ru,
}

impl Language {
    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::De => "de",
            Self::Ru => "ru",
        }
    }
}

#[derive(Args)]
pub struct Check {
    /// The archive's directory
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
}

/// More threads than any machine of ours has cores are a slip of the finger.
const MAX_JOBS: usize = 1024;

fn jobs(value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(jobs @ 1..=MAX_JOBS) => Ok(jobs),
        _ => Err(format!("give a number from 1 to {MAX_JOBS}")),
    }
}

/// An address that others can be put behind.
fn web_address(value: &str) -> Result<String, String> {
    let is_plain = !value.contains(|c: char| c.is_whitespace() || "?#\"'<>".contains(c));
    let has_host = ["http://", "https://"].iter().any(|scheme| {
        value
            .strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    (is_plain && has_host)
        .then(|| value.to_owned())
        .ok_or_else(|| "give an address such as https://paper.example/archive".to_owned())
}

/// A date or a time in ISO 8601, at any precision from the year on.
fn date(value: &str) -> Result<String, String> {
    let full = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    let is_date = full.parse::<jiff::civil::Date>().is_ok();
    is_date
        .then(|| value.to_owned())
        .ok_or_else(|| "give a date such as 2012-09-17 or 2012-09-17T08:30+08:00".to_owned())
}
