//! Finds what a page prints twice.

use std::collections::HashMap;

use crate::measure::letters;
use crate::unit::Unit;

/// A text lighter than this may come twice by chance: a name, a "yes".
const MIN_MASS: usize = 40;

/// For each unit, the index of the earlier body unit that it repeats.
///
/// Inside the body a unit counts as repeated only when its neighbour repeats that unit's neighbour
/// too: a body printed twice does so, a refrain does not. What stands outside the body and says
/// what the body says is a duplicate in any case.
pub(crate) fn duplicates(units: &[Unit], body: &[bool]) -> Vec<Option<usize>> {
    let is_solid = |unit: &Unit| unit.mass >= MIN_MASS;
    let texts: Vec<String> = units
        .iter()
        .map(|unit| {
            if is_solid(unit) {
                letters(&unit.text)
            } else {
                String::new()
            }
        })
        .collect();
    let solid: Vec<usize> = (0..units.len())
        .filter(|&index| is_solid(&units[index]))
        .collect();
    let mut firsts: HashMap<&str, usize> = HashMap::new();
    for (place, &index) in solid.iter().enumerate() {
        if body[index] {
            firsts.entry(&texts[index]).or_insert(place);
        }
    }
    let same = |one: Option<&usize>, other: Option<&usize>| match (one, other) {
        (Some(&one), Some(&other)) => one != other && texts[one] == texts[other],
        _ => false,
    };
    let mut found = vec![None; units.len()];
    for (place, &index) in solid.iter().enumerate() {
        let Some(&first) = firsts.get(texts[index].as_str()) else {
            continue;
        };
        if first == place {
            continue;
        }
        let follows = same(solid.get(place + 1), solid.get(first + 1));
        let is_followed =
            place > 0 && first > 0 && same(solid.get(place - 1), solid.get(first - 1));
        if !body[index] || (place > first && (follows || is_followed)) {
            found[index] = Some(solid[first]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_record::{BlockKind, Span};

    fn unit(text: &str) -> Unit {
        let mut unit = Unit::new(BlockKind::Paragraph, 0, Span::default());
        unit.text = format!("{text} and some more words, so that it weighs enough to count.");
        unit.mass = crate::measure::mass(&unit.text);
        unit
    }

    fn found(texts: &str) -> Vec<Option<usize>> {
        let units: Vec<Unit> = texts.chars().map(|c| unit(&c.to_string())).collect();
        duplicates(&units, &vec![true; units.len()])
    }

    #[test]
    fn a_body_printed_twice_is_found() {
        assert_eq!(found("abcbc"), [None, None, None, Some(1), Some(2)]);
    }

    #[test]
    fn a_refrain_is_no_duplicate() {
        assert_eq!(found("arbrcr"), [None; 6]);
    }
}
