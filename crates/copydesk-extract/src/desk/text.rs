//! Writes the body, also one that the page does not show.

use copydesk_record::{Article, Image, Reason, Repetition};

use super::Desk;
use crate::body::{self, Said};
use crate::books::{Field, Places};
use crate::compose::{self, block_text, compose};
use crate::dek::dek;
use crate::fate::Fate;
use crate::hidden::{self, Hidden};
use crate::live::Post;
use crate::measure::letters;
use crate::metadata::{Fact, about};
use crate::pictures::finish_pictures;
use crate::unit::Unit;

impl Desk<'_> {
    /// Writes blocks, removals, standfirst, pictures and language; returns each unit's places.
    pub(super) fn write_body(
        &self,
        article: &mut Article,
        fates: &[Fate],
        repeated: &[Option<Repetition>],
        hidden: Option<&Hidden>,
        title: Option<&str>,
    ) -> Places {
        let mut places = compose(article, self.tree, &self.sheet.units, fates, repeated);
        if let Some(hidden) = hidden {
            compose::show(article, &hidden.units);
            let span = hidden.units.first().map(|unit| unit.span);
            let fact = Fact::new(hidden.from.as_str(), article.blocks.len().to_string(), span);
            self.note(article, "text", vec![fact]);
        }
        if let Some((index, from)) = dek(self.tree, self.head, title, &self.sheet.units, fates) {
            let unit = &self.sheet.units[index];
            self.set(
                article,
                "dek",
                vec![Fact::new(from, block_text(unit), Some(unit.span))],
                |article, value| {
                    article.dek = Some(value);
                },
            );
            places.add(index, Field::Dek);
        }
        let images = about::images(self.head, self.base, &article.blocks);
        self.set(article, "lead_image", images, |article, url| {
            article.lead_image = Some(Image {
                url,
                ..Image::default()
            });
        });
        finish_pictures(article);
        self.set_language(article);
        places
    }

    /// The body that the page does not show, where it shows next to nothing.
    pub(super) fn hidden(&self, fates: &[Fate]) -> Option<Hidden> {
        let units = self.sheet.units.iter().zip(fates);
        let shown = units.filter(|(unit, fate)| **fate == Fate::Body && unit.kind.is_text());
        let shown = shown.map(|(unit, _)| unit.mass).sum();
        let in_noscript = || {
            let sheet = hidden::noscript(self.tree, self.base, shown)?;
            let findings = body::find(self.tree, &sheet.units, &Said::default());
            let fates = crate::fate::fates(&sheet.units, &findings, None);
            let units = sheet.units.into_iter().zip(fates);
            let body = units.filter(|(_, fate)| *fate == Fate::Body);
            Some(Hidden {
                units: body.map(|(unit, _)| unit).collect(),
                repairs: sheet.repairs,
                from: "noscript".to_owned(),
            })
        };
        hidden::find(self.tree, self.head, self.base, shown).or_else(in_noscript)
    }
}

/// Notes each post's time at its first block.
pub(super) fn write_times(article: &mut Article, fates: &[Fate], posts: &[Post]) {
    let mut numbers = vec![0; fates.len()];
    let mut count = 0;
    for (number, fate) in numbers.iter_mut().zip(fates) {
        *number = count;
        count += usize::from(*fate == Fate::Body);
    }
    for post in posts {
        let number = numbers.get(post.first).copied().unwrap_or_default();
        if let Some(block) = article.blocks.get_mut(number) {
            block.time = Some(post.time.clone());
        }
    }
}

/// Where the body is hidden, what the page shows of it is its beginning again, or something else.
pub(super) fn cut_shown(units: &[Unit], fates: &mut [Fate], hidden: &Hidden) {
    let text: String = hidden
        .units
        .iter()
        .map(|unit| letters(&unit.text))
        .collect();
    for (unit, fate) in units.iter().zip(fates) {
        let own = (*fate == Fate::Body).then(|| letters(&unit.text));
        if own.is_some() || matches!(fate, Fate::Repeats(_)) {
            let is_repeated = own.is_none_or(|own| !own.is_empty() && text.contains(&own));
            *fate = Fate::Cut(if is_repeated {
                Reason::Duplicate
            } else {
                Reason::Other
            });
        }
    }
}
