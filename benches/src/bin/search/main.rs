//! copydesk's search beside SQLite's FTS5 on the articles of one archive, in one run: the time to make an index, its
//! size, how long a reader waits for the first 25 results, and how much is found.
//!
//! usage: search ARCHIVE
//!
//! The archive's index is made anew: it holds inflections, authors, dates and what articles are counted by too. FTS5
//! indexes headlines and texts (standfirst and body) that lie beside it in the database, as the archive's texts lie beside
//! its index; it is merged into one piece and has memory for all of it. It is asked for results with snippets and their
//! number, and then also for the numbers by section, site, language and year, which copydesk gives with every search.

mod queries;

use std::fs;
use std::path::Path;
use std::time::Instant;

use copydesk_archive::Archive;
use rusqlite::Connection;

use queries::{Query, queries};

/// Results on a page.
const SHOWN: usize = 25;

fn main() {
    let archive = std::env::args().nth(1).expect("an archive");
    let archive = Path::new(&archive);
    let texts = texts(archive);
    let size: usize = texts.iter().map(String::len).sum();
    println!(
        "{} articles that are listed, {:.0} MB of text\n",
        texts.len(),
        size as f64 / 1e6
    );
    let queries = queries(&texts);
    let folder = tempfile::tempdir().expect("a directory");
    println!("| index | seconds | MB |\n| --- | --- | --- |");
    let copydesk = rebuilt(archive);
    let unicode61 = fts5(archive, &folder.path().join("unicode61"), "unicode61");
    let porter = fts5(archive, &folder.path().join("porter"), "porter unicode61");
    let trigram = fts5(archive, &folder.path().join("trigram"), "trigram");
    println!(
        "\n| query | index | median, 99 % ms | with counts | find something | articles each |"
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    for (kind, queries) in queries.iter().filter(|(_, queries)| !queries.is_empty()) {
        let search = |query: &Query| {
            copydesk
                .search(&query.copydesk, 0, SHOWN)
                .expect("results")
                .total
        };
        let (waits, found) = timed(queries, search);
        println!("| {kind} | copydesk | | {waits} | {found} |");
        for (name, index) in [
            ("unicode61", &unicode61),
            ("porter", &porter),
            ("trigram", &trigram),
        ] {
            let (waits, found) = timed(queries, |query| results(index, &query.fts5));
            let (counted, _) = timed(queries, |query| counts(index, &query.fts5));
            println!("| | {name} | {waits} | {counted} | {found} |");
        }
    }
}

/// The texts of an archive's articles, without the copies that copydesk's search leaves out.
fn texts(archive: &Path) -> Vec<String> {
    let connection = Connection::open(archive.join("archive.sqlite")).expect("an archive");
    let sql = "SELECT text FROM page JOIN content USING (page) LEFT JOIN link USING (page)
               WHERE current AND folded IS NOT 1 ORDER BY page";
    let mut statement = connection.prepare(sql).expect("an archive");
    let texts = statement.query_map([], |row| row.get(0)).expect("texts");
    texts.map(|text| text.expect("a text")).collect()
}

/// The archive with a new index.
fn rebuilt(dir: &Path) -> Archive {
    let index = dir.join("index");
    fs::remove_dir_all(&index).expect("an index");
    let start = Instant::now();
    let archive = Archive::open(dir).expect("an archive");
    let files = fs::read_dir(&index).expect("an index");
    let size: u64 = files
        .map(|file| file.expect("a file").metadata().expect("a size").len())
        .sum();
    made("copydesk", start, size);
    archive
}

/// FTS5's index of an archive's articles.
fn fts5(archive: &Path, path: &Path, tokenizer: &str) -> Connection {
    let connection = Connection::open(path).expect("a database");
    let source = archive.join("archive.sqlite");
    let sql = format!(
        "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 4000000000; PRAGMA synchronous = OFF;
         ATTACH '{}' AS archive;
         CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, text TEXT, section TEXT, site TEXT, language TEXT, year TEXT);
         INSERT INTO article
            SELECT page, title, coalesce(dek || char(10), '') || text, section, site, language, substr(coalesce(day, published), 1, 4)
            FROM archive.page JOIN archive.content USING (page) WHERE article;
         CREATE VIRTUAL TABLE fts USING fts5(title, text, content = 'article', content_rowid = 'id', tokenize = '{tokenizer}');
         INSERT INTO fts(fts, rank) VALUES ('rank', 'bm25(3.0, 1.0)');",
        source.display()
    );
    connection.execute_batch(&sql).expect("FTS5");
    let start = Instant::now();
    connection
        .execute_batch(
            "INSERT INTO fts(fts) VALUES ('rebuild'); INSERT INTO fts(fts) VALUES ('optimize')",
        )
        .expect("room");
    let size = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'fts%'";
    let size: i64 = connection
        .query_row(size, [], |row| row.get(0))
        .expect("a size");
    made(&format!("FTS5 {tokenizer}"), start, size.unsigned_abs());
    connection
}

fn made(name: &str, start: Instant, size: u64) {
    println!(
        "| {name} | {:.1} | {:.1} |",
        start.elapsed().as_secs_f64(),
        size as f64 / 1e6
    );
}

/// Reads the first results as a page shows them; how many there are.
fn results(index: &Connection, query: &str) -> usize {
    let sql = "SELECT article.title, snippet(fts, 1, '[', ']', '…', 32) FROM fts JOIN article ON id = fts.rowid
               WHERE fts MATCH ? ORDER BY rank LIMIT ?";
    let mut statement = index.prepare_cached(sql).expect("FTS5");
    let rows = statement
        .query_map((query, SHOWN as i64), |row| row.get::<_, String>(1))
        .expect("a query");
    rows.for_each(|snippet| assert!(!snippet.expect("a snippet").is_empty()));
    let all = "SELECT count(*) FROM fts WHERE fts MATCH ?";
    let mut all = index.prepare_cached(all).expect("FTS5");
    let all: i64 = all.query_row([query], |row| row.get(0)).expect("a query");
    all as usize
}

/// The same, and how many of them have each section, site, language and year.
fn counts(index: &Connection, query: &str) -> usize {
    let sql =
        "SELECT section, site, language, year, count(*) FROM fts JOIN article ON id = fts.rowid
               WHERE fts MATCH ? GROUP BY 1, 2, 3, 4";
    let mut statement = index.prepare_cached(sql).expect("FTS5");
    let groups = statement
        .query_map([query], |row| row.get::<_, i64>(4))
        .expect("a query");
    groups.for_each(|group| assert!(group.expect("a group") > 0));
    results(index, query)
}

/// Asks each query twice, first to warm up: median and 99th percentile; how many found something, and how much.
fn timed(queries: &[Query], search: impl Fn(&Query) -> usize) -> (String, String) {
    let timed = |query: &Query| {
        search(query);
        let start = Instant::now();
        (search(query), start.elapsed().as_secs_f64() * 1e3)
    };
    let (found, mut times): (Vec<usize>, Vec<f64>) = queries.iter().map(timed).unzip();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    let something = found.iter().filter(|found| **found > 0).count() * 100 / found.len();
    let each = found.iter().sum::<usize>() / found.len();
    (
        format!("{:.2}, {:.2}", at(50), at(99)),
        format!("{something} % | {each}"),
    )
}
