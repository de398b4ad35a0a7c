use super::*;

fn total(text: &str) -> i32 {
    let mut context = Context::default();
    text.chars().map(|c| context.read(c)).sum()
}

#[test]
fn damage_surprises_more_than_text() {
    let pairs = [
        ("don’t", "donâ€™t"),
        ("médecin", "m茅decin"),
        ("Copyright © 1999", "Copyright 漏 1999"),
        ("网络视听许可证", "缃戠粶瑙嗗惉璁稿彲璇"),
        ("дорогие", "РґРѕСЂРѕРіРёРµ"),
        ("おもしろい", "縺翫ｂ縺励ｍ縺"),
    ];
    for (text, damaged) in pairs {
        assert!(
            total(text) + 5 < total(damaged),
            "{text} {} {damaged} {}",
            total(text),
            total(damaged)
        );
    }
}

#[test]
fn frequent_characters_surprise_less() {
    for (frequent, rare) in [("的", "鈥"), ("한", "뷁"), ("學", "鱷")] {
        assert!(total(frequent) < total(rare), "{frequent} {rare}");
    }
}
