use proptest::prelude::*;

use super::*;

#[test]
fn each_step_does_its_part() {
    let cases = [
        (
            "P&eacute;rez &amp; Co &#8212; &#x2603; &#150;",
            "Pérez & Co — ☃ –",
        ),
        ("P&EACUTE;REZ, STRASSE &SZLIG;", "PÉREZ, STRASSE SS"),
        (
            "this&not that &nosuch; &#; &#xZZ; R&D",
            "this&not that &nosuch; &#; &#xZZ; R&D",
        ),
        ("<b>&eacute;</b>", "<b>&eacute;</b>"),
        ("ﬂuﬀy ŉ koǌ Ĳsland", "fluffy 'n konj IJsland"),
        (
            "ＬＯＵＤ　ＮＯＩＳＥＳ Ｕﾀｰﾝ ｶﾞｽ",
            "LOUD NOISES Uターン ガス",
        ),
        ("“It’s ‘here’”", "\"It's 'here'\""),
        ("a\r\nb\rc\u{2028}d\u{2029}e", "a\nb\nc\nd\ne"),
        ("\u{1B}[36;44mblue\u{1B}[0m \u{1B}[?", "blue [?"),
        ("\u{FEFF}a\u{0}b\u{7F}\tc\u{200D}", "ab\tc\u{200D}"),
        ("e\u{301}te\u{301}", "été"),
        ("5Î&frac14;g of cafÃ&copy;", "5μg of café"),
        ("&amp;amp;lt;", "<"),
    ];
    for (text, plain) in cases {
        assert_eq!(cleanup(text), plain, "{text}");
    }
}

#[test]
fn plain_text_is_borrowed() {
    assert!(matches!(cleanup("Plain text, naïve\n"), Cow::Borrowed(_)));
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing_more(text in "[a-z&#;<ÃÂ©â€™“ﬁＡ\u{301}\r\n\u{1B}\\[0-9m ]{0,40}") {
        let once = cleanup(&text).into_owned();
        prop_assert_eq!(cleanup(&once), once.as_str());
    }
}
