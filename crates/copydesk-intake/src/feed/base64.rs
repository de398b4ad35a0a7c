/// The text that a base64 encoding (RFC 4648) holds, when it is one and UTF-8. White space is passed
/// over; nothing follows the padding.
pub(super) fn text(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    let digits = encoded.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let mut padding = 0;
    for digit in digits {
        if digit == b'=' {
            padding += 1;
            continue;
        }
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | u32::from(value(digit)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    (padding <= 2)
        .then(|| String::from_utf8(bytes).ok())
        .flatten()
}

fn value(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_undone() {
        // The test vectors of RFC 4648.
        let cases = [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYmFy", "foobar"),
        ];
        for (encoded, expected) in cases {
            assert_eq!(text(encoded).as_deref(), Some(expected), "{encoded}");
        }
        assert_eq!(text("Zm\n 9v\tYg").as_deref(), Some("foob"));
        for none in ["Zm9v!", "Zg==Zg==", "Zg===", "/w=="] {
            assert_eq!(text(none), None, "{none}");
        }
    }
}
