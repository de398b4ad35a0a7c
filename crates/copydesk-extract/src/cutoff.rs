//! How likely a unit must be to be body.
//!
//! Where a page says that it is an article, a unit is body when it rather is than not. Where little is
//! sure, as on pages of shops and forums, that loses text: to make the expected F1 the highest, all is to
//! be kept that is likelier than half of the F1 so reached (Lipton et al. 2014).

/// Chances are told in millionths.
const ONE: i64 = 1_000_000;
/// Nothing less likely is body (odds of 1 to 4.5): on pages without a body there is always a best guess.
const LEAST: i64 = 182_426;
/// Half of the best F1 is found in so many steps, mostly three.
const STEPS: usize = 8;

/// The log-odds between two entries of `CHANCES`, in thousandths.
const STEP: i32 = 500;
/// The chance at log-odds of 0, .5, 1 and so on to 8.
#[rustfmt::skip]
const CHANCES: [i64; 17] = [
    500_000, 622_459, 731_059, 817_574, 880_797, 924_142,
    952_574, 970_688, 982_014, 989_013, 993_307, 995_930,
    997_527, 998_499, 999_089, 999_447, 999_665,
];

/// How likely a unit is body by its score.
pub(crate) fn chance(score: i32) -> i64 {
    let size = score.saturating_abs();
    let (entry, rest) = ((size / STEP) as usize, i64::from(size % STEP));
    let last = CHANCES[CHANCES.len() - 1];
    let low = CHANCES.get(entry).copied().unwrap_or(last);
    let high = CHANCES.get(entry + 1).copied().unwrap_or(last);
    let chance = low + (high - low) * rest / i64::from(STEP);
    if score < 0 { ONE - chance } else { chance }
}

/// The chance above which units are body for the highest F1 expected, given the score and the weight of
/// each; at most a half. Found by Dinkelbach's method: half of the F1 of what is kept is the next bound.
pub(crate) fn cutoff(units: impl Iterator<Item = (i32, usize)>) -> i64 {
    let chances: Vec<(i64, i64)> = units
        .map(|(score, mass)| {
            (
                chance(score),
                i64::from(u32::try_from(mass).unwrap_or(u32::MAX)),
            )
        })
        .collect();
    let expected: i64 = chances.iter().map(|(chance, mass)| chance * mass).sum();
    let mut bound = ONE / 2;
    for _ in 0..STEPS {
        let kept = chances.iter().filter(|(chance, _)| *chance > bound);
        let (right, mass) = kept.fold((0, 0), |(right, all), (chance, mass)| {
            (right + chance * mass, all + mass)
        });
        let next = (right / (mass + expected / ONE).max(1)).clamp(LEAST, ONE / 2);
        if next == bound {
            break;
        }
        bound = next;
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_those_of_log_odds() {
        let chances = [-20_000, -2_197, -1, 0, 1, 2_197, 20_000].map(chance);
        assert!(chances.is_sorted_by(|a, b| a < b), "{chances:?}");
        assert_eq!(chances[3], ONE / 2);
        assert!((chances[5] - 900_000).abs() < 3_000, "{chances:?}");
        assert!((chances[1] - 100_000).abs() < 3_000, "{chances:?}");
    }

    #[test]
    fn sure_text_leaves_the_bound_at_a_half() {
        let bound = cutoff([(7_000, 1_000), (7_000, 500), (-7_000, 900)].into_iter());
        assert!((490_000..=ONE / 2).contains(&bound), "{bound}");
    }

    #[test]
    fn where_little_is_sure_less_likely_text_is_body_too() {
        let bound = cutoff([(500, 100), (-400, 400), (-500, 400), (-6_000, 900)].into_iter());
        assert!(chance(-500) > bound, "{bound}");
        assert!(chance(-6_000) < bound, "{bound}");
    }

    /// Every other bound between two units' chances has an expected F1 that is no higher.
    #[test]
    fn the_bound_is_the_best() {
        let units: Vec<(i32, usize)> = (0..60)
            .map(|n| (n * 7_919 % 5_000 - 3_300, (n * 37 % 90 + 5) as usize))
            .collect();
        let f1 = |bound: i64| {
            let sum = |kept: &dyn Fn(i64) -> i64| -> i64 {
                units
                    .iter()
                    .map(|&(score, mass)| kept(chance(score)) * mass as i64)
                    .sum()
            };
            let right = sum(&|chance| if chance > bound { chance } else { 0 });
            let kept = sum(&|chance| i64::from(chance > bound) * ONE);
            2 * right * 10_000 / (kept + sum(&|chance| chance))
        };
        let best = f1(cutoff(units.iter().copied()));
        for &(score, _) in &units {
            let bound = chance(score);
            assert!(!(LEAST..=ONE / 2).contains(&bound) || f1(bound) <= best);
        }
    }

    #[test]
    fn nothing_likely_leaves_the_least_bound() {
        assert_eq!(cutoff([(-5_000, 100)].into_iter()), LEAST);
        assert_eq!(cutoff(std::iter::empty()), LEAST);
        assert_eq!(
            cutoff([(i32::MIN, usize::MAX), (i32::MAX, 0)].into_iter()),
            LEAST
        );
    }
}
