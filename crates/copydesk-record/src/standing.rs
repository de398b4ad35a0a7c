//! Standing pages: what a site says of itself, its terms, how to reach it.

use url::Url;

/// What links to standing pages say, in letters of lower case.
pub const STANDING: &[&str] = &[
    "about",
    "aboutus",
    "terms",
    "termsofuse",
    "termsofservice",
    "termsandconditions",
    "termsconditions",
    "termsuse",
    "privacy",
    "privacypolicy",
    "privacynotice",
    "cookiepolicy",
    "contact",
    "contactus",
    "rss",
    "rssfeed",
    "rssfeeds",
    "advertise",
    "advertisewithus",
    "sitemap",
    "imprint",
    "legal",
    "legalnotice",
    "accessibility",
    "careers",
    "help",
    "faq",
    "impressum",
    "datenschutz",
    "datenschutzerklärung",
    "kontakt",
    "agb",
    "überuns",
    "mediadaten",
    "mentionslégales",
    "quisommesnous",
    "confidentialité",
    "avisolegal",
    "contacto",
    "quiénessomos",
    "contato",
    "chisiamo",
    "contatti",
    "onas",
    "оредакции",
    "онас",
    "контакты",
    "обиздании",
    "реклама",
    "политикаконфиденциальности",
    "关于我们",
    "联系我们",
    "版权声明",
    "广告服务",
    "网站地图",
    "隐私政策",
    "关于本站",
    "關於我們",
    "聯絡我們",
    "隱私權政策",
    "隱私政策",
    "廣告刊登",
    "会社概要",
    "お問い合わせ",
    "利用規約",
    "プライバシーポリシー",
    "個人情報保護方針",
    "회사소개",
    "이용약관",
    "개인정보처리방침",
];

/// The last parts of addresses, in letters, where languages are written otherwise in addresses than in labels.
const PATHS: &[&str] = &[
    "datenschutzerklaerung",
    "ueberuns",
    "confidentialite",
    "mentionslegales",
    "politiquedeconfidentialite",
    "quienessomos",
    "politicadeprivacidad",
    "politicadeprivacidade",
    "quemsomos",
    "kontakt",
    "kontakty",
    "kontakti",
    "contacts",
    "oredakcii",
    "oredaktsii",
    "oizdanii",
    "obizdanii",
    "onas",
    "aboutsite",
    "reklama",
    "privacystatement",
    "guanyuwomen",
    "lianxiwomen",
    "gywm",
    "lxwm",
];

/// Names of a folder's page.
const INDEXES: &[&str] = &["index", "default"];

/// Whether both a page's address and its title are those of a standing page; the title may name the site too.
#[must_use]
pub fn is_standing(title: &str, site: Option<&str>, address: &str) -> bool {
    is_named(title, site.unwrap_or_default()) && is_address(address)
}

/// Whether the last part of an address is a standing page's name, or begins or ends with one.
fn is_address(address: &str) -> bool {
    let words = last_part(address);
    let is_name = |words: &[String]| {
        let name = words.concat();
        STANDING.contains(&name.as_str()) || PATHS.contains(&name.as_str())
    };
    let some = |end: fn(&[String], usize) -> &[String]| {
        (0..words.len()).any(|at| is_name(end(&words, at)))
    };
    some(|words, at| words.get(at..).unwrap_or_default())
        || some(|words, at| words.get(..words.len() - at).unwrap_or_default())
}

/// Whether a title is a standing page's label, the site's name before or behind it set aside.
fn is_named(title: &str, site: &str) -> bool {
    let (title, site) = (letters(title), letters(site));
    let bare = [title.strip_prefix(&site), title.strip_suffix(&site)];
    STANDING.contains(&title.as_str())
        || bare
            .into_iter()
            .flatten()
            .any(|bare| STANDING.contains(&bare))
}

/// Most words of a part that are looked at: names are short.
const WORDS: usize = 12;

/// The words of an address's last part, without its suffix.
fn last_part(address: &str) -> Vec<String> {
    let url = Url::parse(address).ok();
    let parts = url.as_ref().and_then(Url::path_segments);
    let words = parts.into_iter().flatten().rev().map(part_words);
    let mut named =
        words.filter(|words| !words.is_empty() && !INDEXES.contains(&words.concat().as_str()));
    named.next().unwrap_or_default()
}

fn part_words(part: &str) -> Vec<String> {
    let name = part.split('.').next().unwrap_or_default();
    // Decodes the percent-encoding.
    let decoded = url::form_urlencoded::parse(name.as_bytes());
    let decoded = decoded.map(|(name, value)| format!("{name} {value}"));
    let words = decoded.collect::<String>();
    let words = words.split(|c: char| !c.is_alphanumeric());
    let words = words.map(letters).filter(|word| !word.is_empty());
    words.take(WORDS).collect()
}

/// A text's letters and digits in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_in_a_name() {
        for (address, expected) in [
            ("https://a.example/about-us.html", true),
            ("https://a.example/Info/Privacy_Policy/?x=1", true),
            ("https://a.example/about/index.php", true),
            ("https://a.example/%D0%BE-%D0%BD%D0%B0%D1%81", true),
            ("https://a.example/courier-privacy-policy", true),
            ("https://a.example/impressum-marschbote", true),
            ("https://a.example/about/fishermen", false),
            ("https://a.example/the-contact-lens", false),
            ("https://a.example/", false),
            ("https://about/", false),
            ("about", false),
        ] {
            assert_eq!(is_address(address), expected, "{address}");
        }
    }

    #[test]
    fn a_title_names_the_site_or_does_not() {
        assert!(is_named("About us", ""));
        assert!(is_named("Über uns – Marschbote", "Marschbote"));
        assert!(is_named("The Courier: Privacy Policy", "The Courier"));
        assert!(is_named("关于我们", "新报"));
        assert!(!is_named("About us all", "The Courier"));
        assert!(!is_named("The Courier", "The Courier"));
    }
}
