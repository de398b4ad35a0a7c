/// Lines are mended one by one, and longer lines in parts of this many bytes, to bound memory: the
/// search needs about a kilobyte for each character.
pub(super) const MAX_LINE: usize = 1 << 14;

/// The line in parts of bounded length, cut before ASCII where there is any.
pub(super) fn parts(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (part, left) = rest.split_at(part_length(rest));
        rest = left;
        (!part.is_empty()).then_some(part)
    })
}

fn part_length(line: &str) -> usize {
    if line.len() <= MAX_LINE {
        return line.len();
    }
    let ends = |&at: &usize| line.is_char_boundary(at);
    let limit = (1..=MAX_LINE).rev().find(ends).unwrap_or(line.len());
    let ascii = line.bytes().take(limit).rposition(|byte| byte.is_ascii());
    ascii.filter(|&at| at > limit / 2).unwrap_or(limit)
}
