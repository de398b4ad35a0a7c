use crate::sniff::HEAD;

/// Of a text's bytes, at most this share (one in so many) is control characters: a stray NUL makes
/// no page unreadable, while random bytes have one in ten.
const CONTROL_SHARE: usize = 50;

/// The media type of a picture that any browser shows and that cannot hold scripts.
pub(crate) fn picture(bytes: &[u8]) -> Option<&'static str> {
    let brand = bytes.get(4..12).unwrap_or_default();
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some("image/gif")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else if brand == b"ftypavif" || brand == b"ftypavis" {
        Some("image/avif")
    } else {
        None
    }
}

/// What bytes are that are no text in any encoding, or `None` when they can be text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive"),
        (crate::gzip::MAGIC, "gzip inside gzip"),
        (crate::zstd::MAGIC, "zstd inside another packing"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
        (b"OggS", "sound or video"),
        (b"ID3", "sound or video"),
        (b"\x1a\x45\xdf\xa3", "sound or video"),
    ];
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if picture(head).is_some() {
        return Some("a picture");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some("sound or video");
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let control = head.iter().filter(|byte| is_control(**byte)).count();
    (control * CONTROL_SHARE > head.len() && !is_utf16(head)).then_some("binary data")
}

/// The "binary data bytes" of the WHATWG MIME Sniffing Standard: no text encoding of the Web uses
/// them, but for ESC, which ISO-2022-JP does.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)
}

/// UTF-16 by its mark, or because one byte of each pair is nearly always zero and the other never.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xff\xfe") {
        return true;
    }
    let zeros = |offset| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    even.min(odd) == 0 && even.max(odd) * 4 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_nul_is_no_binary() {
        let page = [&b"<p>"[..], &b"word ".repeat(100), b"\0"].concat();
        assert_eq!(binary(&page), None);
    }

    #[test]
    fn legacy_encodings_are_text() {
        assert_eq!(binary(b"\xd6\xd0\xce\xc4\xb1\xa8\xd6\xbd"), None);
        assert_eq!(binary(b"\x1b$B@D?9\x1b(B"), None);
    }
}
