//! `copydesk clean`: inputs, formats, what is known from outside, and how it ends.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{PAPER, check, copydesk, examples, run, run_with};

const PAGE: &str = "<html><head><title>High tide at noon | The Courier</title></head><body>\
    <article><h1>High tide at noon</h1>\
    <p>The tide came in at noon on Monday and stayed for an hour longer than anyone could remember.</p>\
    <p>Nobody in the harbour was surprised, said the harbour master, <a href='/wind'>since the wind</a> \
    had been in the west for a week &amp; more.</p></article></body></html>";

#[test]
fn formats() {
    let said = "said the harbour master, ";
    check(
        &["clean", "-"],
        PAGE,
        (0, "\"title\":\"High tide at noon\"", ""),
    );
    check(&["clean", "-"], PAGE, (0, said, ""));
    let text = "High tide at noon\n\nThe tide came in";
    check(&["clean", "--format", "text", "-"], PAGE, (0, text, ""));
    let address = ["--url", "https://courier.example/tide"];
    let markdown = [&["clean", "--format", "markdown", "-"], &address[..]].concat();
    check(&markdown, PAGE, (0, "# High tide at noon\n", ""));
    check(
        &markdown,
        PAGE,
        (0, "[since the wind](https://courier.example/wind)", ""),
    );
    let html = [&["clean", "--format", "html", "-"], &address[..]].concat();
    check(&html, PAGE, (0, "<h1>High tide at noon</h1>", ""));
    check(
        &html,
        PAGE,
        (0, "<a href=\"https://courier.example/wind\">", ""),
    );
    check(&html, PAGE, (0, "for a week &amp; more.</p>", ""));
}

#[test]
fn wrong_usage_is_2_and_says_what() {
    let wrong = |arguments: &[&str], told: &str| check(arguments, PAGE, (2, "", told));
    wrong(&["clean"], "<PATH>");
    wrong(&["clean", "https://courier.example/"], "`copydesk watch`");
    wrong(
        &["clean", "-", "HTTP://courier.example/"],
        "`copydesk watch`",
    );
    wrong(
        &["clean", "-", "--format", "pdf"],
        "possible values: jsonl, text, markdown, html",
    );
    wrong(&["clean", "-", "--published", "yesterday"], "2012-09-17");
    wrong(
        &["clean", "-", "--url", "courier.example"],
        "courier.example is no http or https address",
    );
    wrong(&["clean", "-", "--jobs", "0"], "from 1 to");
    wrong(&["clean", "-", "--resume"], "--out <DIR>");
    wrong(
        &[
            "clean",
            "-",
            "--url",
            "http://a.example",
            "--base-url",
            "http://a.example",
        ],
        "cannot be used with",
    );
}

#[test]
fn what_cannot_be_used_is_1_and_named() {
    let empty = format!("{PAPER}/empty.html");
    check(
        &["clean", &empty],
        "",
        (1, "\"code\":\"empty\"", "empty.html: the file is empty"),
    );
    check(
        &["clean", &empty, "--format", "text"],
        "",
        (1, "", "the file is empty"),
    );
    check(
        &["clean", "no-such-file"],
        "",
        (1, "\"code\":\"unreadable\"", "no-such-file: "),
    );
    let picture = format!("{PAPER}/img/dredger.png");
    check(&["clean", "-"], "", (1, "\"source\":\"-\"", "-: "));
    check(
        &["clean", &picture, "no-such-file"],
        "",
        (1, "no-such-file", "no-such-file: "),
    );
    let all = run(&["clean", &empty, &format!("{PAPER}/news/school-roof.html")]);
    assert_eq!(
        (all.status, all.records().len()),
        (1, 2),
        "the rest is done: {all:?}"
    );
}

#[test]
fn what_is_known_from_outside_is_on_the_record() {
    let record = |arguments: &[&str]| run_with(arguments, PAGE.as_bytes()).record();
    let with_url = record(&[
        "clean",
        "-",
        "--url",
        "HTTPS://Courier.example/tide?utm_source=x#top",
    ]);
    assert_eq!(with_url["url"], "https://courier.example/tide");
    assert_ne!(with_url["id"], record(&["clean", "-"])["id"]);
    for date in ["2012", "2012-09", "2012-09-17", "2012-09-17T08:30+08:00"] {
        let dated = record(&["clean", "-", "--published", date]);
        assert_eq!(
            (&dated["published"], &dated["evidence"]["published"]),
            (&date.into(), &"given".into())
        );
    }
}

#[test]
fn addresses_derive_from_paths() {
    let ran = run(&[
        "clean",
        PAPER,
        "--base-url",
        "https://www.saltmarsh-courier.example/",
    ]);
    let wanted = "https://www.saltmarsh-courier.example/news/school-roof.html";
    assert!(ran.records().iter().any(|record| record["url"] == wanted));
    let page = format!("{PAPER}/text/coaster-adrift.txt");
    let one = run(&["clean", &page, "--base-url", "http://a.example/b"]).record();
    assert_eq!(one["url"], "http://a.example/b/coaster-adrift.txt");
}

#[test]
fn gzip_is_undone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("page.html.gz");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(PAGE.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(&path, &packed).unwrap();
    let plain = run_with(&["clean", "-"], PAGE.as_bytes()).record();
    for ran in [
        run(&["clean", path.to_str().unwrap()]),
        run_with(&["clean", "-"], &packed),
    ] {
        assert_eq!(ran.status, 0, "{ran:?}");
        let record = ran.record();
        assert_eq!(
            (&record["text"], &record["digest"]),
            (&plain["text"], &plain["digest"])
        );
    }
}

#[test]
fn the_records_are_the_same_with_any_number_of_threads() {
    let one = run(&["clean", "--proof", "--jobs", "1", "."]);
    assert!(one.records().len() > 30);
    for jobs in ["2", "5"] {
        let many = run(&["clean", "--proof", "--jobs", jobs, "."]);
        assert!(many.stdout == one.stdout, "--jobs {jobs} differs");
        assert_eq!(many.stderr, one.stderr);
    }
}

#[test]
fn a_reader_that_leaves_ends_it_quietly() {
    for jobs in ["1", "2"] {
        let mut child = copydesk(&[
            "clean",
            "--proof",
            "--jobs",
            jobs,
            "saltmarsh-courier",
            "saltmarsh-courier",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), first), (Some(0), *b"{"), "{told}");
        assert!(
            told.lines().all(|line| line.ends_with("the file is empty")),
            "{told}"
        );
    }
}

#[test]
fn an_interrupt_ends_it_quietly() {
    let mut child = copydesk(&["clean", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.signal(), Some(2));
    assert!(
        output.stdout.is_empty() && output.stderr.is_empty(),
        "{output:?}"
    );
}

#[test]
fn a_terminal_is_told_how_far_it_is() {
    let program = env!("CARGO_BIN_EXE_copydesk");
    let command = format!("{program} clean {PAPER} >/dev/null");
    let told = |command: &str| {
        let mut script = Command::new("script");
        let output = script
            .args(["-qec", command, "/dev/null"])
            .current_dir(examples())
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let line = told(&command);
    assert!(
        line.contains(" pages/s, ") && line.contains(" % done"),
        "{line}"
    );
    let plain = told(&format!("{command} 2>&1"));
    assert!(
        !plain.contains("pages/s"),
        "only a terminal is told: {plain}"
    );
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_how_one_with_it_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.parquet");
    std::fs::write(&path, "PAR1....PAR1").unwrap();
    let told = "cargo build --release --features parquet";
    check(&["clean", path.to_str().unwrap()], "", (1, told, ""));
}
