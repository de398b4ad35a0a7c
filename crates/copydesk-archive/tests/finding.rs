//! Listings, pictures and search.

mod common;

use common::{add, archive, found, page_with, story};
use copydesk_archive::{Archive, FacetKind, Filter, Problem, Summary};
use copydesk_record::{Article, Image, Imprint, ImprintKind, Kind, Page, Reason, Removal, Span};

fn titles(articles: Vec<Summary>) -> Vec<String> {
    articles.into_iter().map(|article| article.title).collect()
}

fn listed(archive: &Archive, filter: &Filter) -> Vec<String> {
    let listed = titles(archive.articles(filter).unwrap());
    assert_eq!(listed.len(), archive.count(filter).unwrap());
    listed
}

fn dated(source: &str, published: &str, section: &str) -> (Page, Article) {
    page_with(source, source, &story(source), |record| {
        record.published = Some(published.to_owned()).filter(|date| !date.is_empty());
        record.section = Some(section.to_owned());
        record.site = Some("The Harbour Post".to_owned());
    })
}

#[test]
fn articles_are_listed_newest_first_by_section_day_and_site() {
    let (_dir, archive) = archive();
    let mut index = dated("index", "2012-09-19", "News");
    index.1.kind = Kind::Index;
    add(
        &archive,
        &[
            dated("undated", "", "Sport"),
            dated("month", "2012-09", "News"),
            dated("early", "2012-09-17T08:00", "News"),
            dated("late", "2012-09-17T21:00", "Sport"),
            dated("next", "2012-09-18", "News"),
            index,
        ],
    );
    assert_eq!(
        listed(&archive, &Filter::default()),
        ["next", "late", "early", "month", "undated"]
    );
    let news = Filter {
        section: Some("News".to_owned()),
        ..Filter::default()
    };
    assert_eq!(listed(&archive, &news), ["next", "early", "month"]);
    let day = Filter {
        day: Some("2012-09-17".to_owned()),
        ..Filter::default()
    };
    assert_eq!(listed(&archive, &day), ["late", "early"]);
    let undated = Filter {
        undated: true,
        ..Filter::default()
    };
    assert_eq!(listed(&archive, &undated), ["month", "undated"]);
    let other = Filter {
        site: Some("Another".to_owned()),
        ..Filter::default()
    };
    assert_eq!(listed(&archive, &other), [""; 0]);
    let page = Filter {
        offset: 1,
        limit: 2,
        ..Filter::default()
    };
    assert_eq!(titles(archive.articles(&page).unwrap()), ["late", "early"]);
    assert_eq!(
        archive.sections().unwrap(),
        [("News".to_owned(), 3), ("Sport".to_owned(), 2)]
    );
    assert_eq!(
        archive.days().unwrap(),
        [("2012-09-18".to_owned(), 1), ("2012-09-17".to_owned(), 2)]
    );
}

#[test]
fn of_an_address_the_last_capture_that_is_an_article_is_shown() {
    let (_dir, archive) = archive();
    let capture = |source: &str, crawled: &str, kind| {
        page_with(source, source, &story(source), |record| {
            record.url = Some("https://a.example/1".to_owned());
            record.crawled = Some(crawled.to_owned());
            record.kind = kind;
        })
    };
    let (last, late) = (
        capture("last", "2012-09-18T00:00:00Z", Kind::Article),
        "2012-09-19T00:00:00Z",
    );
    add(
        &archive,
        &[
            last.clone(),
            capture("first", "2012-09-17T00:00:00Z", Kind::Article),
            capture("wall", late, Kind::Consent),
        ],
    );
    assert_eq!(listed(&archive, &Filter::default()), ["last"]);
    assert_eq!(found(&archive, "first0"), [""; 0]);
    assert_eq!(
        archive.by_address("https://a.example/1#top").unwrap(),
        Some(last.1.id)
    );
    assert_eq!(archive.by_address("https://a.example/2").unwrap(), None);
}

#[test]
fn copies_are_folded_under_their_reference() {
    let (_dir, archive) = archive();
    let text = story("ferry");
    let copy = |source: &str, day: &str, text: &str| {
        page_with(source, source, text, |record| {
            record.published = Some(day.to_owned())
        })
    };
    add(
        &archive,
        &[
            copy("second", "2012-09-18", &text),
            copy("first", "2012-09-17", &text),
            copy("alone", "2012-09-16", &story("harbour")),
        ],
    );
    assert_eq!(listed(&archive, &Filter::default()), ["first", "alone"]);
    let all = Filter {
        with_duplicates: true,
        ..Filter::default()
    };
    assert_eq!(listed(&archive, &all), ["second", "first", "alone"]);
    assert_eq!(found(&archive, "ferry"), ["first"]);
    assert_eq!(archive.stats().unwrap().duplicates, 1);

    let first = &archive.articles(&Filter::default()).unwrap()[0];
    let group = archive
        .article(&first.id)
        .unwrap()
        .unwrap()
        .links
        .unwrap()
        .duplicates
        .unwrap()
        .group;
    let members = archive.group(&group).unwrap();
    assert_eq!(
        titles(
            members
                .iter()
                .map(|member| member.summary.clone())
                .collect()
        ),
        ["first", "second"]
    );
    assert!(members.iter().all(|member| member.duplicate.of == first.id));
}

#[test]
fn a_summary_stands_in_for_what_the_page_lacks() {
    let (_dir, archive) = archive();
    let bare = |source: &str, text: &str| page_with(source, "", text, |record| record.title = None);
    let (words, none) = (bare("a.html", &story("ferry")), bare("b.html", ""));
    add(&archive, &[words.clone(), none.clone()]);
    let ids = [none.1.id, "unknown".to_owned(), words.1.id];
    let [none, words] = <[Summary; 2]>::try_from(archive.summaries(&ids).unwrap()).unwrap();
    assert_eq!((none.title.as_str(), none.opening.as_str()), ("b.html", ""));
    assert!(words.title.starts_with("ferry0 ferry1") && words.title.ends_with('…'));
    assert!((150..=221).contains(&words.opening.chars().count()));
}

#[test]
fn the_most_damaged_article_has_most_removals_and_repairs() {
    let (_dir, archive) = archive();
    assert_eq!(archive.most_damaged().unwrap(), None);
    let removal = Removal {
        reason: Reason::Share,
        text: "Share".to_owned(),
        span: Span::new(0, 5),
        duplicate_of: None,
        profile: None,
    };
    let cut = |source: &str, removals| {
        page_with(source, source, &story(source), |record| {
            record.removed = Some(vec![removal.clone(); removals])
        })
    };
    add(
        &archive,
        &[cut("little", 1), cut("much", 3), cut("none", 0)],
    );
    assert_eq!(archive.most_damaged().unwrap().unwrap().title, "much");
}

#[test]
fn pictures_are_found_by_address_and_by_path() {
    let (_dir, archive) = archive();
    let mut writer = archive.writer().unwrap();
    writer
        .add_picture("paper/img/x.png", None, "image/png", b"x")
        .unwrap();
    writer
        .add_picture(
            "crawl.warc#9",
            Some("https://a.example/y.jpg"),
            "image/jpeg",
            b"y",
        )
        .unwrap();
    let (page, record) = page_with("paper/2012/a.html", "Ferry", &story("ferry"), |record| {
        record.lead_image = Some(Image {
            url: "../img/x.png".to_owned(),
            ..Image::default()
        });
    });
    writer.add(&page, &record).unwrap();
    writer.commit().unwrap();

    let key = archive.articles(&Filter::default()).unwrap()[0]
        .picture
        .clone()
        .unwrap();
    assert_eq!(key.len(), 64);
    let picture = archive.picture(&key).unwrap().unwrap();
    assert_eq!(
        (picture.media_type.as_str(), picture.bytes.as_slice()),
        ("image/png", b"x".as_slice())
    );
    assert_eq!(
        archive
            .picture_key("paper/2012/b.html", None, "/img/x.png")
            .unwrap(),
        Some(key)
    );
    let other = archive
        .picture_key("elsewhere.html", None, "https://a.example/y.jpg")
        .unwrap()
        .unwrap();
    assert_eq!(archive.picture(&other).unwrap().unwrap().bytes, b"y");
    assert_eq!(
        archive
            .picture_key("paper/a.html", None, "none.png")
            .unwrap(),
        None
    );
    assert_eq!(archive.picture("none").unwrap(), None);
}

#[test]
fn standing_facts_are_gathered_once_by_site() {
    let (_dir, archive) = archive();
    let fact = |value: &str| Imprint {
        kind: ImprintKind::Telephone,
        label: None,
        value: Some(value.to_owned()),
    };
    let with = |source: &str, site: Option<&str>, facts: &[Imprint]| {
        page_with(source, source, &story(source), |record| {
            record.site = site.map(str::to_owned);
            record.imprint = facts.to_vec();
        })
    };
    add(
        &archive,
        &[
            with("a", Some("Post"), &[fact("1")]),
            with("b", Some("Post"), &[fact("1"), fact("2")]),
            with("c", None, &[fact("3")]),
        ],
    );
    let sources: Vec<_> = archive
        .sources()
        .unwrap()
        .into_iter()
        .map(|source| (source.site, source.imprint))
        .collect();
    assert_eq!(
        sources,
        [
            (None, vec![fact("3")]),
            (Some("Post".to_owned()), vec![fact("1"), fact("2")])
        ]
    );
}

fn library() -> (tempfile::TempDir, Archive) {
    let (dir, archive) = archive();
    let written = |source: &str, title: &str, text: &str, author: &str, language: &str| {
        page_with(source, title, text, |record| {
            record.authors = vec![author.to_owned()];
            record.language = Some(language.to_owned());
            record.url = Some(format!("https://{language}.paper.example/{source}"));
            record.published = Some("2012-09-17T08:00".to_owned());
        })
    };
    add(
        &archive,
        &[
            written(
                "1",
                "Ferry strike ends",
                "The crews of the harbour ferry went back to work on Monday.",
                "Ann Lee",
                "en",
            ),
            written(
                "2",
                "A new bridge",
                "The bridge will carry trams. The ferry, work for many, stays.",
                "Bo Berg",
                "en",
            ),
            written(
                "3",
                "Streik im Hafen beendet",
                "Die Fährleute im Überseehafen arbeiten wieder.",
                "Jörg Groß",
                "de",
            ),
            written(
                "4",
                "渡轮罢工结束",
                "星期一，渡轮工人恢复工作。北京市政府表示欢迎。",
                "李安",
                "zh",
            ),
            written("5", "天气", "北方和南京市的政府都说要下雨。", "王明", "zh"),
        ],
    );
    (dir, archive)
}

#[test]
fn words_must_all_occur_and_the_title_counts_most() {
    let (_dir, archive) = library();
    assert_eq!(
        found(&archive, "ferry work"),
        ["Ferry strike ends", "A new bridge"]
    );
    assert_eq!(found(&archive, "FERRY trams"), ["A new bridge"]);
    assert_eq!(found(&archive, "ferry -trams"), ["Ferry strike ends"]);
    assert_eq!(found(&archive, "trams OR crews").len(), 2);
    let (bridge, strike) = ("A new bridge", "Ferry strike ends");
    let repeated = |query| found(&archive, query);
    assert_eq!(repeated("trams OR crews OR trams"), [bridge, strike]);
    assert_eq!(repeated("crews OR trams OR crews"), [strike, bridge]);
    assert_eq!(found(&archive, "ferry aeroplane"), [""; 0]);
}

#[test]
fn phrases_are_found_in_any_script() {
    let (_dir, archive) = library();
    assert_eq!(found(&archive, "\"harbour ferry\""), ["Ferry strike ends"]);
    assert_eq!(found(&archive, "\"ferry harbour\""), [""; 0]);
    assert_eq!(found(&archive, "überseehafen"), ["Streik im Hafen beendet"]);
    assert_eq!(found(&archive, "北京市政府"), ["渡轮罢工结束"]);
    assert_eq!(found(&archive, "\"京市的政府\""), ["天气"]);
    assert_eq!(found(&archive, "雨"), ["天气"]);
    assert_eq!(found(&archive, "北市"), [""; 0]);
    assert_eq!(found(&archive, "京").len(), 2);
    assert_eq!(marked(&archive, "title:渡"), ["渡"]);
}

#[test]
fn words_can_be_asked_of_one_field() {
    let (_dir, archive) = library();
    assert_eq!(found(&archive, "title:ferry"), ["Ferry strike ends"]);
    assert_eq!(found(&archive, "author:groß"), ["Streik im Hafen beendet"]);
    assert_eq!(found(&archive, "author:\"ann lee\""), ["Ferry strike ends"]);
    assert_eq!(
        found(&archive, "site:de.paper.example"),
        ["Streik im Hafen beendet"]
    );
    assert_eq!(found(&archive, "language:zh").len(), 2);
    assert_eq!(
        found(&archive, "published:[2012-09-01 TO 2012-10-01]").len(),
        5
    );
    assert_eq!(found(&archive, "published:2012-09-18").len(), 0);
    assert_eq!(found(&archive, "title:(bridge OR strike)").len(), 2);
    assert_eq!(found(&archive, "ferry -author:lee"), ["A new bridge"]);
}

#[test]
fn dates_are_asked_for_as_one_writes_them() {
    let (_dir, archive) = archive();
    add(
        &archive,
        &[
            dated("year", "2011", "News"),
            dated("month", "2012-09", "News"),
            dated("day", "2012-09-17T21:00-05:00", "News"),
            dated("next", "2013-01-02", "News"),
            dated("undated", "", "News"),
        ],
    );
    let cases = [
        ("published:2012", vec!["day", "month"]),
        ("published:2012-09-17", vec!["day"]),
        ("published:17.9.2012", vec!["day"]),
        ("published:2011..2012", vec!["day", "month", "year"]),
        ("published:[* TO 2012-09-16]", vec!["month", "year"]),
        ("after:2012-09-17", vec!["day", "next"]),
        ("after:2012 before:2013", vec!["day", "month"]),
        (
            "section:news -published:2012",
            vec!["next", "undated", "year"],
        ),
    ];
    for (query, expected) in cases {
        let mut titles = found(&archive, query);
        titles.sort();
        assert_eq!(titles, expected, "{query}");
    }
}

#[test]
fn or_binds_its_neighbours_and_brackets_group() {
    let (_dir, archive) = library();
    assert_eq!(found(&archive, "ferry trams OR crews").len(), 2);
    assert_eq!(found(&archive, "ferry (trams -bridge)"), [""; 0]);
    assert_eq!(found(&archive, "trams OR (crews monday)").len(), 2);
    assert_eq!(found(&archive, "ferry (-trams)"), ["Ferry strike ends"]);
    assert_eq!(
        found(&archive, "ferry AND NOT trams"),
        ["Ferry strike ends"]
    );
    assert_eq!(found(&archive, "“harbour ferry”"), ["Ferry strike ends"]);
}

/// The words that a search's first hit marks in its snippet.
fn marked(archive: &Archive, query: &str) -> Vec<String> {
    let hit = archive.search(query, 0, 1).unwrap().hits.remove(0);
    let marked = hit.snippet.into_iter().filter(|piece| piece.hit);
    marked.map(|piece| piece.text).collect()
}

#[test]
fn other_forms_of_a_word_are_found_and_marked() {
    let (_dir, archive) = archive();
    let written = |title: &str, text: &str, language: &str| {
        page_with(title, title, text, |record| {
            record.language = Some(language.to_owned())
        })
    };
    add(
        &archive,
        &[
            written(
                "Timetable",
                "One ferry ran on Monday, and no other boat.",
                "en-GB",
            ),
            written(
                "Fares",
                "Fares of all ferries rise in May. Ferries were full.",
                "en",
            ),
            written(
                "Wohnungsbau",
                "In den Häusern am Deich fehlt noch der Strom.",
                "de",
            ),
            written(
                "Паром",
                "Рыбаки читали в газетах о новом пароме, её закрыли.",
                "ru",
            ),
        ],
    );
    assert_eq!(found(&archive, "ferries"), ["Fares", "Timetable"]);
    assert_eq!(found(&archive, "ferry"), ["Timetable", "Fares"]);
    assert_eq!(found(&archive, "\"ferries\""), ["Fares"]);
    assert_eq!(found(&archive, "title:fare"), ["Fares"]);
    assert_eq!(found(&archive, "haus"), ["Wohnungsbau"]);
    assert_eq!(found(&archive, "газета"), ["Паром"]);
    assert_eq!(found(&archive, "ее закрыли"), ["Паром"]);
    assert_eq!(found(&archive, "\"no other boats\""), [""; 0]);
    assert_eq!(marked(&archive, "haus"), ["Häusern"]);
    assert_eq!(marked(&archive, "газета"), ["газетах"]);
}

#[test]
fn an_inflection_is_none_of_another_language() {
    let (_dir, archive) = archive();
    let german = page_with("a", "Schilder", "Der Tag war lang.", |record| {
        record.language = Some("de".to_owned());
    });
    let english = page_with("b", "Signs", "The tag was long.", |record| {
        record.language = Some("en".to_owned());
    });
    add(&archive, &[german, english]);
    assert_eq!(found(&archive, "Tages"), ["Schilder"]);
    assert_eq!(found(&archive, "tags"), ["Signs", "Schilder"]);
}

#[test]
fn traditional_and_simplified_chinese_find_each_other() {
    let (_dir, archive) = library();
    add(
        &archive,
        &[page_with(
            "6",
            "臺灣鐵路",
            "臺灣鐵路的員工罷工結束。ＡＢＣ電視臺報道。",
            |record| {
                record.language = Some("zh-Hant".to_owned());
            },
        )],
    );
    assert_eq!(found(&archive, "罢工结束").len(), 2);
    assert_eq!(found(&archive, "罷工結束").len(), 2);
    assert_eq!(found(&archive, "\"台湾铁路\""), ["臺灣鐵路"]);
    assert_eq!(found(&archive, "abc"), ["臺灣鐵路"]);
    assert_eq!(found(&archive, "\"abc電\""), ["臺灣鐵路"]);
    assert_eq!(found(&archive, "language:zh").len(), 3);
    assert_eq!(found(&archive, "language:zh-Hant"), ["臺灣鐵路"]);
    assert_eq!(marked(&archive, "台湾铁路的员工"), ["臺灣鐵路的員工"]);
}

/// A facet's values and counts, and the query of its first value.
fn facet(archive: &Archive, query: &str, kind: FacetKind) -> (Vec<(String, usize)>, String) {
    let facets = archive.search(query, 0, 1).unwrap().facets;
    let values = facets
        .into_iter()
        .find(|facet| facet.kind == kind)
        .map(|facet| facet.values);
    let values = values.unwrap_or_default();
    let first = values.first().map(|value| value.query.clone());
    let counts = values.into_iter().map(|value| (value.value, value.count));
    (counts.collect(), first.unwrap_or_default())
}

#[test]
fn facets_count_all_hits_and_their_queries_find_as_many() {
    let (_dir, archive) = archive();
    let site = |source: &str, site: &str, section: &str, published: &str| {
        page_with(
            source,
            source,
            &format!("ferry {}", story(source)),
            |record| {
                record.site = Some(site.to_owned()).filter(|site| !site.is_empty());
                record.url = Some(format!("https://b.example/{source}"));
                record.section = Some(section.to_owned());
                record.published = Some(published.to_owned());
                record.language = Some("en-GB".to_owned());
            },
        )
    };
    add(
        &archive,
        &[
            site("a", "The Times", "News", "2012-09-17"),
            site("b", "The Times of Ind", "News", "2012-10"),
            site("c", "The Times", "City \"News\"", "2013"),
            site("d", "", "News", "2013-02-01"),
        ],
    );
    let (sites, times) = facet(&archive, "ferry", FacetKind::Site);
    let counts = |counts: &[(&str, usize)]| -> Vec<(String, usize)> {
        counts
            .iter()
            .map(|&(value, count)| (value.to_owned(), count))
            .collect()
    };
    assert_eq!(
        sites,
        counts(&[("The Times", 2), ("The Times of Ind", 1), ("b.example", 1)])
    );
    assert_eq!(times, "ferry site:\"The Times\"");
    let years = facet(&archive, "ferry", FacetKind::Year).0;
    assert_eq!(years, counts(&[("2013", 2), ("2012", 2)]));
    assert_eq!(facet(&archive, "ferry", FacetKind::Language).0, []);
    let removed = facet(&archive, &times, FacetKind::Site);
    assert_eq!(removed, (counts(&[("The Times", 2)]), "ferry".to_owned()));
    for facet in archive.search("ferry", 0, 0).unwrap().facets {
        for value in facet.values {
            assert_eq!(
                found(&archive, &value.query).len(),
                value.count,
                "{}",
                value.query
            );
        }
    }
    assert_eq!(found(&archive, "site:times").len(), 3);
}

#[test]
fn a_misspelled_word_is_spelled_as_the_archive_does() {
    let (_dir, archive) = library();
    let suggested = |query: &str| archive.search(query, 0, 1).unwrap().suggestion;
    let cases = [
        ("farry", Some("ferry")),
        ("Harbuor ferry -trams", Some("harbour ferry -trams")),
        ("ferri", None),
        ("überseehaven", Some("überseehafen")),
        ("title:bridgge work", Some("title:bridge work")),
        ("author:bergg", Some("author:berg")),
        ("ferry", None),
        ("\"farry\"", None),
        ("fery trams aeroplane", None),
        ("xyzzyx", None),
        ("tram", None),
        ("渡船", None),
    ];
    for (query, suggestion) in cases {
        assert_eq!(suggested(query).as_deref(), suggestion, "{query}");
    }
}

#[test]
fn results_come_in_pages_with_snippets() {
    let (_dir, archive) = library();
    let second = archive.search("ferry", 1, 1).unwrap();
    assert_eq!(
        (second.total, second.hits.len(), second.problem),
        (2, 1, None)
    );
    let hits: Vec<&str> = second.hits[0]
        .snippet
        .iter()
        .filter(|piece| piece.hit)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(hits, ["ferry"]);
    for (offset, limit) in [(0, 0), (2, 5), (usize::MAX, usize::MAX)] {
        let none = archive.search("ferry", offset, limit).unwrap();
        assert_eq!((none.total, none.hits.len()), (2, 0));
    }
}

#[test]
fn a_query_that_cannot_be_read_is_explained() {
    let (_dir, archive) = library();
    let cases = [
        ("ferry \"work", Problem::OpenQuote, 2),
        ("(ferry work", Problem::Brackets, 2),
        ("ferry) work", Problem::Brackets, 2),
        ("colour:ferry", Problem::NoField("colour".to_owned()), 0),
        (
            "ferry published:yesterday",
            Problem::NoDate("yesterday".to_owned()),
            2,
        ),
        (
            "ferry language:English",
            Problem::NoLanguage("English".to_owned()),
            2,
        ),
        ("-ferry", Problem::OnlyExcluded, 0),
        ("-(ferry OR work) NOT bridge", Problem::OnlyExcluded, 0),
        ("?! …", Problem::NoWords, 0),
    ];
    for (query, problem, total) in cases {
        let results = archive.search(query, 0, 9).unwrap();
        assert_eq!(
            (results.problem, results.total),
            (Some(problem), total),
            "{query}"
        );
    }
    let long = "ferry ".repeat(40);
    assert_eq!(
        archive.search(&long, 0, 9).unwrap().problem,
        Some(Problem::TooLong)
    );
    assert!(
        Problem::NoField("colour".to_owned())
            .to_string()
            .contains("“colour”")
    );
    for query in [
        "", " ", "AND", "((", "a:b:c", "]", "*", "\"\"", "+", "-", "^2", "\\", "title:", "IN [",
        "\0",
    ] {
        archive.search(query, 0, 9).unwrap();
    }
}

#[test]
fn a_hostile_query_ends() {
    let (_dir, archive) = library();
    for part in [
        "(",
        "\"",
        "-",
        "a:",
        "ferry ",
        "[",
        "a OR (",
        "渡",
        "\\",
        "+(-",
        "a OR ",
        "title:",
        "\\\"",
        "(a ",
        ") ",
        "NOT ",
        "published:[",
        "ferri",
    ] {
        for times in [10, 16, 100, 1_000, 200_000] {
            archive.search(&part.repeat(times), 0, 9).unwrap();
        }
    }
}
