use std::collections::HashMap;
use std::sync::LazyLock;

use whatlang::{Lang, detect};

/// Letters that a text must have before statistics of letter triples are asked.
const MIN_LETTERS: usize = 24;

/// Ideographs that a text without kana must have to be called Chinese: Japanese names and headings
/// can do without kana too.
const MIN_IDEOGRAPHS: usize = 8;

/// Letters that are looked at: more do not make the answer surer.
const MAX_LETTERS: usize = 4_000;

/// How many letters of an alphabet one East Asian character stands for.
const EAST_ASIAN_WEIGHT: usize = 2;

/// Japanese has at least one kana among so many characters.
const CHARACTERS_PER_KANA: usize = 10;

/// The text's main language as a BCP 47 tag (two letters where ISO 639-1 has them), or `None` when
/// the text is too short or too mixed to be sure.
///
/// Scripts that belong to one language tell it by themselves; so do the commonest words of some
/// languages where they are as common as they should be. For the others the statistics of `whatlang`
/// do, when it calls itself reliable.
///
/// ```
/// assert_eq!(copydesk_text::language("今日は天気がいいですね。"), Some("ja"));
/// assert_eq!(copydesk_text::language("OK"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let text = beginning(text);
    let counts = Counts::of(text);
    if counts.east_asian() * EAST_ASIAN_WEIGHT > counts.others {
        return counts.east_asian_language();
    }
    if counts.others < MIN_LETTERS {
        return None;
    }
    if let Some(language) = by_common_words(text) {
        return Some(language);
    }
    let found = detect(text)?;
    found.is_reliable().then(|| tag(found.lang())).flatten()
}

/// Words that a text must have before its commonest words are asked.
const MIN_WORDS: usize = 40;

/// In texts of a language so many percent of the words are among its commonest, and of no other
/// language's more than a quarter of that.
const COMMON_PERCENT: usize = 15;

/// The commonest words of languages, those left out that others have too.
const COMMON_WORDS: [(&str, &[&str]); 5] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "that", "is", "was", "for", "it", "with", "as", "are", "be",
            "by", "this", "have", "from", "has", "were", "at",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "zu", "mit", "sich", "auf", "ist", "im",
            "dem", "nicht", "ein", "eine", "für", "werden", "auch", "bei",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "et", "des", "du", "une", "est", "dans", "pour", "qui", "sur", "au",
            "pas", "plus", "par", "ce", "avec", "sont", "aux", "cette",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "una", "por", "con", "del", "se", "para", "su", "más", "como",
            "pero", "sus", "al", "lo", "fue", "este", "esta",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "della", "per", "gli", "sono", "nel", "delle", "dei", "alla",
            "anche", "più", "dal", "ha", "ma", "questo", "nella", "degli", "è",
        ],
    ),
];

/// The languages of each common word, a bit each.
static LANGUAGES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut languages = HashMap::new();
    for (at, (_, words)) in COMMON_WORDS.iter().enumerate() {
        for word in *words {
            *languages.entry(*word).or_default() |= 1 << at;
        }
    }
    languages
});

/// The language whose commonest words are as common in the text as they should be.
fn by_common_words(text: &str) -> Option<&'static str> {
    let mut counts = [0; COMMON_WORDS.len()];
    let mut words = 0;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        if let Some(languages) = LANGUAGES.get(word) {
            for (at, count) in counts.iter_mut().enumerate() {
                *count += usize::from(languages & 1 << at != 0);
            }
        }
    }
    let best = (0..counts.len()).max_by_key(|&index| counts[index])?;
    let most = counts[best];
    let is_clear = (0..counts.len()).all(|index| index == best || counts[index] * 4 <= most);
    let is_common = words >= MIN_WORDS && most * 100 >= words * COMMON_PERCENT;
    (is_clear && is_common).then_some(COMMON_WORDS[best].0)
}

/// The text up to the last letter that is looked at.
fn beginning(text: &str) -> &str {
    let end = text
        .char_indices()
        .filter(|(_, c)| c.is_alphabetic())
        .nth(MAX_LETTERS);
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// How many letters of which script a text has.
#[derive(Default)]
struct Counts {
    kana: usize,
    hangul: usize,
    ideographs: usize,
    others: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            *counts.of_script(c) += 1;
        }
        counts
    }

    fn of_script(&mut self, c: char) -> &mut usize {
        match c {
            'ぁ'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => &mut self.kana,
            'ᄀ'..='ᇿ' | 'ㄱ'..='ㆎ' | '가'..='힣' => &mut self.hangul,
            '々'
            | '㐀'..='䶿'
            | '一'..='\u{9FFF}'
            | '豈'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => &mut self.ideographs,
            _ => &mut self.others,
        }
    }

    fn east_asian(&self) -> usize {
        self.kana + self.hangul + self.ideographs
    }

    fn east_asian_language(&self) -> Option<&'static str> {
        if self.hangul > self.kana + self.ideographs {
            Some("ko")
        } else if self.kana * CHARACTERS_PER_KANA > self.east_asian() {
            Some("ja")
        } else {
            (self.ideographs >= MIN_IDEOGRAPHS && self.kana == 0 && self.hangul == 0)
                .then_some("zh")
        }
    }
}

/// The BCP 47 tag of a language that `whatlang` knows.
fn tag(language: Lang) -> Option<&'static str> {
    TAGS.iter()
        .find(|&&(code, _)| code == language.code())
        .map(|&(_, tag)| tag)
}

/// ISO 639-3 codes and BCP 47 tags. Latin and Esperanto are left out: no news is in them, and short
/// texts of other languages are taken for them.
const TAGS: [(&str, &str); 68] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_languages_by_their_sentences() {
        let sentences = [
            (
                "en",
                "The council voted on Tuesday to close the harbour bridge for three weeks.",
            ),
            (
                "de",
                "Der Stadtrat hat am Dienstag beschlossen, die Hafenbrücke drei Wochen lang zu sperren.",
            ),
            (
                "fr",
                "Le conseil municipal a décidé mardi de fermer le pont du port pendant trois semaines.",
            ),
            (
                "es",
                "El Ayuntamiento decidió el martes que el puente del puerto estará cerrado durante tres semanas.",
            ),
            (
                "ru",
                "Городской совет решил во вторник закрыть мост через гавань на три недели.",
            ),
            (
                "el",
                "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει τη γέφυρα για τρεις εβδομάδες.",
            ),
            ("th", "สภาเมืองมีมติเมื่อวันอังคารให้ปิดสะพานท่าเรือเป็นเวลาสามสัปดาห์"),
            ("ja", "市議会は火曜日、港の橋を三週間閉鎖することを決めた。"),
            ("zh", "市议会星期二决定将港口大桥关闭三个星期。"),
            (
                "ko",
                "시의회는 화요일 항구 다리를 3주 동안 폐쇄하기로 결정했다.",
            ),
        ];
        for (tag, sentence) in sentences {
            assert_eq!(language(sentence), Some(tag), "{sentence}");
        }
    }

    #[test]
    fn common_words_tell_no_neighbour() {
        let texts = [
            (
                "ca",
                "El ple de l'ajuntament va decidir dimarts tancar el pont del port durant tres setmanes, i una comissió dirà si les obres que cal fer als pilars poden esperar fins a la tardor.",
            ),
            (
                "pt",
                "A câmara municipal decidiu na terça-feira fechar a ponte do porto durante três semanas, e uma comissão vai dizer se as obras que é preciso fazer nos pilares podem esperar para o outono.",
            ),
            (
                "nl",
                "De gemeenteraad besloot dinsdag om de havenbrug drie weken te sluiten, en een commissie zal zeggen of het werk dat aan de pijlers nodig is tot de herfst kan wachten of niet.",
            ),
            (
                "da",
                "Byrådet besluttede tirsdag at lukke havnebroen i tre uger, og en kommission skal sige, om det arbejde, der er nødvendigt på pillerne, kan vente til efteråret eller ikke for den sags skyld.",
            ),
        ];
        for (tag, text) in texts {
            let text = format!("{text} {text}");
            assert_eq!(by_common_words(&text), None, "{tag}");
            assert_ne!(language(&text), Some("en"), "{tag}");
        }
    }

    #[test]
    fn common_words_tell_a_language() {
        let text = "The council voted on Tuesday to close the bridge, and it was the third vote of the year. ";
        assert_eq!(by_common_words(&text.repeat(3)), Some("en"));
        assert_eq!(by_common_words(text), None, "too short");
    }

    #[test]
    fn says_nothing_of_short_or_wordless_text() {
        for text in ["", "42", "OK", "Reuters", "東京", "* * *"] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn every_tag_is_found_by_a_code_of_whatlang() {
        let known: Vec<&str> = Lang::all().iter().map(|lang| lang.code()).collect();
        assert!(TAGS.iter().all(|(code, _)| known.contains(code)));
        assert_eq!(known.len(), TAGS.len() + 2);
    }
}
