use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

use super::parts::{MAX_LINE, parts};
use super::reading::{DOUBLE_BYTE, Reading, SINGLE_BYTE};
use super::*;

const ENGLISH: &str = "“We don’t know yet,” the mayor’s office said – and asked for patience…";
const GERMAN: &str =
    "Die Brücke bleibt geschlossen, bis die Prüfer für „größere Schäden“ Entwarnung geben.";
const FRENCH: &str =
    "Dès l’été dernier, le conseil avait déjà voté la fermeture du théâtre « Étoile ».";
const RUSSIAN: &str = "Городской совет решил во вторник закрыть мост через гавань на три недели.";
const CHINESE: &str = "市议会星期二决定将港口大桥关闭三个星期，渡轮将加开班次。";
const TAIWANESE: &str = "市議會星期二決定將港口大橋關閉三個星期，渡輪將加開班次。";
const JAPANESE: &str = "市議会は火曜日、港の橋を三週間閉鎖することを決めた。";
const KOREAN: &str = "시의회는 화요일 항구 다리를 3주 동안 폐쇄하기로 결정했다.";

const SENTENCES: [&str; 8] = [
    ENGLISH, GERMAN, FRENCH, RUSSIAN, CHINESE, TAIWANESE, JAPANESE, KOREAN,
];

/// What decoders leave where bytes are undecodable.
const LOSSES: [&str; 3] = ["", "\u{FFFD}", "?"];

/// UTF-8 misread, as the WHATWG's decoders do it; windows-1252 and windows-1251 lose what they leave
/// undefined, as most other decoders have it.
fn damage(text: &str, encoding: &'static Encoding, loss: &str) -> String {
    let misread = encoding.decode_without_bom_handling(text.as_bytes()).0;
    misread.replace(
        |c: char| c == char::REPLACEMENT_CHARACTER || matches!(c, '\u{80}'..='\u{9F}'),
        loss,
    )
}

fn is_lossless(text: &str, encoding: &'static Encoding) -> bool {
    !damage(text, encoding, "\u{FFFD}").contains('\u{FFFD}')
}

fn damages() -> Vec<(&'static str, &'static Encoding)> {
    let latin = [ENGLISH, GERMAN, FRENCH, RUSSIAN, CHINESE, JAPANESE, KOREAN]
        .map(|text| (text, WINDOWS_1252));
    let cyrillic = [ENGLISH, FRENCH, RUSSIAN].map(|text| (text, WINDOWS_1251));
    let gbk = SENTENCES.map(|text| (text, GBK));
    let own = [(TAIWANESE, BIG5), (JAPANESE, SHIFT_JIS), (KOREAN, EUC_KR)];
    [&latin[..], &cyrillic, &gbk, &own].concat()
}

#[test]
fn undoes_lossless_damage_and_saves_most_of_the_rest() {
    for (text, encoding) in damages() {
        for loss in LOSSES {
            let damaged = damage(text, encoding, loss);
            let repaired = repair(&damaged);
            if is_lossless(text, encoding) {
                assert_eq!(repaired.text, text, "{damaged}");
            } else {
                // Big5 and EUC-KR leave too few of the bytes to promise anything.
                let promised = encoding != BIG5 && encoding != EUC_KR;
                assert!(
                    !promised || saved(&repaired.text, text) * 2 >= text.chars().count(),
                    "{damaged} {}",
                    repaired.text
                );
            }
        }
    }
}

/// How many characters of the text are there again, in order.
fn saved(repaired: &str, text: &str) -> usize {
    let mut rest = text.chars();
    repaired
        .chars()
        .filter(|&c| rest.clone().any(|other| other == c) && rest.any(|other| other == c))
        .count()
}

#[test]
fn undoes_damage_done_twice() {
    for text in [ENGLISH, GERMAN, FRENCH] {
        let once = WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0;
        let twice = WINDOWS_1252.decode_without_bom_handling(once.as_bytes()).0;
        let repaired = repair(&twice);
        assert_eq!(repaired.text, text);
        assert!(
            repaired
                .repairs
                .iter()
                .all(|repair| repair.kind == RepairKind::Several)
        );
    }
}

#[test]
fn mends_a_piece_of_a_clean_text() {
    let text = "Le théâtre était plein. CafÃ© du thÃ©Ã¢tre: entrÃ©e libre. C’était hier.";
    assert_eq!(
        repair(text).text,
        "Le théâtre était plein. Café du théâtre: entrée libre. C’était hier."
    );
    let text = "Copyright 漏 2004-2012 The Saltmarsh Courier. 12掳C";
    assert_eq!(
        repair(text).text,
        "Copyright © 2004-2012 The Saltmarsh Courier. 12°C"
    );
}

#[test]
fn mends_line_by_line() {
    let text = format!(
        "{}\n{CHINESE}\n{}\n",
        damage(GERMAN, WINDOWS_1252, ""),
        damage(RUSSIAN, WINDOWS_1251, "")
    );
    let repaired = repair(&text).text.into_owned();
    let lines: Vec<&str> = repaired.lines().collect();
    assert_eq!(lines, [GERMAN, CHINESE, RUSSIAN]);
}

#[test]
fn a_no_break_space_that_became_a_space_is_known() {
    assert_eq!(
        repair("Il est parti Ã  la gare, dÃ©jÃ  fatiguÃ©.").text,
        "Il est parti à\u{20}la gare, déjà fatigué."
    );
}

#[test]
fn lost_characters_are_counted_and_shown() {
    let damaged = damage("增值电信业务经营许可证：乙B2-20040117", GBK, "");
    let repaired = repair(&damaged);
    let lost: usize = repaired.repairs.iter().map(|repair| repair.lost).sum();
    assert_eq!(repaired.text.matches('\u{FFFD}').count(), lost);
    assert!(
        repaired.text.contains("电信业务经营许可"),
        "{}",
        repaired.text
    );
}

#[test]
fn what_only_one_byte_can_have_been_is_inferred() {
    let damaged = damage("Именно так: И, только И.", WINDOWS_1251, "\u{FFFD}");
    let repaired = repair(&damaged);
    assert_eq!(repaired.text, "Именно так: И, только И.");
    assert_eq!(
        repaired
            .repairs
            .iter()
            .map(|repair| repair.inferred)
            .sum::<usize>(),
        3
    );
}

#[test]
fn clean_text_stays() {
    let odd = [
        "NESTLÉ® · CAFÉ… «Ö» É¿ HÅØYA Ôôô",
        "RETWEET SE VOCÊ… SÓ… MARQUÉ…",
        "higher values (“+” and “×” curves), 5×£35, 4288×…",
        "SELKÄ\u{A0}EDELLÄ\u{A0}MAAHAN",
        "谢谢",
        "没 means not, 猫 means cat",
        "K歌之王 T恤 卡拉OK N路",
        "Рік Ріо Рівне",
        "caf\u{FFFD} au lait? Why?",
        "≈ 20° and √2 ≤ 3, ¬p ∨ q, ∆° (√3±1)/2",
        "┌──┬┐ ╔═╗ ├─┤ ▓▒░ ║║",
        "(   `¬´    ):",
        "( o¬ô ) ¯\\_(ツ)_/¯",
        "\u{2C8}t\u{283}\u{26A}kn\u{325} [ɡʲɪɕ]",
        "Der Fall – DrÃ¥ber",
        "C O N C L U S Ã O",
        "이 바로 가기 키는 Tab키 위의 키입니다",
    ];
    for text in odd.into_iter().chain(SENTENCES) {
        assert_eq!(
            repair(text),
            Repaired {
                text: Cow::Borrowed(text),
                repairs: Vec::new()
            }
        );
    }
}

#[test]
fn each_single_byte_reading_is_undone() {
    let czech = "Město připravilo dvě řešení, žádné však není levné.";
    let turkish = "Şehir köprüyü üç hafta boyunca kapatıyor, dediler.";
    let latvian = "Pilsēta šonedēļ slēgs tiltu, un prāmji kursēs biežāk.";
    for text in [ENGLISH, GERMAN, FRENCH, RUSSIAN, czech, turkish, latvian] {
        for reading in &SINGLE_BYTE {
            let characters: Option<String> = text
                .bytes()
                .map(|byte| {
                    if byte.is_ascii() {
                        Some(char::from(byte))
                    } else {
                        reading.char(byte)
                    }
                })
                .collect();
            let Some(damaged) = characters else { continue };
            assert_eq!(repair(&damaged).text, text, "{:?} {damaged}", reading.kind);
        }
    }
}

#[test]
fn signs_that_became_controls_are_known() {
    let repaired = repair("She said \u{93}no\u{94} \u{96} and didn\u{92}t wait\u{85}");
    assert_eq!(repaired.text, "She said “no” – and didn’t wait…");
    let kinds = repaired.repairs.iter().map(|repair| repair.kind);
    assert!(kinds.eq([RepairKind::Windows1252AsLatin1; 5]));
    for text in ["a\u{81}b is undefined", "\u{84}\u{93} ab", "x\u{9D}"] {
        assert_eq!(repair(text).text, text);
    }
}

#[test]
fn a_mark_stays_where_several_bytes_can_have_been() {
    assert_eq!(
        repair("He said â€œnoâ€\u{FFFD} and leftâ€¦").text,
        "He said “no\u{FFFD} and left…"
    );
    assert_eq!(
        repair("He said â€œnoâ€ and leftâ€¦").text,
        "He said “no” and left…"
    );
    assert_eq!(
        repair("A lost letter ï¿½ as UTF-8").text,
        "A lost letter \u{FFFD} as UTF-8"
    );
}

#[test]
fn capitals_around_spare_capitals_only() {
    assert_eq!(repair("ITâ€™S DUE").text, "IT’S DUE");
    assert_eq!(repair("MISUTÂ\u{A0}AJIKKO").text, "MISUTÂ\u{A0}AJIKKO");
}

#[test]
fn emoji_as_surrogates_are_known() {
    assert_eq!(
        repair("Good \u{ED}\u{A0}\u{BD}\u{ED}\u{B8}\u{80} morning").text,
        "Good 😀 morning"
    );
}

#[test]
fn the_word_goes_on_after_some_spaces() {
    let cases = [
        ("das crianÃ§as Ã s mÃ£es", "das crianças às mães"),
        ("de lÃ nous irons Ã l’Ã©cole", "de là nous irons à l’école"),
        ("Bá»™ phim nÃ y hay láº¯m", "Bộ phim này hay lắm"),
    ];
    for (damaged, text) in cases {
        assert_eq!(repair(damaged).text, text);
    }
}

#[test]
fn long_lines_are_mended_in_parts() {
    let damaged = damage(&format!("{FRENCH} ").repeat(500), WINDOWS_1252, "");
    assert!(damaged.len() > 2 * MAX_LINE);
    assert_eq!(parts(&damaged).collect::<String>(), damaged);
    assert!(parts(&damaged).all(|part| part.len() <= MAX_LINE));
    assert_eq!(repair(&damaged).text, format!("{FRENCH} ").repeat(500));
}

/// Whether doing the damage again to `after` can give `before`: the bytes of `before` are those of
/// `after` with some lost, and nothing but what was lost is shown as U+FFFD.
fn replays(repair: &Repair) -> bool {
    let mut readings = SINGLE_BYTE.iter().chain(&DOUBLE_BYTE);
    let Some(reading) = readings.find(|reading| reading.kind == repair.kind) else {
        return true;
    };
    let after: Vec<char> = repair.after.chars().collect();
    is_read_from(&bytes(&repair.before, reading), &after)
}

fn bytes(before: &str, reading: &Reading) -> Vec<u8> {
    let marks = ['?', char::REPLACEMENT_CHARACTER];
    let chars = before.chars().filter(|c| !marks.contains(c));
    chars
        .flat_map(|c| reading.unit(c).unwrap_or(c as u16).to_be_bytes())
        .filter(|&byte| byte != 0)
        .collect()
}

/// A lost character has left at most three of its bytes.
fn is_read_from(bytes: &[u8], after: &[char]) -> bool {
    let Some((&first, rest)) = after.split_first() else {
        return bytes.is_empty();
    };
    if first == char::REPLACEMENT_CHARACTER {
        return (0..=3.min(bytes.len())).any(|left| is_read_from(&bytes[left..], rest));
    }
    bytes
        .strip_prefix(first.to_string().as_bytes())
        .is_some_and(|bytes| is_read_from(bytes, rest))
}

#[test]
fn repairs_replay() {
    for (text, encoding) in damages() {
        for loss in LOSSES {
            let repaired = repair(&damage(text, encoding, loss)).repairs;
            for repair in repaired.iter().filter(|repair| repair.inferred == 0) {
                assert!(replays(repair), "{repair:?}");
            }
        }
    }
}

/// Sentences, their pieces, damaged or not, next to each other.
fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(pieces(), 1..5).prop_map(|pieces| pieces.concat())
}

fn pieces() -> impl Strategy<Value = String> {
    let encodings = vec![WINDOWS_1252, WINDOWS_1251, GBK, BIG5, SHIFT_JIS, EUC_KR];
    let parts = (
        prop::sample::select(SENTENCES.to_vec()),
        0..40usize,
        1..40usize,
    );
    let damage_of = (
        prop::option::of(prop::sample::select(encodings)),
        prop::sample::select(LOSSES.to_vec()),
    );
    let sentence = (parts, damage_of).prop_map(|((text, from, length), (encoding, loss))| {
        let part: String = text.chars().skip(from).take(length).collect();
        encoding.map_or(part.clone(), |encoding| damage(&part, encoding, loss))
    });
    prop_oneof![4 => sentence, 1 => "[ÃÂâ€™©漏鈥�? \n\u{A0}a-z]{0,12}", 1 => any::<String>()]
}

proptest! {
    #[test]
    fn ascii_stays(text in "[ -~\n\t]{0,80}") {
        prop_assert_eq!(repair(&text).text, text.as_str());
    }

    #[test]
    fn mending_twice_changes_nothing_more(text in texts()) {
        let once = repair(&text).text.into_owned();
        prop_assert_eq!(repair(&once).text, once.as_str());
    }

    #[test]
    fn repairs_make_the_text(text in texts()) {
        let repaired = repair(&text);
        let mut result = String::new();
        let mut done = 0;
        for repair in &repaired.repairs {
            prop_assert!(repair.span.start >= done);
            prop_assert_eq!(&text[repair.span.start..repair.span.end], &repair.before);
            prop_assert_eq!(repair.after.matches(char::REPLACEMENT_CHARACTER).count(), repair.lost);
            result += &text[done..repair.span.start];
            result += &repair.after;
            done = repair.span.end;
        }
        result += &text[done..];
        prop_assert_eq!(result, repaired.text);
    }
}
