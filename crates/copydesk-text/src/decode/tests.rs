use encoding_rs::{GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

use super::*;

const NOTHING: Declared<'_> = Declared {
    http: None,
    meta: None,
};

fn http(label: &str) -> Declared<'_> {
    Declared {
        http: Some(label),
        meta: None,
    }
}

const RUSSIAN: &str = "Городской совет решил во вторник закрыть мост через гавань на три недели.";
const CHINESE: &str = "市议会星期二决定将港口大桥关闭三个星期，渡轮将加开班次。";
const JAPANESE: &str = "市議会は火曜日、港の橋を三週間閉鎖することを決めた。";

#[test]
fn a_byte_order_mark_decides_and_goes() {
    let (text, charset) = decode(b"\xEF\xBB\xBFcaf\xC3\xA9", http("windows-1252"));
    assert_eq!((&*text, charset.evidence), ("café", CharsetEvidence::Bom));
    assert_eq!(decode(b"\xFF\xFEa\0\xE9\0", NOTHING).0, "aé");
}

#[test]
fn a_right_declaration_is_believed() {
    for (encoding, text) in [
        (WINDOWS_1251, RUSSIAN),
        (KOI8_R, RUSSIAN),
        (GBK, CHINESE),
        (SHIFT_JIS, JAPANESE),
    ] {
        let bytes = encoding.encode(text).0;
        let (decoded, charset) = decode(&bytes, http(encoding.name()));
        assert_eq!((&*decoded, charset.name.as_str()), (text, encoding.name()));
        assert_eq!(charset.evidence, CharsetEvidence::Http);
    }
}

#[test]
fn http_goes_before_meta_unless_only_meta_fits() {
    let bytes = GBK.encode(CHINESE).0;
    let both = Declared {
        http: Some("utf-8"),
        meta: Some("gb2312"),
    };
    let (text, charset) = decode(&bytes, both);
    assert_eq!((&*text, charset.evidence), (CHINESE, CharsetEvidence::Meta));
    let both = Declared {
        http: Some("windows-1251"),
        meta: Some("koi8-r"),
    };
    assert_eq!(decode(&WINDOWS_1251.encode(RUSSIAN).0, both).0, RUSSIAN);
}

#[test]
fn utf_8_overrules_a_wrong_declaration() {
    for label in ["iso-8859-1", "windows-1251", "gb2312", "shift_jis"] {
        for text in [RUSSIAN, CHINESE, JAPANESE] {
            let (decoded, charset) = decode(text.as_bytes(), http(label));
            assert_eq!(decoded, text, "{label}");
            assert_eq!(charset.evidence, CharsetEvidence::ContentAgainstDeclared);
        }
    }
}

#[test]
fn wrongly_declared_utf_8_is_guessed() {
    for (encoding, text) in [
        (WINDOWS_1251, RUSSIAN),
        (GBK, CHINESE),
        (SHIFT_JIS, JAPANESE),
    ] {
        let bytes = encoding.encode(text).0;
        let (decoded, charset) = decode(&bytes, http("utf-8"));
        assert_eq!(decoded, text);
        assert_eq!(charset.evidence, CharsetEvidence::ContentAgainstDeclared);
    }
}

#[test]
fn few_stray_bytes_and_a_cut_end_do_not_overrule() {
    let mut bytes = RUSSIAN.repeat(3).into_bytes();
    bytes.insert(0, 0xE9);
    let (text, charset) = decode(&bytes, http("utf-8"));
    assert_eq!(charset.name, "UTF-8");
    assert_eq!(text.matches('\u{FFFD}').count(), 1);
    let cut = &CHINESE.as_bytes()[..CHINESE.len() - 1];
    assert_eq!(decode(cut, NOTHING).1.name, "UTF-8");
}

#[test]
fn a_single_accent_at_the_end_is_no_cut_utf_8() {
    assert_eq!(decode(b"caf\xE9", NOTHING).0, "café");
}

#[test]
fn ascii_keeps_what_was_declared() {
    assert_eq!(decode(b"plain", http("Shift_JIS")).1.name, "Shift_JIS");
    assert_eq!(decode(b"plain", NOTHING).1.name, "UTF-8");
    assert_eq!(decode(b"plain", http("utf-16le")).0, "plain");
    assert_eq!(decode(b"plain", http("no-such-charset")).0, "plain");
}

#[test]
fn finds_escaped_japanese() {
    let bytes = encoding_rs::ISO_2022_JP.encode(JAPANESE).0;
    assert_eq!(decode(&bytes, NOTHING).0, JAPANESE);
}

#[test]
fn statistics_see_text_that_begins_late() {
    let mut bytes = "plain line\n".repeat(10_000).into_bytes();
    bytes.extend_from_slice(&WINDOWS_1251.encode(RUSSIAN).0);
    assert!(decode(&bytes, NOTHING).0.ends_with(RUSSIAN));
}

#[test]
fn an_unknown_name_gives_nothing() {
    assert_eq!(decode_as(b"a", "klingon"), None);
}

fn labels() -> impl Strategy<Value = Option<&'static str>> {
    let all = [
        "utf-8",
        "iso-8859-1",
        "gbk",
        "shift_jis",
        "euc-kr",
        "big5",
        "utf-16le",
        "iso-2022-jp",
        "x",
        "replacement",
    ];
    prop::option::of(prop::sample::select(all.to_vec()))
}

proptest! {
    #[test]
    fn decoding_again_by_name_gives_the_same(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        http in labels(),
        meta in labels(),
    ) {
        let (text, charset) = decode(&bytes, Declared { http, meta });
        prop_assert_eq!(decode_as(&bytes, &charset.name), Some(text.into_owned()));
        prop_assert!((0.0..=1.0).contains(&charset.confidence));
    }

    #[test]
    fn utf_8_is_read_as_utf_8(text in "[a-zа-яぁ-ん一-龥 ]{0,60}", http in labels()) {
        prop_assume!(text.chars().filter(|c| !c.is_ascii()).count() >= MIN_AGAINST_DECLARED);
        prop_assert_eq!(decode(text.as_bytes(), Declared { http, meta: None }).0, &*text);
    }

    #[test]
    fn latin_letters_survive_a_right_declaration(text in "[a-z][a-zà-öø-ÿ ]{0,60}") {
        let bytes = WINDOWS_1252.encode(&text).0;
        prop_assert_eq!(decode(&bytes, http("iso-8859-1")).0, &*text);
    }
}
