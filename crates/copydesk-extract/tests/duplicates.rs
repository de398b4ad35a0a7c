//! What a page prints twice is kept once, and what comes again on purpose stays.

use copydesk_extract::{Options, extract};
use copydesk_record::{Article, Page, Reason};

const STORY: [&str; 5] = [
    "The council voted on Tuesday night to close the old swimming baths at the end of the month, after forty years.",
    "Engineers who looked at the roof in spring found that eleven of its sixteen beams had rotted through at the wall.",
    "“Nobody wanted this,” said the chair of the works committee, who learned to swim there, “but nobody can swim under that.”",
    "A repair would cost three times what the town spends on its parks in a year, and would last for ten years at most.",
    "The school has been offered two mornings a week at the hotel's pool, which is shorter, warmer and a good deal smaller.",
];

fn page(body: &str) -> Article {
    let html = format!(
        "<html><head><title>Baths to close</title></head><body><h1>Baths to close</h1>{body}</body></html>"
    );
    let page = Page {
        bytes: html.into_bytes(),
        source: "page.html".to_owned(),
        ..Page::default()
    };
    extract(
        &page,
        Options {
            proof: true,
            ..Options::default()
        },
    )
}

fn paragraphs(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect()
}

/// How often the article's text holds a phrase, and how many removals are repeats.
fn check(body: &str, phrase: &str, kept: usize, repeats: usize) {
    let article = page(body);
    let found = article.text.matches(phrase).count();
    let removed = article.removed.unwrap_or_default();
    let duplicates = removed
        .iter()
        .filter(|removal| removal.reason == Reason::Duplicate);
    assert_eq!(
        (found, duplicates.count()),
        (kept, repeats),
        "{}",
        article.text
    );
    for removal in removed
        .iter()
        .filter(|removal| removal.reason == Reason::Duplicate)
    {
        assert!(removal.duplicate_of.is_some(), "{}", removal.text);
    }
}

#[test]
fn a_body_printed_twice_is_kept_once() {
    let twice = format!("<div>{0}</div><div>{0}</div>", paragraphs(&STORY));
    check(&twice, "eleven of its sixteen", 1, 5);
}

#[test]
fn a_body_printed_again_with_small_differences_is_kept_once() {
    let again = STORY.map(|text| {
        text.replacen("on Tuesday night", "on Tuesday", 1)
            .replacen("a good deal ", "", 1)
    });
    let again: Vec<&str> = again.iter().map(String::as_str).collect();
    let both = format!(
        "<div>{}</div><div>{}</div>",
        paragraphs(&STORY),
        paragraphs(&again)
    );
    check(&both, "swimming baths", 1, 5);
}

#[test]
fn a_refrain_stays() {
    let refrain = "And the tide comes in, and the tide goes out, and the lamp on the point goes round and about.";
    let song = [STORY[0], refrain, STORY[1], refrain, STORY[2], refrain];
    check(&paragraphs(&song), "the lamp on the point", 3, 0);
}

#[test]
fn a_table_with_equal_cells_stays() {
    let row = "<tr><td>Rovers</td><td>postponed because of the weather</td></tr>";
    let table = format!("{}<table>{}</table>", paragraphs(&STORY), row.repeat(4));
    check(&table, "postponed because", 4, 0);
}

#[test]
fn a_list_of_equal_results_stays() {
    let items = "<li>Rovers against Town: postponed because of the weather</li>".repeat(3);
    let list = format!(
        "{}<ul>{items}</ul>{}",
        paragraphs(&STORY[..3]),
        paragraphs(&STORY[3..])
    );
    check(&list, "postponed because", 3, 0);
}

/// Prose of several languages, a sentence a paragraph.
const STORIES: [&[&str]; 5] = [
    &[
        "Der Gemeinderat hat am Dienstagabend beschlossen, das alte Schwimmbad nach vierzig Jahren zum Monatsende zu schließen.",
        "Ingenieure, die das Dach im Frühjahr untersuchten, fanden elf der sechzehn Balken an der Wand durchgefault.",
        "„Niemand hat das gewollt“, sagte die Vorsitzende des Bauausschusses, die dort schwimmen gelernt hat, am Mittwoch.",
        "Eine Reparatur würde dreimal so viel kosten, wie die Stadt im Jahr für ihre Parks ausgibt, und zehn Jahre halten.",
    ],
    &[
        "El ayuntamiento decidió el martes por la noche cerrar a fin de mes la vieja piscina municipal, después de cuarenta años.",
        "Los ingenieros que revisaron el tejado en primavera hallaron podridas junto al muro once de sus dieciséis vigas.",
        "«Nadie quería esto», dijo la presidenta de la comisión de obras, que aprendió a nadar allí cuando era niña.",
        "Una reparación costaría el triple de lo que la ciudad gasta al año en sus parques y duraría diez años como mucho.",
    ],
    &[
        "Городской совет решил во вторник вечером закрыть старый бассейн в конце месяца, после сорока лет работы.",
        "Инженеры, осмотревшие крышу весной, обнаружили, что одиннадцать из шестнадцати балок прогнили у самой стены.",
        "«Никто этого не хотел», — сказала председатель комитета по строительству, которая сама училась там плавать.",
        "Ремонт обошёлся бы втрое дороже того, что город тратит за год на парки, и его хватило бы лет на десять.",
    ],
    &[
        "市议会星期二晚上决定，使用了四十年的旧游泳馆将在本月底关闭，职工将被安排到其他岗位。",
        "春天检查屋顶的工程师发现，十六根横梁中有十一根靠墙的一端已经腐烂，随时可能断裂。",
        "工程委员会主席说：“谁都不愿意这样，我自己就是在那里学会游泳的，可是没有人能在那样的屋顶下游泳。”",
        "修理费用是全市一年公园开支的三倍，而且最多只能再用十年，因此议会没有通过修理方案。",
    ],
    &[
        "قرر المجلس البلدي مساء الثلاثاء إغلاق المسبح القديم في نهاية الشهر بعد أربعين عاما من العمل المتواصل.",
        "ووجد المهندسون الذين فحصوا السقف في الربيع أن إحدى عشرة من عوارضه الست عشرة قد تعفنت عند الجدار.",
        "وقالت رئيسة لجنة الأشغال التي تعلمت السباحة هناك إن أحدا لم يكن يريد ذلك لكن السباحة تحته مستحيلة.",
        "وستكلف الإصلاحات ثلاثة أضعاف ما تنفقه المدينة على حدائقها في السنة ولن تدوم أكثر من عشر سنوات.",
    ],
];

#[test]
fn a_body_printed_twice_is_kept_once_in_any_language() {
    for story in STORIES {
        let twice = format!(
            "<div>{0}</div><div class=print>{0}</div>",
            paragraphs(story)
        );
        check(&twice, story[1], 1, story.len());
        let last = story.len() - 1;
        let mut again = story.to_vec();
        let cut: String = story[last].chars().skip(6).collect();
        again[last] = &cut;
        let both = format!(
            "<div>{}</div><div>{}</div>",
            paragraphs(story),
            paragraphs(&again)
        );
        check(&both, &cut, 1, story.len());
    }
}

#[test]
fn a_paragraph_printed_four_times_is_kept_once() {
    let four = [
        STORY[0], STORY[1], STORY[1], STORY[1], STORY[1], STORY[2], STORY[3],
    ];
    check(&paragraphs(&four), STORY[1], 1, 3);
}

#[test]
fn a_caption_printed_twice_is_kept_once() {
    let caption = "Bathers on the last day that the old swimming baths were open, in the rain.";
    let figure = format!(
        "<figure><img src=/baths.jpg width=600 height=400><figcaption>{caption}</figcaption><figcaption>{caption}</figcaption></figure>"
    );
    let body = format!(
        "{}{figure}{}",
        paragraphs(&STORY[..2]),
        paragraphs(&STORY[2..])
    );
    let article = page(&body);
    assert!(!article.text.contains(caption));
    let blocks = article.blocks.iter().filter(|block| block.text == caption);
    assert!(blocks.count() <= 1, "{:?}", article.blocks);
}

#[test]
fn a_standfirst_printed_twice_is_in_the_text_once() {
    let dek = "After forty years the town shuts its swimming baths, and the school will swim in a hotel instead.";
    for twice in [
        format!("<p class=standfirst>{dek}</p><p>{dek}</p>"),
        format!("<div class=lead>{dek}</div><div class=share>Share</div><div>{dek}</div>"),
    ] {
        let article = page(&format!("{twice}{}", paragraphs(&STORY)));
        assert!(article.text.matches(dek).count() <= 1, "{}", article.text);
        assert!(article.dek.as_deref().is_none_or(|found| found == dek));
    }
}

#[test]
fn a_long_refrain_stays() {
    let refrain = [
        "And the tide comes in, and the tide goes out, and the lamp on the point goes round and about.",
        "And the bell on the buoy rings all night long, and the wind in the shrouds takes up the song.",
        "And whoever is out on the bar tonight, let him steer for the point and look for the light.",
    ];
    let song: Vec<&str> = STORY[..2]
        .iter()
        .chain(&refrain)
        .chain(&STORY[2..4])
        .chain(&refrain)
        .copied()
        .collect();
    check(&paragraphs(&song), "the lamp on the point", 2, 0);
    check(&paragraphs(&song), "the bell on the buoy", 2, 0);
}

#[test]
fn short_questions_that_come_again_stay() {
    let question = "And what did you do then, Mrs Quill?";
    let mut interview = vec![STORY[0]];
    for answer in &STORY[1..] {
        interview.extend([question, answer]);
    }
    check(&paragraphs(&interview), question, 4, 0);
}

#[test]
fn a_long_list_of_equal_results_stays() {
    let pair = "<li>Rovers against Town: postponed because of the weather</li><li>County against United: nil to nil at half time</li>";
    let list = format!(
        "{}<ul>{}</ul>{}",
        paragraphs(&STORY[..3]),
        pair.repeat(12),
        paragraphs(&STORY[3..])
    );
    check(&list, "postponed because", 12, 0);
}
