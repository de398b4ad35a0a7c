use sha2::{Digest, Sha256};

use crate::Page;

/// Half of a SHA-256, in hexadecimal digits: enough that no two pages of any collection collide.
const ID_DIGITS: usize = 32;

/// A page's id: the input's own, else the first 32 hexadecimal digits of SHA-256 over the page's
/// address (`source` when it has none), a NUL and the raw bytes.
#[must_use]
pub fn page_id(page: &Page) -> String {
    page.id.clone().unwrap_or_else(|| {
        let name = page.url.as_deref().unwrap_or(&page.source);
        let mut id = hex(Sha256::new()
            .chain_update(name)
            .chain_update([0])
            .chain_update(&page.bytes));
        id.truncate(ID_DIGITS);
        id
    })
}

/// SHA-256 of a payload, as `sha256:` and 64 hexadecimal digits (the form of WARC's digest headers).
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(Sha256::new().chain_update(bytes)))
}

fn hex(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
