//! Any bytes are decoded, whatever was declared, and the charset that is named decodes them again.
#![no_main]

use copydesk_text::{Declared, decode, decode_as, language};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Option<&str>, Option<&str>, &[u8])| {
    let (http, meta, bytes) = input;
    let declared = Declared { http, meta };
    let (text, charset) = decode(bytes, declared);
    assert_eq!(
        decode_as(bytes, &charset.name).as_deref(),
        Some(text.as_ref()),
        "{charset:?}"
    );
    assert!((0.0..=1.0).contains(&charset.confidence), "{charset:?}");
    assert_eq!(decode(bytes, declared), (text.clone(), charset));
    let _ = language(&text);
});
