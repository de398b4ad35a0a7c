use encoding_rs::{Encoding, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

use copydesk_record::CharsetEvidence;

use super::choice::MIN_AGAINST_DECLARED;
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

/// A sentence in each encoding, less what it cannot write.
const EXAMPLES: [(&str, &str); 40] = [
    (
        "windows-1252",
        "Le conseil a décidé mardi de fermer le pont du port : « trois semaines », dit-on à l’hôtel de ville.",
    ),
    (
        "windows-1252",
        "Der Stadtrat beschloß am Dienstag, die Brücke über den Hafen für drei Wochen zu schließen.",
    ),
    (
        "windows-1252",
        "El ayuntamiento cerrará el puente del puerto; ¿quién lo pagará? “Mañana se sabrá”, dijo el señor Núñez.",
    ),
    (
        "windows-1252",
        "The bridge will close for three weeks – “at least”, the mayor’s office said.",
    ),
    (
        "windows-1252",
        "Byrådet vedtog tirsdag at lukke broen over havnen i tre uger, så færgen må sejle oftere.",
    ),
    (
        "ISO-8859-15",
        "La réparation coûtera 20 000 € et le cœur de la ville, dit le maire, n'en souffrira pas.",
    ),
    (
        "macintosh",
        "Le conseil a décidé de fermer le pont. À l'hôtel de ville, on espère que l'été sera calme.",
    ),
    (
        "windows-1250",
        "Rada miejska postanowiła we wtorek zamknąć most nad portem na trzy tygodnie, więc łodzie będą pływać częściej.",
    ),
    (
        "windows-1250",
        "Zastupitelstvo v úterý rozhodlo, že most přes přístav bude na tři týdny uzavřen; šéf úřadu je spokojený.",
    ),
    (
        "windows-1250",
        "A városi tanács kedden úgy döntött, hogy három hétre lezárja a kikötői hidat, ezért sűrűbben jár a komp. Jövőre újat építenek.",
    ),
    (
        "windows-1250",
        "Consiliul oraşului a hotărât să închidă podul din port; ştirea îi supără pe pescari şi pe călători.",
    ),
    (
        "ISO-8859-2",
        "Miasto zamknie most; pieszych śledzą teraz strażnicy, a łodzie pływają częściej niż kiedyś. Kąpać się będzie można.",
    ),
    (
        "ISO-8859-2",
        "Město most uzavře; že šlo o naléhavou věc, řekl žurnalistům šéf úřadu Šťastný.",
    ),
    (
        "windows-1254",
        "Belediye meclisi salı günü limandaki köprünün üç hafta kapatılmasına karar verdi; ışıklar yanmayacağı için yürüyüş yapılmayacak.",
    ),
    (
        "windows-1257",
        "Pilsētas dome otrdien nolēma uz trim nedēļām slēgt ostas tiltu, tāpēc prāmji kursēs biežāk.",
    ),
    (
        "windows-1257",
        "Miesto taryba antradienį nusprendė trims savaitėms uždaryti uosto tiltą, todėl keltai plauks dažniau.",
    ),
    (
        "ISO-8859-4",
        "Pilsētas dome otrdien nolēma uz trim nedēļām slēgt ostas tiltu, tāpēc prāmji kursēs biežāk; šoferi īgņojas.",
    ),
    (
        "windows-1258",
        "Hô\u{323}i đô\u{300}ng tha\u{300}nh phô\u{301} quyê\u{301}t đi\u{323}nh đo\u{301}ng câ\u{300}u ca\u{309}ng trong ba tuâ\u{300}n.",
    ),
    (
        "ISO-8859-3",
        "La urba konsilio decidis fermi la ponton; ĉiuj ŝipoj veturos pli ofte, diris la urbestro, kaj ankaŭ la ĵurnalistoj.",
    ),
    ("windows-1251", RUSSIAN),
    (
        "windows-1251",
        "Міська рада вирішила у вівторок закрити міст через гавань на три тижні; її рішення підтримали й рибалки.",
    ),
    (
        "windows-1251",
        "Общинският съвет реши във вторник да затвори моста над пристанището за три седмици.",
    ),
    ("KOI8-R", RUSSIAN),
    (
        "KOI8-U",
        "Міська рада вирішила у вівторок закрити міст через гавань на три тижні; її рішення підтримали й рибалки.",
    ),
    ("ISO-8859-5", RUSSIAN),
    ("IBM866", RUSSIAN),
    ("x-mac-cyrillic", RUSSIAN),
    (
        "windows-1253",
        "Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα· “Άγνωστο για πόσο”, είπε ο δήμαρχος.",
    ),
    (
        "ISO-8859-7",
        "Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα του λιμανιού. Άγνωστο για πόσο, είπε ο δήμαρχος.",
    ),
    (
        "windows-1255",
        "מועצת העיר החליטה ביום שלישי לסגור את הגשר מעל הנמל לשלושה שבועות.",
    ),
    (
        "windows-1256",
        "قرر مجلس المدينة يوم الثلاثاء إغلاق الجسر فوق الميناء لمدة ثلاثة أسابيع.",
    ),
    (
        "ISO-8859-6",
        "قرر مجلس المدينة يوم الثلاثاء إغلاق الجسر فوق الميناء لمدة ثلاثة أسابيع.",
    ),
    (
        "windows-874",
        "สภาเมืองตัดสินใจเมื่อวันอังคารให้ปิดสะพานข้ามท่าเรือเป็นเวลาสามสัปดาห์",
    ),
    ("GBK", CHINESE),
    (
        "Big5",
        "市議會星期二決定將港口大橋關閉三個星期，渡輪將加開班次。",
    ),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    (
        "EUC-KR",
        "시의회는 화요일에 항구 다리를 삼 주 동안 폐쇄하기로 결정했다.",
    ),
    (
        "gb18030",
        "市议会星期二决定将港口大桥关闭三个星期，“渡轮”将加开班次。",
    ),
    ("ISO-2022-JP", JAPANESE),
];

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, is_lossy) = encoding.encode(text);
    assert!(!is_lossy, "{label} cannot write {text}");
    bytes.into_owned()
}

#[test]
fn the_bytes_alone_tell_each_encoding() {
    for (label, text) in EXAMPLES {
        let bytes = encoded(label, text);
        let (decoded, charset) = decode(&bytes, NOTHING);
        assert_eq!(decoded, text, "{label} read as {}", charset.name);
        assert_eq!(charset.evidence, CharsetEvidence::Content);
    }
}

#[test]
fn few_bytes_tell_it() {
    let table = [
        ("windows-1252", "Son nom est François"),
        ("windows-1252", "un café à Paris"),
        ("windows-1252", "it’s 20 £ – no more"),
        ("windows-1250", "Jak się masz, mój przyjacielu?"),
        ("windows-1250", "Dobrý večer, přátelé"),
        ("windows-1250", "A főváros hídja"),
        ("windows-1250", "az asztal nagy, de szűk"),
        ("windows-1254", "yarın sabah açılacağı söylendi"),
        ("windows-1257", "rīt no rīta būs slēgts"),
        ("windows-1257", "namas ir miestas, ąžuolas"),
        ("windows-1251", "Добрый день"),
        ("KOI8-R", "Добрый день"),
        ("IBM866", "Добрый день"),
        ("windows-1253", "Καλημέρα"),
        ("EUC-KR", "안녕하세요"),
        ("GBK", "今天天气很好"),
        ("Big5", "今天天氣很好"),
        ("Shift_JIS", "こんにちは、元気です"),
        ("EUC-JP", "こんにちは、元気です"),
    ];
    for (label, text) in table {
        let bytes = encoded(label, text);
        let (decoded, charset) = decode(&bytes, NOTHING);
        assert_eq!(decoded, text, "{label} read as {}", charset.name);
    }
}

/// A text in UTF-16 and UTF-32, each in both orders.
fn in_wide_units(text: &str) -> [(&'static str, Vec<u8>); 4] {
    let short = || text.encode_utf16();
    let long = || text.chars().map(u32::from);
    [
        ("UTF-16LE", short().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16BE", short().flat_map(u16::to_be_bytes).collect()),
        ("UTF-32LE", long().flat_map(u32::to_le_bytes).collect()),
        ("UTF-32BE", long().flat_map(u32::to_be_bytes).collect()),
    ]
}

#[test]
fn utf_16_and_utf_32_need_no_mark() {
    let english = "The bridge will close for three weeks.";
    let hindi = "नगर परिषद ने मंगलवार को पुल बंद करने का निर्णय लिया।";
    let korean = "시의회는 화요일에 다리를 폐쇄하기로 결정했다.";
    for text in [english, RUSSIAN, CHINESE, JAPANESE, hindi, korean] {
        for (name, bytes) in in_wide_units(text) {
            let (decoded, charset) = decode(&bytes, http("utf-8"));
            assert_eq!((decoded.as_ref(), charset.name.as_str()), (text, name));
            assert_eq!(charset.evidence, CharsetEvidence::ContentAgainstDeclared);
        }
    }
    assert_eq!(
        decode(b"a\0nought in a\0line of ASCII", NOTHING).1.name,
        "UTF-8"
    );
}

#[test]
fn an_improbable_declaration_is_overruled() {
    for (label, text) in EXAMPLES {
        for wrong in [
            "windows-1252",
            "windows-1251",
            "koi8-r",
            "gbk",
            "shift_jis",
            "euc-kr",
        ] {
            // Of a language whose letters differ little, a sentence may be too little.
            let bytes = encoded(label, &text.repeat(3));
            let (decoded, charset) = decode(&bytes, http(wrong));
            let is_near = decoded == decode_as(&bytes, wrong).unwrap_or_default();
            assert!(
                decoded == text.repeat(3) || is_near,
                "{label} as {}",
                charset.name
            );
            if label == "windows-1251" && wrong != "windows-1251" {
                assert_eq!(
                    charset.evidence,
                    CharsetEvidence::ContentAgainstDeclared,
                    "{wrong}"
                );
            }
        }
    }
    let polish = encoded("windows-1250", EXAMPLES[7].1);
    assert_eq!(decode(&polish, http("iso-8859-1")).0, EXAMPLES[7].1);
}

#[test]
fn a_true_declaration_is_believed_in_every_encoding() {
    for (label, text) in EXAMPLES {
        let bytes = encoded(label, text);
        let (decoded, charset) = decode(&bytes, http(label));
        assert_eq!(decoded, text, "{label} as {}", charset.name);
        assert_eq!(charset.evidence, CharsetEvidence::Http);
    }
}

#[test]
fn little_does_not_overrule() {
    let (text, charset) = decode(b"Lech Wa\xB3\xEAsa", http("windows-1252"));
    assert_eq!(
        (text.as_ref(), charset.name.as_str()),
        ("Lech Wa³êsa", "windows-1252")
    );
    assert_eq!(decode(b"Lech Wa\xB3\xEAsa", NOTHING).0, "Lech Wałęsa");
}

#[test]
fn a_damaged_declaration_is_passed_over() {
    let bytes = encoded("windows-1251", RUSSIAN);
    for label in ["windows1251", "utf8mb4", "", "-", "iso-2022-jp"] {
        assert_eq!(decode(&bytes, http(label)).0, RUSSIAN, "{label}");
    }
}

#[test]
fn a_few_wrong_bytes_do_not_hide_the_encoding() {
    for (label, text) in [
        ("GBK", CHINESE),
        ("Shift_JIS", JAPANESE),
        ("EUC-KR", "다리를 폐쇄하기로 결정했다. "),
    ] {
        let mut bytes = encoded(label, &text.repeat(8));
        bytes.splice(40..40, *b"\xFF ");
        assert_eq!(decode(&bytes, NOTHING).1.name, label);
    }
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
    fn any_utf_8_without_controls_stays(text in "[^\\pC]{0,80}") {
        prop_assert_eq!(decode(text.as_bytes(), NOTHING).0, text.as_str());
    }

    #[test]
    fn the_same_bytes_give_the_same(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let once = decode(&bytes, NOTHING);
        prop_assert_eq!(decode(&bytes, NOTHING), once);
    }

    #[test]
    fn utf_8_is_read_as_utf_8(text in "[a-zа-яぁ-ん一-龥 ]{0,60}", http in labels()) {
        prop_assume!(text.chars().filter(|c| !c.is_ascii()).count() >= MIN_AGAINST_DECLARED);
        prop_assert_eq!(decode(text.as_bytes(), Declared { http, meta: None }).0, &*text);
    }

    // Longer rows of letters without sense may be likelier in another encoding.
    #[test]
    fn few_latin_letters_survive_a_right_declaration(text in "[a-z][a-zà-öø-ÿ ]{0,16}") {
        let bytes = WINDOWS_1252.encode(&text).0;
        prop_assert_eq!(decode(&bytes, http("iso-8859-1")).0, &*text);
    }
}
