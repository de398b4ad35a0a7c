//! Prints what dom_smoothie makes of a folder's pages, a JSON object a line, for `evaluate.py`.

use std::path::PathBuf;

use dom_smoothie::{Config, Readability, TextMode};

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder of HTML pages"));
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let html = String::from_utf8_lossy(&std::fs::read(&path).expect("a page")).into_owned();
        let config = Config {
            text_mode: TextMode::Formatted,
            ..Config::default()
        };
        let article = Readability::new(html, None, Some(config))
            .ok()
            .and_then(|mut page| page.parse().ok());
        let text = article
            .as_ref()
            .map(|article| article.text_content.to_string());
        let title = article.as_ref().map(|article| article.title.clone());
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let id = name.strip_suffix(".html").unwrap_or(&name);
        println!(
            "{}",
            serde_json::json!({ "id": id, "text": text, "title": title })
        );
    }
}
