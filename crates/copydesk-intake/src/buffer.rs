use std::io;

/// Bytes in a row that are read at the front and added at the back, and where they stand in the
/// whole. What was read stays for a while, so that a reader can go back to it.
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// Where `start` stands in the whole.
    position: u64,
    /// How many bytes before `start` stay at hand.
    behind: usize,
}

impl Buffer {
    /// An empty buffer whose first byte will stand at `position`.
    pub(crate) fn new(position: u64, behind: usize) -> Self {
        Self {
            bytes: Vec::new(),
            start: 0,
            end: 0,
            position,
            behind,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    /// Where the first of [`bytes`](Self::bytes) stands in the whole.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Where the next byte that is added will stand in the whole.
    pub(crate) fn end(&self) -> u64 {
        self.position + self.len() as u64
    }

    /// Goes on by `count` bytes, or by as many as there are.
    pub(crate) fn consume(&mut self, count: usize) {
        let count = count.min(self.len());
        self.start += count;
        self.position += count as u64;
    }

    /// Goes back to a position, as far as the bytes are still there.
    pub(crate) fn go_back(&mut self, position: u64) {
        let back = self.position.saturating_sub(position);
        let back = usize::try_from(back).unwrap_or(usize::MAX).min(self.start);
        self.start -= back;
        self.position -= back as u64;
    }

    /// Forgets everything and goes on at `position`.
    pub(crate) fn restart(&mut self, position: u64) {
        (self.start, self.end, self.position) = (0, 0, position);
    }

    /// Adds what `read` puts into free space of at least `room` bytes; `read` says how much that is.
    pub(crate) fn add(
        &mut self,
        room: usize,
        read: impl FnOnce(&mut [u8]) -> io::Result<usize>,
    ) -> io::Result<usize> {
        self.make_room(room);
        let space = self.bytes.get_mut(self.end..).unwrap_or_default();
        let most = space.len();
        let added = read(space)?.min(most);
        self.end += added;
        Ok(added)
    }

    /// Copies what is at hand; how much that is.
    pub(crate) fn read(&mut self, out: &mut [u8]) -> usize {
        let count = self.len().min(out.len());
        let (from, to) = (self.bytes().get(..count), out.get_mut(..count));
        from.zip(to)
            .into_iter()
            .for_each(|(from, to)| to.copy_from_slice(from));
        self.consume(count);
        count
    }

    /// All that is at hand, as a vector of its own.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.truncate(self.end);
        bytes.drain(..self.start);
        let end = self.end();
        self.restart(end);
        bytes
    }

    fn make_room(&mut self, room: usize) {
        if self.bytes.len() - self.end >= room && self.start < self.end {
            return;
        }
        let from = self.start.saturating_sub(self.behind);
        self.bytes.copy_within(from..self.end, 0);
        (self.start, self.end) = (self.start - from, self.end - from);
        let wanted = self.end + room;
        if self.bytes.len() < wanted {
            // Twice the size, so that a long row is copied but twice in all.
            self.bytes.resize(wanted.max(self.bytes.len() * 2), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_come_out_as_they_went_in(
            whole in prop::collection::vec(any::<u8>(), 0..400),
            steps in prop::collection::vec((1_usize..20, 0_usize..30, 0_usize..6), 1..60),
        ) {
            let mut buffer = Buffer::new(7, 4);
            let (mut given, mut at) = (0, 0);
            for (room, consumed, back) in steps {
                let mut rest = &whole[given..];
                given += buffer.add(room, |space| rest.read(space)).unwrap();
                let consumed = consumed.min(buffer.len());
                buffer.consume(consumed);
                at += consumed;
                let back = back.min(4).min(at);
                buffer.go_back((7 + at - back) as u64);
                prop_assert_eq!(buffer.position(), (7 + at - back) as u64);
                prop_assert_eq!(buffer.bytes(), &whole[at - back..given]);
                buffer.consume(back);
            }
        }
    }
}
