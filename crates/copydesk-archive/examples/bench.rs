use copydesk_archive::*;
use copydesk_record::*;
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let lines = std::fs::read_to_string(path).unwrap();
    let dir = std::env::temp_dir().join("la-bench");
    let _ = std::fs::remove_dir_all(&dir);
    let t = Instant::now();
    let a = Archive::open(&dir).unwrap();
    println!("open {:?}", t.elapsed());
    let t = Instant::now();
    let mut w = a.writer().unwrap();
    for line in lines.lines().take(n) {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = v["text"].as_str().unwrap();
        let page = Page {
            source: v["id"].as_str().unwrap().into(),
            bytes: text.repeat(8).into_bytes(),
            ..Page::default()
        };
        let rec = Article {
            kind: Kind::Article,
            title: v["title"].as_str().map(Into::into),
            text: text.into(),
            ..Article::new(page_id(&page), page.source.clone())
        };
        w.add(&page, &rec).unwrap();
    }
    println!("add {:?}", t.elapsed());
    let t = Instant::now();
    w.commit().unwrap();
    println!("commit {:?}", t.elapsed());
    let t = Instant::now();
    let r = a.search("government police", 0, 10).unwrap();
    println!("search {} {:?}", r.total, t.elapsed());
    let t = Instant::now();
    let r = a.search("government police", 0, 10).unwrap();
    println!("search {} {:?}", r.total, t.elapsed());
    let t = Instant::now();
    let r = a
        .articles(&Filter {
            limit: 50,
            ..Filter::default()
        })
        .unwrap();
    println!("list {} {:?}", r.len(), t.elapsed());
    drop(a);
    let t = Instant::now();
    let a = Archive::open(&dir).unwrap();
    println!("reopen {:?}", t.elapsed());
    let t = Instant::now();
    println!("{:?} {:?}", a.check().unwrap().index_rebuilt, t.elapsed());
}
