use super::*;

fn feed_all(bytes: &[u8]) -> Option<Fed> {
    let mut fed = Fed::Partial(Partial::open(*bytes.first()?)?);
    for &byte in bytes.get(1..)? {
        let Fed::Partial(partial) = fed else {
            return None;
        };
        fed = partial.feed(byte)?;
    }
    Some(fed)
}

#[test]
fn reads_what_the_standard_library_writes() {
    for c in ['©', 'é', 'я', '沪', '한', '😀', '\u{10FFFF}'] {
        assert_eq!(feed_all(c.to_string().as_bytes()), Some(Fed::Whole(c)));
    }
}

#[test]
fn refuses_overlong_forms_and_surrogates() {
    assert_eq!(feed_all(&[0xC0, 0x80]), None);
    assert_eq!(feed_all(&[0xE0, 0x80, 0x80]), None);
    assert_eq!(feed_all(&[0xED, 0xA0, 0x80, 0xED, 0xA0, 0x80]), None);
    assert_eq!(feed_all(&[0xED, 0xB0, 0x80, 0xED, 0xB0, 0x80]), None);
    assert_eq!(feed_all(&[0xED, 0xA0, 0x80, 0x80]), None);
    assert_eq!(feed_all(&[0xF4, 0x90, 0x80, 0x80]), None);
}

#[test]
fn reads_a_pair_of_surrogates() {
    let pair = [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x8D];
    assert_eq!(feed_all(&pair), Some(Fed::Whole('😍')));
    let last = [0xED, 0xAF, 0xBF, 0xED, 0xBF, 0xBF];
    assert_eq!(feed_all(&last), Some(Fed::Whole('\u{10FFFF}')));
}

#[test]
fn a_lost_byte_makes_a_lost_character() {
    let partial = Partial::open(0xE6).expect("a lead byte");
    let Some(Fed::Partial(next)) = partial.feed_lost(Fate::Alone) else {
        panic!("one byte is missing")
    };
    let Some(Fed::Lost(lost)) = next.feed(0x8D) else {
        panic!("the sequence is over")
    };
    assert_eq!(lost.bits(), (0x600D, 0xFC0));
}
