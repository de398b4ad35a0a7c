//! Mends text whose UTF-8 was read in another encoding ("mojibake").
//!
//! The principle: a repair is a claim about a damage, and doing that damage again to the repaired
//! text must give exactly what was seen. So each repair is built from the bytes that the damaged
//! characters stand for, never by replacing strings, and it is made only when it explains the line
//! clearly better than that its author wrote it so.

mod beam;
mod code_pages;
mod controls;
mod damage;
mod dense;
mod edit;
mod judge;
mod original;
mod parts;
mod plausible;
mod rarity;
mod reading;
mod script;
mod space;
mod straight;
mod suspect;
mod utf8;

use std::borrow::Cow;

use copydesk_record::{Repair, RepairKind, Span};

use beam::{Account, Step, explain, glance};
use damage::Damage;
use edit::{Edit, apply, compose};
use judge::{is_certain, margin};
use parts::parts;

/// How many wrong readings on top of each other are undone. Three are seen in practice.
const MAX_ROUNDS: usize = 6;

/// In so many characters of damaged lines lost characters are guessed at: some five news stories, damaged
/// throughout, and a second's work.
const MAX_GUESSED: usize = 10_000;

/// How many of the damages that a line may have suffered are searched for what was lost.
const MOST_SEARCHED: usize = 2;

/// A text and what was mended in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired<'a> {
    /// The text as it must have been, borrowed when nothing was mended.
    pub text: Cow<'a, str>,
    /// What was mended, in order and without overlap; spans are bytes of the text that was given.
    pub repairs: Vec<Repair>,
}

/// Mends what was UTF-8 and was read as windows-1252, windows-1251, GB18030, Shift_JIS, EUC-KR or
/// Big5, even where undecodable bytes were dropped or replaced. A character that cannot be known
/// becomes U+FFFD. Clean text is returned as it is; so is text whose damage is too small to tell.
///
/// ```
/// let mended = copydesk_text::repair("Copyright 漏 1999");
/// assert_eq!(mended.text, "Copyright © 1999");
/// assert_eq!(mended.repairs[0].before, "漏");
/// ```
#[must_use]
pub fn repair(text: &str) -> Repaired<'_> {
    Repairer::default().repair(text)
}

/// Mends texts that belong together, as [`repair`] does one, in bounded time: after so many characters
/// of damaged lines it guesses no more at what was lost.
#[derive(Clone, Debug)]
pub struct Repairer {
    /// The characters of lines in which lost characters may still be guessed at.
    left: usize,
}

impl Default for Repairer {
    fn default() -> Self {
        Self { left: MAX_GUESSED }
    }
}

impl Repairer {
    /// Mends a text, see [`repair`].
    #[must_use]
    pub fn repair<'a>(&mut self, text: &'a str) -> Repaired<'a> {
        let mut repaired = Repaired {
            text: Cow::Borrowed(text),
            repairs: Vec::new(),
        };
        if text.is_ascii() {
            return repaired;
        }
        let mut edits = Vec::new();
        let mut offset = 0;
        for line in text.split_inclusive('\n').flat_map(parts) {
            if !line.is_ascii() {
                edits.extend(self.mend(line).into_iter().map(|edit| edit.shifted(offset)));
            }
            offset += line.len();
        }
        if !edits.is_empty() {
            repaired.text = Cow::Owned(apply(text, &edits));
            repaired.repairs = edits
                .into_iter()
                .map(|edit| edit.into_repair(text))
                .collect();
        }
        repaired
    }

    /// Undoes one wrong reading after the other, the last one first.
    fn mend(&mut self, line: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut current = Cow::Borrowed(line);
        for _ in 0..MAX_ROUNDS {
            let Some(round) = self
                .best_round(&current)
                .or_else(|| controls::edits(&current))
            else {
                break;
            };
            let next = apply(&current, &round);
            edits = if edits.is_empty() {
                round
            } else {
                compose(edits, round, &current)
            };
            current = Cow::Owned(next);
        }
        edits
    }

    /// The repair of the wrong reading that explains the line best, when one is convincing. Most lines lost
    /// nothing, and need no search.
    fn best_round(&mut self, line: &str) -> Option<Vec<Edit>> {
        let damages = damage::suspected(line);
        if damages.is_empty() {
            return None;
        }
        let chars: Vec<char> = line.chars().collect();
        let found = read(&chars, &damages).or_else(|| self.search(&chars, &damages))?;
        Some(edits(&chars, &found.account.steps, found.damage.kind))
    }

    /// The most convincing account of a line that may have lost bytes.
    fn search<'a>(&mut self, line: &[char], damages: &'a [Damage]) -> Option<Found<'a>> {
        let likeliest = likeliest(line, damages).into_iter();
        best(likeliest.filter_map(|(glanced, damage)| {
            let account = explain(line, damage, &mut self.left).unwrap_or(glanced);
            Found::new(line, account, damage)
        }))
    }
}

/// The most convincing account of a line that lost nothing, when it is certain.
fn read<'a>(line: &[char], damages: &'a [Damage]) -> Option<Found<'a>> {
    let mut found: Vec<Found<'_>> = damages
        .iter()
        .filter_map(|damage| Found::new(line, straight::read(line, damage)?, damage))
        .collect();
    found.sort_by_key(|found| -found.margin);
    let mut found = found.into_iter();
    let (best, next) = (found.next()?, found.next().map_or(0, |next| next.margin));
    is_certain(&best.account, best.damage, best.margin, next).then_some(best)
}

/// A convincing account of a line.
struct Found<'a> {
    margin: i32,
    damage: &'a Damage,
    account: Account,
}

impl<'a> Found<'a> {
    fn new(line: &[char], account: Account, damage: &'a Damage) -> Option<Self> {
        let margin = margin(line, &account, damage)?;
        Some(Self {
            margin,
            damage,
            account,
        })
    }
}

/// The most convincing, the first of several.
fn best<'a>(found: impl Iterator<Item = Found<'a>>) -> Option<Found<'a>> {
    found.reduce(|best, next| {
        if next.margin > best.margin {
            next
        } else {
            best
        }
    })
}

/// The damages that are worth a search for what was lost, and what is seen at a glance: the likeliest, and the
/// second if it is not far from that. A line that is best left alone at a glance is looked at no longer, unless
/// that costs little.
fn likeliest<'a>(line: &[char], damages: &'a [Damage]) -> Vec<(Account, &'a Damage)> {
    let glance = |damage: &'a Damage| (glance(line, damage), damage);
    let mut glances: Vec<(Account, &Damage)> = damages.iter().map(glance).collect();
    glances.sort_by_key(|(account, _)| -account.gain);
    let most = glances.first().map_or(0, |(account, _)| account.gain);
    glances.truncate(MOST_SEARCHED);
    glances.retain(|(account, damage)| {
        account.gain >= most / 2 && (account.gain > 0 || damage.is_cheap())
    });
    glances
}

/// Each maximal damaged stretch as an edit.
fn edits(line: &[char], steps: &[Step], kind: RepairKind) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    for (c, step) in line.iter().zip(steps) {
        let end = at + c.len_utf8();
        if step.damaged {
            match edits.last_mut().filter(|edit| edit.span.end == at) {
                Some(edit) => edit.span.end = end,
                None => edits.push(Edit {
                    span: Span::new(at, end),
                    after: String::new(),
                    kind,
                    inferred: 0,
                }),
            }
            extend(edits.last_mut(), step);
        }
        at = end;
    }
    edits
}

fn extend(edit: Option<&mut Edit>, step: &Step) {
    let Some(edit) = edit else { return };
    edit.after.extend(step.characters());
    edit.inferred += step.inferred();
}

#[cfg(test)]
mod tests;
