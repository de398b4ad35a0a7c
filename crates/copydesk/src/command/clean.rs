//! `copydesk clean`: pages in, one record a line out.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use copydesk::extract::{Options, refused};
use copydesk::intake::{Item, Limits, is_inside, items, normalize_address, saved_address};
use copydesk::record::{Article, Known, Page};
use copydesk::{clean, ordered, render};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::arguments::{Clean, Format};
use crate::output::{Failure, check_paths, json_line, status, stdout};

/// How often the progress line is drawn anew.
const TICK: Duration = Duration::from_millis(200);

pub fn run(arguments: &Clean) -> Result<ExitCode, Failure> {
    check_paths(&arguments.paths)?;
    let known = Outside::new(arguments)?;
    let mut out = stdout();
    let bar = progress_bar();
    let (mut all_used, mut outcome) = (true, Ok(()));
    let work = |item: Item| {
        answer(
            item,
            &known,
            Options {
                proof: arguments.proof,
            },
        )
    };
    let sink = |article: Option<Article>| {
        bar.inc(1);
        let Some(article) = article else { return true };
        if let Some(error) = &article.error {
            all_used = false;
            bar.suspend(|| eprintln!("copydesk: {}: {error}", article.source));
        }
        outcome = write(&mut out, &article, arguments.format);
        outcome.is_ok()
    };
    ordered(
        items(&arguments.paths, Limits::default()),
        arguments.jobs,
        |item| item.bytes().len(),
        work,
        sink,
    );
    bar.finish_and_clear();
    outcome?;
    out.flush()?;
    Ok(status(all_used))
}

/// The record of an item, `None` for what is no page.
fn answer(item: Item, known: &Outside, options: Options) -> Option<Article> {
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
struct Outside {
    url: Option<String>,
    base: Option<String>,
    roots: Vec<PathBuf>,
    published: Option<String>,
}

impl Outside {
    fn new(arguments: &Clean) -> Result<Self, Failure> {
        let address = |given: &Option<String>| match given {
            Some(url) => match normalize_address(url) {
                Some(url) => Ok(Some(url)),
                None => Err(Failure::Usage(format!("{url} is no http or https address"))),
            },
            None => Ok(None),
        };
        let is_single = matches!(arguments.paths.as_slice(), [path] if !path.is_dir());
        if !is_single && (arguments.url.is_some() || arguments.published.is_some()) {
            let message =
                "--url and --published speak of a single page; give one file, or --base-url";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(Self {
            url: address(&arguments.url)?,
            base: address(&arguments.base_url)?,
            roots: arguments.paths.clone(),
            published: arguments.published.clone(),
        })
    }

    fn add_to(&self, page: &mut Page) {
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

/// A line on standard error that counts, on a terminal only.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() || std::io::stdout().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::no_length();
    bar.enable_steady_tick(TICK);
    match ProgressStyle::with_template("{pos} inputs, {per_sec}, {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
