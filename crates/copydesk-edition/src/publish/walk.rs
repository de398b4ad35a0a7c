//! From page to page, until all that the edition leads to are files.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use copydesk_archive::{Archive, Filter};
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::rewrite::{Policies, Rewriter};
use super::site::{ORIGIN, Site, Target};
use super::{Files, Folder, Publication, PublishError, Stored, blocking};
use crate::server::router;
use crate::{Edition, Error, Progress};

/// What is asked for first; it leads to all but the articles that no page lists.
const SEEDS: &[&str] = &[
    "/",
    "/style.css",
    "/icon.svg",
    "/undated",
    "/days",
    "/about",
];

/// What is asked for besides when the address of the files is known.
const SEEDS_ON_THE_WEB: &[&str] = &["/sitemap.xml", "/robots.txt"];

/// How many articles are listed at a time.
const BATCH: usize = 1_000;

/// The pages that are still to be made, and how they are.
pub(super) struct Walk {
    archive: Arc<Archive>,
    office: Arc<Office>,
    jobs: usize,
    queue: Vec<String>,
    /// The files that were asked for.
    seen: HashSet<String>,
    running: JoinSet<Result<Answer, PublishError>>,
    failed: BTreeSet<String>,
}

/// What it takes to make a file of an answer.
struct Office {
    router: Router,
    site: Arc<Site>,
    language: String,
}

/// An answer as a file.
struct Answer {
    file: String,
    size: u64,
    /// The file as it is stored, or why there is none.
    stored: Result<Stored, String>,
    found: BTreeSet<String>,
}

impl Walk {
    pub(super) fn new(
        edition: Arc<Edition>,
        site: Arc<Site>,
        publication: &Publication<'_>,
    ) -> Self {
        let archive = Arc::clone(&edition.archive);
        let office = Office {
            router: router(Arc::new(Progress::from(edition))),
            site,
            language: publication.language.to_owned(),
        };
        Self {
            archive,
            office: Arc::new(office),
            jobs: publication.jobs.max(1),
            queue: Vec::new(),
            seen: HashSet::new(),
            running: JoinSet::new(),
            failed: BTreeSet::new(),
        }
    }

    /// Makes all files; gives the addresses that could not be answered.
    pub(super) async fn publish(
        mut self,
        files: &mut Files,
        told: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Vec<String>, PublishError> {
        let on_the_web = self.office.site.base.is_some().then_some(SEEDS_ON_THE_WEB);
        let seeds = SEEDS.iter().chain(on_the_web.into_iter().flatten());
        self.ask(seeds.map(|&address| address.to_owned()));
        self.drain(files, told).await?;
        for batch in 0.. {
            let archive = Arc::clone(&self.archive);
            let articles = blocking(move || articles(&archive, batch)).await?;
            if articles.is_empty() {
                break;
            }
            self.ask(articles);
            self.drain(files, told).await?;
        }
        Ok(self.failed.into_iter().collect())
    }

    /// Queues what was not asked for yet.
    fn ask(&mut self, addresses: impl IntoIterator<Item = String>) {
        for address in addresses {
            let Target::File {
                file,
                address: Some(address),
                ..
            } = self.office.site.target(&address)
            else {
                continue;
            };
            if self.seen.insert(file) {
                self.queue.push(address);
            }
        }
    }

    /// Goes on until nothing is queued.
    async fn drain(
        &mut self,
        files: &mut Files,
        told: &mut (dyn FnMut(u64) + Send),
    ) -> Result<(), PublishError> {
        loop {
            while self.running.len() < self.jobs
                && let Some(address) = self.queue.pop()
            {
                let (office, folder) = (Arc::clone(&self.office), Arc::clone(&files.folder));
                self.running
                    .spawn(async move { office.answer(address, folder).await });
            }
            let Some(answer) = self.running.join_next().await else {
                return Ok(());
            };
            let answer = answer.map_err(Error::Interrupted)??;
            told(answer.size);
            match answer.stored {
                Ok(stored) => files.add(answer.file, stored),
                Err(reason) => {
                    files.keep(answer.file);
                    self.failed.insert(reason);
                }
            }
            self.ask(answer.found);
        }
    }
}

impl Office {
    /// Asks the server for an address, and makes a file of what it answers.
    async fn answer(
        self: Arc<Self>,
        address: String,
        folder: Arc<Folder>,
    ) -> Result<Answer, PublishError> {
        let host = ORIGIN.trim_start_matches("http://");
        let request = Request::get(address.as_str())
            .header(header::HOST, host)
            .header(header::ACCEPT_LANGUAGE, &self.language)
            .body(Body::empty());
        // An address that is no URI was made by no page of ours.
        let request = request.unwrap_or_default();
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let media_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or_default().to_owned();
        // The server holds each answer in memory, so there is no limit to be set here.
        let body = to_bytes(response.into_body(), usize::MAX).await;
        blocking(move || {
            let body = body.ok().filter(|_| status == StatusCode::OK);
            let Target::File { file, .. } = self.site.target(&address) else {
                return Ok(Answer::failed(
                    address.clone(),
                    format!("{address}: it has no file"),
                ));
            };
            let Some(body) = body else {
                return Ok(Answer::failed(
                    file,
                    format!("{address}: the edition answers {status}"),
                ));
            };
            let (bytes, found) = self.rewritten(&file, &media_type, &body);
            let size = bytes.len() as u64;
            let stored = Ok(folder.write(&file, &bytes)?);
            Ok(Answer {
                file,
                size,
                stored,
                found,
            })
        })
        .await
    }

    /// The bytes of a file, and the addresses that it leads to.
    fn rewritten(&self, file: &str, media_type: &str, body: &[u8]) -> (Vec<u8>, BTreeSet<String>) {
        let mut rewriter = Rewriter::new(&self.site, file);
        let text = String::from_utf8_lossy(body);
        let bytes = match media_type.split(';').next().unwrap_or_default() {
            "text/html" => rewriter.html(&text, &Policies::default()).into_bytes(),
            "text/css" | "image/svg+xml" => body.to_vec(),
            other if other.starts_with("image/") => body.to_vec(),
            _ => rewriter.absolute(&text).into_bytes(),
        };
        (bytes, rewriter.found)
    }
}

impl Answer {
    fn failed(file: String, reason: String) -> Self {
        Self {
            file,
            size: 0,
            stored: Err(reason),
            found: BTreeSet::new(),
        }
    }
}

/// The addresses of a batch of articles, copies too.
fn articles(archive: &Archive, batch: usize) -> Result<Vec<String>, PublishError> {
    let filter = Filter {
        with_duplicates: true,
        offset: batch.saturating_mul(BATCH),
        limit: BATCH,
        ..Filter::default()
    };
    let articles = archive.articles(&filter)?;
    Ok(articles
        .iter()
        .map(|article| crate::addresses::article(&article.id))
        .collect())
}
