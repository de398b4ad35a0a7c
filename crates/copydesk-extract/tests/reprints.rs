//! A body that is printed again in another way is kept once, in its order, and whole; what comes again
//! on purpose stays.

mod shared;

use copydesk_extract::{Options, extract};
use copydesk_record::{Article, BlockKind, Page, Reason};
use shared::laws;

/// Prose of several languages, a sentence a line.
const STORIES: [&[&str]; 4] = [
    &[
        "The council voted on Tuesday night to close the old swimming baths at the end of the month, after forty years.",
        "Engineers who looked at the roof in spring found that eleven of its sixteen beams had rotted through at the wall.",
        "“Nobody wanted this,” said the chair of the works committee – who learned to swim there – “but nobody can swim under that.”",
        "A repair would cost three times what the town spends on its parks in a year, and would last for ten years at most.",
        "The school has been offered two mornings a week at the hotel's pool, which is shorter, warmer and a good deal smaller.",
        "Swimmers who gathered at the door on Wednesday said that they would ask the county to look at the figures once more.",
    ],
    &[
        "Der Gemeinderat hat am Dienstagabend beschlossen, das alte Schwimmbad nach vierzig Jahren zum Monatsende zu schließen.",
        "Ingenieure, die das Dach im Frühjahr untersuchten, fanden elf der sechzehn Balken an der Wand durchgefault.",
        "„Niemand hat das gewollt“, sagte die Vorsitzende des Bauausschusses – sie hat dort schwimmen gelernt – am Mittwoch.",
        "Eine Reparatur würde dreimal so viel kosten, wie die Stadt im Jahr für ihre Parks ausgibt, und zehn Jahre halten.",
        "Der Schule sind zwei Vormittage in der Woche im Becken des Hotels angeboten worden, das kürzer und wärmer ist.",
        "Schwimmer, die sich vor der Tür versammelten, wollen den Kreis bitten, die Zahlen noch einmal zu prüfen.",
    ],
    &[
        "市议会星期二晚上决定，使用了四十年的旧游泳馆将在本月底关闭，职工将被安排到其他岗位。",
        "春天检查屋顶的工程师发现，十六根横梁中有十一根靠墙的一端已经腐烂，随时可能断裂。",
        "工程委员会主席说：“谁都不愿意这样——我自己就是在那里学会游泳的——可是没有人能在那样的屋顶下游泳。”",
        "修理费用是全市一年公园开支的三倍，而且最多只能再用十年，因此议会没有通过修理方案。",
        "学校得到了每周两个上午使用酒店泳池的机会，那里的泳池更短、更暖，也小得多。",
        "星期三聚集在门口的游泳者表示，他们将请求县政府重新审查有关的数字和报告。",
    ],
    &[
        "قرر المجلس البلدي مساء الثلاثاء إغلاق المسبح القديم في نهاية الشهر بعد أربعين عاما من العمل المتواصل.",
        "ووجد المهندسون الذين فحصوا السقف في الربيع أن إحدى عشرة من عوارضه الست عشرة قد تعفنت عند الجدار.",
        "وقالت رئيسة لجنة الأشغال «التي تعلمت السباحة هناك» إن أحدا لم يكن يريد ذلك لكن السباحة تحته مستحيلة.",
        "وستكلف الإصلاحات ثلاثة أضعاف ما تنفقه المدينة على حدائقها في السنة ولن تدوم أكثر من عشر سنوات.",
        "وعرض على المدرسة صباحان في الأسبوع في مسبح الفندق الذي هو أقصر وأدفأ وأصغر بكثير من المسبح القديم.",
        "وقال السباحون الذين تجمعوا عند الباب يوم الأربعاء إنهم سيطلبون من المحافظة مراجعة الأرقام مرة أخرى.",
    ],
];

fn record(body: &str) -> Article {
    let html = format!(
        "<!doctype html><html><head><title>Baths</title></head><body><h1>Baths</h1>{body}</body></html>"
    );
    let page = Page {
        bytes: html.into_bytes(),
        source: "page.html".to_owned(),
        ..Page::default()
    };
    let article = extract(
        &page,
        Options {
            proof: true,
            ..Options::default()
        },
    );
    assert_eq!(laws::all(&page, &article), [], "{body}");
    for removal in article.removed.iter().flatten() {
        let is_duplicate = removal.reason == Reason::Duplicate;
        assert_eq!(removal.duplicate_of.is_some(), is_duplicate, "{removal:?}");
    }
    article
}

/// Paragraphs of so many sentences each.
fn print(sentences: &[&str], by: usize, between: &str) -> String {
    let paragraphs = sentences
        .chunks(by)
        .map(|own| format!("<p>{}</p>\n", own.join(between)));
    format!("<div>{}</div>\n", paragraphs.collect::<String>())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text has each sentence once, in order, and nothing else.
fn says_once(what: &str, story: &[&str], body: &str) {
    let article = record(body);
    assert_eq!(
        letters(&article.text),
        letters(&story.concat()),
        "{what}: {:#?}",
        article.blocks
    );
}

/// Nothing is dropped as a duplicate.
fn stays(what: &str, body: &str) {
    let article = record(body);
    let removed = article.removed.iter().flatten();
    let dropped: Vec<&str> = removed
        .filter(|removal| removal.reason == Reason::Duplicate)
        .map(|removal| removal.text.as_str())
        .collect();
    assert_eq!(dropped, [""; 0], "{what}");
}

#[test]
fn another_paragraphing_is_the_same_text() {
    for story in STORIES {
        for (one, other, between) in [(1, 2, "<br>"), (1, 3, " "), (2, 1, " "), (2, 3, " ")] {
            let both = print(story, one, between) + &print(story, other, between);
            says_once("parted otherwise", story, &both);
        }
        let shifted = print(story, 2, " ")
            + &print(&story[..1], 1, " ")
            + &print(&story[1..5], 2, " ")
            + &print(&story[5..], 1, " ");
        says_once("parted elsewhere", story, &shifted);
    }
}

#[test]
fn small_differences_make_no_other_text() {
    for story in STORIES {
        let mut plain: Vec<String> = story
            .iter()
            .map(|text| {
                text.replace(['“', '”', '„', '«', '»'], "\"")
                    .replace("——", "--")
                    .replace('–', "-")
            })
            .collect();
        plain[0] = format!("(Reuters) - {}", plain[0]);
        plain.remove(4);
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        let both = print(story, 1, " ") + &print(&plain, 1, " ");
        says_once("a copy for telephones", story, &both);
        let soft: Vec<String> = story
            .iter()
            .map(|text| text.replace("er", "e\u{ad}r").replace('的', "的\u{200b}"))
            .collect();
        let soft: Vec<&str> = soft.iter().map(String::as_str).collect();
        let both = print(story, 1, " ") + &print(&soft, 1, " ");
        says_once("a copy with soft hyphens", story, &both);
    }
}

#[test]
fn three_prints_are_one() {
    for story in STORIES {
        let all = print(story, 1, " ") + &print(story, 2, " ") + &print(story, 3, "<br>");
        says_once("three prints", story, &all);
    }
}

#[test]
fn the_fuller_print_is_kept() {
    for story in STORIES {
        let cut: String = story[4].chars().take(24).chain(['…']).collect();
        let teaser = [story[0], story[1], story[2], story[3], &cut];
        let both = print(&teaser, 1, " ") + &print(story, 1, " ");
        says_once("a beginning before the whole", story, &both);
        let short = [story[0], story[1], story[2], story[4], story[5]];
        let both = print(&short, 1, " ") + &print(story, 1, " ");
        says_once("a print that lacks a paragraph", story, &both);
        let both = print(story, 6, " ") + &print(story, 1, " ");
        says_once("a print without paragraphs", story, &both);
        assert!(
            record(&both).blocks.len() > 4,
            "the one with paragraphs is kept"
        );
    }
}

#[test]
fn a_standfirst_that_is_the_first_paragraph_is_kept_once() {
    for story in STORIES {
        let body = print(story, 1, " ");
        let dek = format!("<p><b>{}</b></p>", story[0]);
        says_once("the same", story, &format!("{dek}{body}"));
        let cut: String = story[0]
            .chars()
            .take(story[0].chars().count() / 2 + 12)
            .collect();
        let dek = format!("<p>{cut} …</p>");
        says_once("broken off", story, &format!("{dek}{body}"));
    }
}

#[test]
fn a_caption_is_printed_once() {
    for story in STORIES {
        let caption = story[5];
        let picture = "<img src=/baths.jpg width=600 height=400>";
        for (one, other) in [
            (
                format!("<figcaption>{caption}</figcaption>"),
                format!("<figcaption>{caption}</figcaption>"),
            ),
            (
                format!("<figcaption>{caption}</figcaption>"),
                format!("<p class=caption>{caption}</p>"),
            ),
        ] {
            let body = format!(
                "{}<figure>{picture}{one}{other}</figure>{}",
                print(&story[..2], 1, " "),
                print(&story[2..5], 1, " ")
            );
            let blocks = record(&body).blocks;
            let captions = blocks.iter().filter(|block| block.text == caption);
            assert!(captions.count() <= 1, "{blocks:?}");
        }
    }
}

#[test]
fn a_picture_of_a_dropped_print_is_dropped() {
    let picture = "<figure><img src=/baths.jpg width=600 height=400></figure>";
    let story = STORIES[0];
    let one = print(&story[..3], 1, " ") + picture + &print(&story[3..], 1, " ");
    let blocks = record(&format!("{one}{one}")).blocks;
    let figures = blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Figure);
    assert_eq!(figures.count(), 1, "{blocks:?}");
}

#[test]
fn refrains_stay() {
    for story in STORIES {
        let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(|at| story[at]);
        let song = [a, b, c, e, b, c, f, b, c];
        stays("a refrain of two paragraphs", &print(&song, 1, " "));
        let verses = [[a, b], [e, d], [f, b], [c, d]];
        let lines = verses.map(|verse| format!("<p>{}</p>", verse.join("<br>")));
        stays("verses with one line in common", &lines.concat());
    }
}

#[test]
fn rows_stay() {
    for story in STORIES {
        let row: String = story[1].chars().take(18).collect();
        let list = format!("<ul>{}</ul>", format!("<li>{row}</li>").repeat(16));
        let whole = print(&story[..3], 1, " ") + &list + &print(&story[3..], 1, " ");
        stays("results", &whole);
        let event = |day: usize| {
            format!(
                "<li>{day}. 5. 2012</li><li>{row}: {row}</li><li>{row} – 44,90 €</li><li>{row} {row} +4915208649244</li>"
            )
        };
        let list: String = (3..13).map(event).collect();
        let whole =
            print(&story[..3], 1, " ") + &format!("<ul>{list}</ul>") + &print(&story[3..], 1, " ");
        stays("events", &whole);
        let cells = format!("<tr><td>{row}</td><td>{row}</td><td>{row}</td></tr>").repeat(9);
        let whole = print(&story[..3], 1, " ")
            + &format!("<table>{cells}</table>")
            + &print(&story[3..], 1, " ");
        stays("cells", &whole);
    }
}

#[test]
fn rows_that_come_again_stay() {
    for (story, other) in STORIES.iter().zip(STORIES.iter().rev()) {
        let letters: Vec<char> = letters(&other.concat()).chars().collect();
        let items = letters
            .chunks(16)
            .map(|row| format!("<li>{}</li>", row.iter().collect::<String>()));
        let list = format!("<ul>{}</ul>", items.collect::<String>());
        let both = print(&story[..3], 1, " ")
            + &list
            + "<h2>2012</h2>"
            + &list
            + &print(&story[3..], 1, " ");
        stays("the same list", &both);
        let sentences = format!("<ul>{}</ul>", format!("<li>{}</li>", story[1]).repeat(16));
        let whole = print(&[story[0], story[2]], 1, " ") + &sentences + &print(&story[3..], 1, " ");
        stays("the same sentence", &whole);
    }
}

#[test]
fn what_is_quoted_stays() {
    for (story, other) in STORIES.iter().zip(STORIES.iter().rev()) {
        let quote = format!("<blockquote>{}</blockquote>", story[2]);
        let pull = print(&story[..4], 1, " ") + &quote + &print(&story[4..], 1, " ");
        stays("a sentence pulled out", &pull);
        let answer = format!("<blockquote><p>{}</p></blockquote>", story[..2].concat());
        let thread = print(story, 2, " ")
            + &print(&other[..3], 1, " ")
            + &answer
            + &print(&other[3..], 1, " ");
        stays("a statement quoted later", &thread);
    }
}

#[test]
fn a_statement_that_is_quoted_and_printed_stays() {
    for (story, other) in STORIES.iter().zip(STORIES.iter().rev()) {
        let said = |text: &&str| text.replace(['“', '”', '„', '«', '»'], "");
        let statement: Vec<String> = story.iter().map(said).collect();
        let quoted = statement.iter().map(|text| format!("<p>“{text}”</p>"));
        let report: String = quoted.collect();
        let printed: String = statement
            .iter()
            .map(|text| format!("<p>{text}</p>"))
            .collect();
        let page = print(&other[..2], 1, " ") + &report + "<h2>2012</h2>" + &printed;
        stays("a statement in quotation marks and without", &page);
    }
}

#[test]
fn a_form_that_is_filled_in_anew_stays() {
    let form = |number: usize| -> String {
        let lines = [
            format!(
                "Testing was done in the summer of {number} with headphones of that same year, set on a head of plastic that was lent to us by the school of music."
            ),
            format!(
                "The loudest passage came to {number} decibels at the ear, which is what a lorry makes that passes in the street beside an open window at night."
            ),
            format!(
                "The battery lasted for {number} hours in the cold and for a good deal longer at home, with the radio turned on and the lamp beside it turned off."
            ),
        ];
        lines.map(|line| format!("<p>{line}</p>")).concat()
    };
    stays("other numbers", &(form(71) + &form(84)));
    let again = record(&(form(71) + &form(71)));
    assert_eq!(again.text.matches("71").count(), 3, "the same numbers");
}

#[test]
fn what_is_half_new_stays() {
    for (story, other) in STORIES.iter().zip(STORIES.iter().rev()) {
        let with = |own: &[&str]| -> String {
            let pairs = story.iter().zip(own);
            let pairs = pairs.map(|(same, new)| format!("<p>{new}</p><p>{same}</p>"));
            pairs.collect()
        };
        let own: Vec<String> = other
            .iter()
            .map(|text| text.chars().rev().collect())
            .collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        stays(
            "every other paragraph is new",
            &(with(&other[..4]) + &with(&own[..4])),
        );
    }
}

#[test]
fn questions_and_formulas_stay() {
    for story in STORIES {
        let question = format!("<p><b>{}</b></p>", story[0].replace(['.', '。'], "?"));
        let talk: String = story[1..]
            .iter()
            .map(|answer| format!("{question}<p>{answer}</p>"))
            .collect();
        stays("the same question", &talk);
        let law: String = (1..6)
            .map(|at| {
                let own = print(&[story[at]], 1, " ");
                format!("<h3>§ {at}</h3>{own}<p>{} {}</p>", at * 100, story[0])
            })
            .collect();
        stays("a formula with other numbers", &law);
        let law: String = (1..6)
            .map(|at| {
                format!(
                    "<h3>§ {at}</h3>{}<p>{}</p>",
                    print(&[story[at]], 1, " "),
                    story[0]
                )
            })
            .collect();
        stays("a formula", &law);
    }
}

#[test]
fn the_same_questions_stay() {
    for (story, other) in STORIES.iter().zip(STORIES.iter().rev()) {
        let questions = [story[0], story[3]].map(|text| text.replace(['.', '。'], "?"));
        let asked = |answers: &[&str]| -> String {
            let pairs = questions.iter().zip(answers);
            let pairs = pairs.map(|(question, answer)| format!("<p>{question}</p><p>{answer}</p>"));
            pairs.collect()
        };
        stays(
            "two are asked the same",
            &(asked(&story[1..3]) + &asked(&other[1..3])),
        );
    }
}
