use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};

/// Padding is left out at times.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// The text that a base64 encoding (RFC 4648) holds, when it is one and UTF-8. White space is passed
/// over; nothing follows the padding.
pub(super) fn text(encoded: &str) -> Option<String> {
    let digits: Vec<u8> = encoded
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let engine = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
    String::from_utf8(engine.decode(digits).ok()?).ok()
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
