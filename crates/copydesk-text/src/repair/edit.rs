use copydesk_record::{Repair, RepairKind, Span};

/// A stretch of a text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The stretch, in bytes of the text before the edit.
    pub(super) span: Span,
    /// What takes its place.
    pub(super) after: String,
    /// What the damage was.
    pub(super) kind: RepairKind,
    /// How many characters of `after` were inferred.
    pub(super) inferred: usize,
}

impl Edit {
    /// The same edit in a text that has `offset` bytes before this one.
    pub(super) fn shifted(self, offset: usize) -> Self {
        Self {
            span: Span::new(self.span.start + offset, self.span.end + offset),
            ..self
        }
    }

    /// The edit as a repair of `text`.
    pub(super) fn into_repair(self, text: &str) -> Repair {
        Repair {
            kind: self.kind,
            before: text
                .get(self.span.start..self.span.end)
                .unwrap_or_default()
                .to_owned(),
            span: self.span,
            lost: self.after.matches(char::REPLACEMENT_CHARACTER).count(),
            inferred: self.inferred,
            after: self.after,
        }
    }
}

/// The text with its edits made; they are in order and do not overlap.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        result.push_str(text.get(done..edit.span.start).unwrap_or_default());
        result.push_str(&edit.after);
        done = edit.span.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

/// The edits of a text that do at once what `first` and then `second` do. `middle` is the text that
/// `first` leaves and that `second` is in terms of. Where both touch the same place, one edit of
/// several wrong readings results.
pub(super) fn compose(first: Vec<Edit>, second: Vec<Edit>, middle: &str) -> Vec<Edit> {
    let mut offset = Offset::default();
    let mut placed: Vec<Placed> = first.into_iter().map(|edit| offset.place(edit)).collect();
    placed.extend(second.into_iter().map(|edit| Placed {
        middle: edit.span,
        later: true,
        edit,
    }));
    placed.sort_by_key(|placed| (placed.middle, placed.later));

    let mut offset = Offset::default();
    clusters(placed)
        .into_iter()
        .map(|cluster| join(cluster, middle, &mut offset))
        .collect()
}

/// An edit and the stretch that it touches of the text between the two rounds.
struct Placed {
    middle: Span,
    later: bool,
    edit: Edit,
}

/// How far the text between the rounds has run ahead of the source.
#[derive(Default)]
struct Offset {
    removed: usize,
    added: usize,
}

impl Offset {
    fn place(&mut self, edit: Edit) -> Placed {
        let start = edit.span.start + self.added - self.removed;
        self.pass(&edit);
        Placed {
            middle: Span::new(start, start + edit.after.len()),
            later: false,
            edit,
        }
    }

    fn pass(&mut self, edit: &Edit) {
        self.removed += edit.span.end - edit.span.start;
        self.added += edit.after.len();
    }

    fn source(&self, middle: usize) -> usize {
        middle + self.removed - self.added
    }
}

/// Edits whose stretches overlap, together.
fn clusters(placed: Vec<Placed>) -> Vec<Vec<Placed>> {
    let mut clusters: Vec<Vec<Placed>> = Vec::new();
    let mut end = 0;
    for placed in placed {
        let overlaps = placed.middle.start < end;
        end = if overlaps {
            end.max(placed.middle.end)
        } else {
            placed.middle.end
        };
        match clusters.last_mut() {
            Some(cluster) if overlaps => cluster.push(placed),
            _ => clusters.push(vec![placed]),
        }
    }
    clusters
}

fn join(cluster: Vec<Placed>, middle: &str, offset: &mut Offset) -> Edit {
    let hull = Span::hull_of(cluster.iter().map(|placed| placed.middle)).unwrap_or_default();
    let start = offset.source(hull.start);
    cluster
        .iter()
        .filter(|placed| !placed.later)
        .for_each(|placed| offset.pass(&placed.edit));
    let kind = match cluster.as_slice() {
        [only] => only.edit.kind,
        _ => RepairKind::Several,
    };
    Edit {
        span: Span::new(start, offset.source(hull.end)),
        inferred: cluster.iter().map(|placed| placed.edit.inferred).sum(),
        after: apply(
            middle.get(hull.start..hull.end).unwrap_or_default(),
            &later(cluster, hull.start),
        ),
        kind,
    }
}

/// The later edits of a cluster, in terms of the cluster's own text.
fn later(cluster: Vec<Placed>, start: usize) -> Vec<Edit> {
    let later = cluster
        .into_iter()
        .filter(|placed| placed.later)
        .map(|placed| placed.edit);
    later
        .map(|edit| Edit {
            span: Span::new(edit.span.start - start, edit.span.end - start),
            ..edit
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, after: &str) -> Edit {
        let kind = RepairKind::Utf8AsWindows1252;
        Edit {
            span: Span::new(start, end),
            after: after.to_owned(),
            kind,
            inferred: 0,
        }
    }

    #[test]
    fn composing_does_what_both_rounds_do() {
        let text = "0123456789";
        let first = vec![edit(1, 3, "abc"), edit(5, 6, "")];
        let middle = apply(text, &first);
        let second = vec![edit(0, 2, "X"), edit(3, 5, "YZ"), edit(7, 8, "W")];
        let composed = compose(first, second.clone(), &middle);
        assert_eq!(apply(text, &composed), apply(&middle, &second));
        assert!(
            composed
                .windows(2)
                .all(|pair| pair[0].span.end <= pair[1].span.start)
        );
    }

    #[test]
    fn edits_of_different_places_stay_apart() {
        let composed = compose(vec![edit(1, 2, "ab")], vec![edit(5, 6, "c")], "0ab3456789");
        assert_eq!(composed, [edit(1, 2, "ab"), edit(4, 5, "c")]);
    }
}
