//! `copydesk learn`: what repeats across the pages of sites.

use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};

use copydesk::extract::{Learner, Profile, Survey};
use copydesk::intake::{Item, Limits, items};
use copydesk::{ordered, survey};

use super::clean::Outside;
use super::profile;
use crate::arguments::Learn;
use crate::output::{Failure, check_paths, default_jobs, status};

pub fn run(arguments: &Learn) -> Result<ExitCode, Failure> {
    check_paths(&arguments.paths)?;
    let known = Outside::below(arguments.base_url.as_deref(), &arguments.paths)?;
    let learner = Mutex::new(Learner::default());
    let (mut pages, mut all_used) = (0_usize, true);
    ordered(
        items(&arguments.paths, Limits::default()),
        arguments.jobs.unwrap_or_else(default_jobs),
        |item| item.bytes().len(),
        |item| look_at(item, &known, &learner),
        |found| {
            pages += usize::from(!matches!(found, Found::NoPage));
            match found {
                Found::Survey(survey) => held(&learner).add(survey),
                Found::Failed(why) => {
                    all_used = false;
                    eprintln!("copydesk: {why}");
                }
                Found::NoPage | Found::NotNeeded => {}
            }
            true
        },
    );
    let learner = std::mem::take(&mut *held(&learner));
    let has_left_out = learner.has_left_out();
    let learned = learner.finish();
    profile::write(&learned, &arguments.output)?;
    eprint!("{}", told(pages, &learned, has_left_out));
    Ok(status(all_used))
}

/// What an input is to learning.
enum Found {
    Survey(Survey),
    /// A page that is no article, or more than the sample of its site holds.
    NotNeeded,
    Failed(String),
    NoPage,
}

fn look_at(item: Item, known: &Outside, learner: &Mutex<Learner>) -> Found {
    let mut page = match item {
        Item::Page(page) => page,
        Item::Failed(failed) => {
            return Found::Failed(format!("{}: {}", failed.source, failed.error));
        }
        Item::Picture(_) | Item::Skipped(_) => return Found::NoPage,
    };
    known.add_to(&mut page);
    if !held(learner).wants(&page) {
        return Found::NotNeeded;
    }
    match survey(&page) {
        Ok(survey) => survey.map_or(Found::NotNeeded, Found::Survey),
        Err(error) => Found::Failed(format!("{}: {error}", page.source)),
    }
}

/// The learner; it is whole even after a panic, since no page is worked on while it is held.
fn held(learner: &Mutex<Learner>) -> MutexGuard<'_, Learner> {
    learner.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(pages: usize, learned: &Profile, has_left_out: bool) -> String {
    let read = counted(pages, "page", "pages");
    let mut told = match learned.repeats() {
        0 => format!("{read} read; no text stands on three articles of one site\n"),
        texts => format!(
            "{read} read; {} on {}\n",
            counted(texts, "text repeats", "texts repeat"),
            counted(learned.sites(), "site", "sites")
        ),
    };
    if has_left_out {
        told += "there are too many sites for one profile, and some were left out: learn from fewer at a time\n";
    }
    told
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
