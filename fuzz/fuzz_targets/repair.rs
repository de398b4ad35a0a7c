//! A repaired text is its own repair, and the repairs tell exactly how it was made.
#![no_main]

use copydesk_text::repair;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mended = repair(text);
    let (mut made, mut at) = (String::new(), 0);
    for repair in &mended.repairs {
        assert_eq!(text[repair.span.start..repair.span.end], repair.before);
        made += &text[at..repair.span.start];
        made += &repair.after;
        at = repair.span.end;
    }
    assert_eq!(made + &text[at..], mended.text);
    assert_eq!(repair(&mended.text).text, mended.text);
});
