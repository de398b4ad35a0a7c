//! `copydesk repair`: text, and JSON lines with text or bytes in a field.

use crate::support::check;

const DAMAGED: &str = "FranÃ§ois ne lâ€™a pas dÃ©menti.\nA plain line.\n";

#[test]
fn text_is_mended_and_all_else_stays() {
    let mended = "François ne l’a pas démenti.\nA plain line.\n";
    check(&["repair"], DAMAGED, (0, mended, ""));
    check(&["repair", "-"], DAMAGED, (0, mended, ""));
    check(
        &["repair"],
        "no end\r\n\r\nof line",
        (0, "no end\r\n\r\nof line", ""),
    );
}

#[test]
fn repairs_are_explained() {
    let first = "-:1:5: utf8_as_windows1252: \"Ã§\" -> \"ç\", certain";
    check(&["repair", "--explain"], DAMAGED, (0, "François", first));
}

#[test]
fn ftfy_cleans_up() {
    let text = "“FranÃ§ois” fut bientÃ´t ﬁer &amp; gai\r\n";
    check(
        &["repair", "--ftfy"],
        text,
        (0, "\"François\" fut bientôt fier & gai\n", ""),
    );
    let row = r#"{"text":"“FranÃ§ois” bientÃ´t"}"#;
    let clean = r#"{"text":"\"François\" bientôt","repairs":[{"#;
    check(
        &["repair", "--ftfy", "--jsonl", "text"],
        row,
        (0, clean, ""),
    );
    let row = r#"{"bytes":"4oCcb2vigJ0="}"#;
    let clean = r#""decoded":"\"ok\"""#;
    check(
        &["repair", "--ftfy", "--jsonl-bytes", "bytes"],
        row,
        (0, clean, ""),
    );
}

#[test]
fn json_lines_keep_their_other_fields() {
    let row = r#"{"b":1,"text":"dÃ©menti","a":[null]}"#;
    let mended = r#"{"b":1,"text":"démenti","a":[null],"repairs":[{"kind":"utf8_as_windows1252","before":"Ã©","#;
    check(&["repair", "--jsonl", "text"], row, (0, mended, ""));
    let clean = "{\"text\":\"ok\"}\n\n{\"text\":\"ok\"}\n";
    check(
        &["repair", "--jsonl", "text"],
        clean,
        (0, "{\"text\":\"ok\",\"repairs\":[]}\n{", ""),
    );
}

#[test]
fn bytes_are_decoded() {
    let row = r#"{"id":7,"bytes":"1tDOxLGo1r3Qws7F1tDOxLGo1r3Qws7F"}"#;
    let decoded = r#""decoded":"中文报纸新闻中文报纸新闻","charset":{"name":"GB"#;
    check(&["repair", "--jsonl-bytes", "bytes"], row, (0, decoded, ""));
    check(
        &["repair", "--jsonl-bytes", "bytes"],
        r#"{"bytes":"?"}"#,
        (1, "", "-:1: the field `bytes` is no base64"),
    );
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_done() {
    let rows = "{\"text\":1}\nnonsense\n{\"text\":\"last\"}\n";
    check(
        &["repair", "--jsonl", "text"],
        rows,
        (1, "\"last\"", "-:1: no text in the field `text`"),
    );
    check(
        &["repair", "--jsonl", "text"],
        rows,
        (1, "\"last\"", "-:2: no JSON object"),
    );
    check(
        &["repair", "no-such-file", "-"],
        DAMAGED,
        (1, "François", "no-such-file: "),
    );
    check(
        &["repair", "--jsonl", "a", "--jsonl-bytes", "b"],
        "",
        (2, "", "cannot be used with"),
    );
    check(
        &["repair", "--jsonl", "a", "--explain"],
        "",
        (2, "", "cannot be used with"),
    );
}
