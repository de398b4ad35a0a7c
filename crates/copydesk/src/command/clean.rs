//! `copydesk clean`: pages in, one record a line out.

mod sink;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use copydesk::extract::{Options, refused};
use copydesk::intake::{BytesRead, Item, is_inside, normalize_address, saved_address};
use copydesk::record::{Article, Known, Page};
use copydesk::{clean, ordered, render};

use super::profile;
use crate::arguments::{Clean, Format};
use crate::output::{Failure, check_paths, json_line, status};
use crate::progress::Progress;
use crate::reading::{Place, Reading};
use crate::survey::{Survey, survey};

use sink::{Output, Sink};

pub fn run(arguments: &Clean) -> Result<ExitCode, Failure> {
    check_paths(&arguments.paths)?;
    let known = Outside::new(arguments)?;
    let profile = profile::read(arguments.profile.as_deref())?;
    let options = Options {
        proof: arguments.proof,
        profile: profile.as_ref(),
    };
    let is_shown = is_shown(arguments);
    let survey = (is_shown || arguments.out.is_some()).then(|| survey(&arguments.paths));
    let total = survey.as_ref().and_then(Survey::total);
    let output = Output::open(arguments, options.profile, survey)?;
    let Some(from) = output.place() else {
        return Ok(status(output.errors() == 0));
    };
    let read = BytesRead::default();
    let items = Reading::new(&arguments.paths, from, BytesRead::clone(&read));
    let progress = Progress::new(is_shown, read, total, output.errors());
    let mut sink = Sink::new(output, progress, arguments.strict);
    ordered(
        items,
        arguments.jobs,
        |(item, _)| item.bytes().len(),
        |(item, next)| Answer::new(item, next, &known, options, arguments.format),
        |answer| sink.take(answer),
    );
    sink.end()
}

/// What comes of an item.
struct Answer {
    /// What to write; nothing for what is no page.
    text: Vec<u8>,
    /// Why it could not be used.
    error: Option<String>,
    /// Where to go on after it.
    next: Place,
}

impl Answer {
    fn new(item: Item, next: Place, known: &Outside, options: Options<'_>, format: Format) -> Self {
        let (mut text, mut error) = (Vec::new(), None);
        if let Some(article) = record(item, known, options) {
            error = article
                .error
                .as_ref()
                .map(|error| format!("{}: {error}", article.source));
            // A vector takes all that is written to it.
            let _ = write(&mut text, &article, format);
        }
        Self { text, error, next }
    }
}

/// The record of an item, `None` for what is no page.
fn record(item: Item, known: &Outside, options: Options<'_>) -> Option<Article> {
    match item {
        Item::Page(mut page) => {
            known.add_to(&mut page);
            Some(clean(&page, options))
        }
        Item::Failed(failed) => {
            let page = Page {
                source: failed.source,
                url: failed.url,
                ..Page::default()
            };
            Some(refused(&page, failed.error))
        }
        Item::Picture(_) | Item::Skipped(_) => None,
    }
}

/// What the user knows of the pages.
pub(super) struct Outside {
    url: Option<String>,
    base: Option<String>,
    roots: Vec<PathBuf>,
    published: Option<String>,
}

impl Outside {
    fn new(arguments: &Clean) -> Result<Self, Failure> {
        let is_single = matches!(arguments.paths.as_slice(), [path] if !path.is_dir());
        if !is_single && (arguments.url.is_some() || arguments.published.is_some()) {
            let message =
                "--url and --published speak of a single page; give one file, or --base-url";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(Self {
            url: address(arguments.url.as_deref())?,
            published: arguments.published.clone(),
            ..Self::below(arguments.base_url.as_deref(), &arguments.paths)?
        })
    }

    /// Only the address that file paths are below, if there is one.
    pub(super) fn below(base: Option<&str>, paths: &[PathBuf]) -> Result<Self, Failure> {
        Ok(Self {
            url: None,
            base: address(base)?,
            roots: paths.to_vec(),
            published: None,
        })
    }

    pub(super) fn add_to(&self, page: &mut Page) {
        page.url = self
            .url
            .clone()
            .or(page.url.take())
            .or_else(|| self.derived(&page.source));
        if let Some(published) = &self.published {
            let known = page.known.get_or_insert_with(Known::default);
            known.from = "given".to_owned();
            known.published = Some(published.clone());
        }
    }

    /// The base address with the file's path below the folder it was found in.
    fn derived(&self, source: &str) -> Option<String> {
        let base = self.base.as_deref()?;
        let path = self.roots.iter().find_map(|root| {
            let below = Path::new(source).strip_prefix(root).ok()?;
            Some(if below.as_os_str().is_empty() {
                Path::new(root.file_name()?)
            } else {
                below
            })
        })?;
        saved_address(base, path).filter(|_| !is_inside(source))
    }
}

fn address(given: Option<&str>) -> Result<Option<String>, Failure> {
    let refused = |url| Failure::Usage(format!("{url} is no http or https address"));
    let normal = |url| normalize_address(url).ok_or_else(|| refused(url));
    given.map(normal).transpose()
}

fn write(out: &mut impl Write, article: &Article, format: Format) -> Result<(), Failure> {
    match format {
        Format::Jsonl => return json_line(out, article),
        _ if article.error.is_some() => {}
        Format::Text => writeln!(out, "{}", render::text(article))?,
        Format::Markdown => writeln!(out, "{}", render::markdown(article))?,
        Format::Html => write!(out, "{}", render::html(article))?,
    }
    Ok(())
}

/// Whether a line tells of the progress: on a terminal only, and not between records.
fn is_shown(arguments: &Clean) -> bool {
    let are_records_elsewhere = arguments.out.is_some() || !std::io::stdout().is_terminal();
    std::io::stderr().is_terminal() && are_records_elsewhere
}
