use sha2::{Digest, Sha256};

use crate::Page;

/// Half of a SHA-256, in hexadecimal digits: enough that no two pages of any collection collide.
const ID_DIGITS: usize = 32;

/// A page's id: the input's own, else the first 32 hexadecimal digits of SHA-256 over the page's
/// address (`source` when it has none), a NUL and the raw bytes.
#[must_use]
pub fn page_id(page: &Page) -> String {
    page.id
        .clone()
        .unwrap_or_else(|| id_of(named(page).chain_update(&page.bytes)))
}

/// SHA-256 of a payload, as `sha256:` and 64 hexadecimal digits (the form of WARC's digest headers).
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    prefixed(Sha256::new().chain_update(bytes))
}

/// A page's id and the digest of its bytes: the two hashes are taken a block of each in turn, so that the
/// processor, which waits for one block's hash before the next, works on the other's meanwhile.
#[must_use]
pub fn id_and_digest(page: &Page) -> (String, String) {
    if let Some(id) = &page.id {
        return (id.clone(), digest(&page.bytes));
    }
    let (mut id, mut whole) = (named(page), Sha256::new());
    // From here on whole blocks are given to both.
    let lead = BLOCK - (name(page).len() + 1) % BLOCK;
    let (lead, rest) = page.bytes.split_at(lead.min(page.bytes.len()));
    id.update(lead);
    let (mut of_id, mut of_whole) = (rest.chunks(BLOCK), page.bytes.chunks(BLOCK));
    for block in of_whole.by_ref() {
        whole.update(block);
        if let Some(block) = of_id.next() {
            id.update(block);
        }
    }
    (id_of(id), prefixed(whole))
}

/// The bytes that SHA-256 takes at once.
const BLOCK: usize = 64;

fn name(page: &Page) -> &str {
    page.url.as_deref().unwrap_or(&page.source)
}

/// The beginning of what a page's id is the hash of.
fn named(page: &Page) -> Sha256 {
    Sha256::new().chain_update(name(page)).chain_update([0])
}

fn id_of(hash: Sha256) -> String {
    let mut id = hex(hash);
    id.truncate(ID_DIGITS);
    id
}

fn prefixed(hash: Sha256) -> String {
    format!("sha256:{}", hex(hash))
}

fn hex(hash: Sha256) -> String {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let hash = hash.finalize();
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hashes_in_turn_are_those_of_each() {
        for name in 0..140 {
            for length in [0, 1, 30, 63, 64, 65, 127, 128, 200, 1_000] {
                let bytes = (0..=u8::MAX).cycle().take(length).collect();
                let page = Page {
                    source: "a".repeat(name),
                    bytes,
                    ..Page::default()
                };
                let expected = (page_id(&page), digest(&page.bytes));
                assert_eq!(id_and_digest(&page), expected, "{name} {length}");
            }
        }
    }
}
