//! Writes the features of the pages of a folder: `OUT.bin`, rows of little-endian 32-bit integers, and
//! `OUT.jsonl`, a line a page with its id and its units' texts; the first line names the features.
//! With `SCORES`, the first model's score of each unit in the same form, those of the second look. With
//! `--text`, the scores being those of a whole model, `OUT.jsonl` has each page's id and its record's text.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use copydesk_extract::training::{examples, text};
use copydesk_record::{Form, Page};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match arguments.as_slice() {
        [flag, folder, out, scores] if flag.as_os_str() == "--text" => {
            write_texts(folder, out, scores)
        }
        [folder, out] => write_examples(folder, out, None),
        [folder, out, scores] => write_examples(folder, out, Some(scores)),
        _ => {
            eprintln!("usage: copydesk-training [--text] FOLDER OUT [SCORES]");
            std::process::exit(2);
        }
    }
}

fn write_texts(folder: &Path, out: &Path, scores: &Path) -> std::io::Result<()> {
    let scores = fs::read(scores)?;
    let mut scores = scores.chunks_exact(4).map(integer);
    let mut texts = create(out, "jsonl")?;
    for path in pages(folder)? {
        let found = text(&page(&path)?, |count| scores.by_ref().take(count).collect());
        writeln!(texts, "{}", json!({"id": id(&path), "text": found}))?;
    }
    Ok(())
}

fn write_examples(folder: &Path, out: &Path, scores: Option<&PathBuf>) -> std::io::Result<()> {
    let scores = scores.map(fs::read).transpose()?;
    let mut scores = scores
        .as_deref()
        .map(|bytes| bytes.chunks_exact(4).map(integer));
    let (mut rows, mut texts) = (create(out, "bin")?, create(out, "jsonl")?);
    let mut has_names = false;
    for path in pages(folder)? {
        let page = page(&path)?;
        let found = match &mut scores {
            Some(scores) => examples(&page, |count| scores.take(count).collect()),
            None => examples(&page, |_| Vec::new()),
        };
        if !has_names && !found.names.is_empty() {
            writeln!(texts, "{}", json!(found.names))?;
            has_names = true;
        }
        writeln!(
            texts,
            "{}",
            json!({"id": id(&path), "units": found.texts, "lexical": found.lexical, "words": found.words})
        )?;
        for value in found.rows.iter().flatten() {
            rows.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(())
}

fn create(out: &Path, suffix: &str) -> std::io::Result<BufWriter<fs::File>> {
    fs::File::create(out.with_extension(suffix)).map(BufWriter::new)
}

fn id(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn integer(bytes: &[u8]) -> i32 {
    bytes.try_into().map_or(0, i32::from_le_bytes)
}

fn pages(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<std::io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    Ok(paths)
}

fn page(path: &Path) -> std::io::Result<Page> {
    let is_text = path.extension().is_some_and(|suffix| suffix == "txt");
    Ok(Page {
        bytes: fs::read(path)?,
        source: path.to_string_lossy().into_owned(),
        form: if is_text { Form::Text } else { Form::Html },
        ..Page::default()
    })
}
