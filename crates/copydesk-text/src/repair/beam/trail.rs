use super::step::Step;

/// The ways of a beam, backwards.
#[derive(Default)]
pub(super) struct Trail {
    steps: Vec<(u32, Step)>,
    /// Ways that were given up since another one led to the same place at less cost: where, from
    /// where, by what step, and how many quarter bits more it cost.
    rivals: Vec<Rival>,
}

struct Rival {
    at: u32,
    from: u32,
    step: Step,
    excess: i32,
}

/// Ways that do not meet within so many characters are different throughout.
const MOST_APART: usize = 32;

/// Of a start.
pub(super) const START: u32 = u32::MAX;

impl Trail {
    /// Adds a step after another; returns its number.
    pub fn add(&mut self, from: u32, step: Step) -> u32 {
        self.steps.push((from, step));
        u32::try_from(self.steps.len() - 1).unwrap_or(START)
    }

    /// Notes that another way led to a step's place.
    pub fn add_rival(&mut self, at: u32, from: u32, step: Step, excess: i32) {
        self.rivals.push(Rival {
            at,
            from,
            step,
            excess,
        });
    }

    /// The steps that lead to one, each with how sure its characters are: by how many quarter bits
    /// the best other way is worse (the soft output Viterbi algorithm, Hagenauer and Hoeher 1989).
    pub fn back(&self, last: u32) -> Vec<Step> {
        let mut numbers: Vec<u32> = self.way(last).collect();
        numbers.reverse();
        let mut steps: Vec<Step> = numbers
            .iter()
            .map(|&number| self.steps[number as usize].1)
            .collect();
        for rival in &self.rivals {
            let Ok(index) = numbers.binary_search(&rival.at) else {
                continue;
            };
            let others = std::iter::once(rival.step).chain(
                self.way(rival.from)
                    .map(|number| self.steps[number as usize].1),
            );
            let own = (0..=index).rev();
            let numbers_of = std::iter::once(None).chain(self.way(rival.from).map(Some));
            for ((at, other), number) in own.zip(others).zip(numbers_of).take(MOST_APART) {
                if number == Some(numbers[at]) {
                    break;
                }
                steps[at].doubt(&other, rival.excess);
            }
        }
        steps
    }

    /// The numbers of the steps that lead to one, the last first.
    fn way(&self, last: u32) -> impl Iterator<Item = u32> + '_ {
        let before =
            |&number: &u32| Some(self.steps[number as usize].0).filter(|&from| from != START);
        std::iter::successors(Some(last).filter(|&last| last != START), before)
    }
}
