//! Chooses among candidates: each has a weight by its place, and those that agree support each other.

use super::Fact;

/// A candidate and how much it is believed.
#[derive(Clone, Debug)]
pub(super) struct Weighed<T> {
    /// The candidate.
    pub fact: Fact<T>,
    /// Its weight; what the candidates' weights mean is for their maker to say.
    pub weight: u32,
}

/// The candidates, the best supported first: by the sum of the weights of all sources that say the same,
/// each counted by how much it is the same (`likeness`, in percent), then by the candidate's own weight.
pub(super) fn ranked<T>(
    candidates: Vec<Weighed<T>>,
    likeness: &impl Fn(&T, &T) -> u32,
) -> Vec<Weighed<T>> {
    let supports: Vec<u32> = candidates
        .iter()
        .map(|candidate| support(candidate, &candidates, likeness))
        .collect();
    let mut ranked: Vec<(u32, Weighed<T>)> = supports.into_iter().zip(candidates).collect();
    ranked.sort_by_key(|(support, candidate)| std::cmp::Reverse((*support, candidate.weight)));
    ranked
        .into_iter()
        .map(|(support, candidate)| Weighed {
            weight: support / PERCENT,
            ..candidate
        })
        .collect()
}

const PERCENT: u32 = 100;

/// The source of a candidate: what the page's face shows is one, however it is marked.
fn source(from: &str) -> &str {
    let is_face =
        |name: &str| ["line", "time", "date_class", "byline", "author_link"].contains(&name);
    if is_face(from) || from.starts_with("itemprop:") || from.starts_with("rel:") {
        "face"
    } else {
        from
    }
}

/// What all sources say for a candidate; a source that says several things counts once.
fn support<T>(
    candidate: &Weighed<T>,
    all: &[Weighed<T>],
    likeness: &impl Fn(&T, &T) -> u32,
) -> u32 {
    let mut sum = candidate.weight * PERCENT;
    let own = source(&candidate.fact.from);
    for (index, other) in all.iter().enumerate() {
        let that = source(&other.fact.from);
        let is_repeat = all[..index]
            .iter()
            .any(|before| source(&before.fact.from) == that);
        if that != own && !is_repeat {
            let best = all.iter().filter(|one| source(&one.fact.from) == that);
            sum += best
                .map(|one| one.weight * likeness(&candidate.fact.value, &one.fact.value))
                .max()
                .unwrap_or(0);
        }
    }
    sum
}
