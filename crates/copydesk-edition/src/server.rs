use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::answer::{fixed, not_ready};
use crate::conditional::{self, conditional};
use crate::edition::LocalEdition;
use crate::feeds::{Form, Topic};
use crate::missing::old_addresses;
use crate::origin::Origin;
use crate::pages::Desk;
use crate::words::Words;
use crate::{Progress, opensearch, pages};

/// How long connections that are still open at the end may take; the whole end takes 10 seconds at most.
const LINGER: Duration = Duration::from_secs(5);

/// The one style sheet, and the picture on the browser's tab.
const STYLE: &str = include_str!("../templates/style.css");
const ICON: &str = include_str!("../templates/icon.svg");

/// Nothing but the edition's own style sheet and pictures may be loaded, by any page.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// Serves the edition until `shutdown` comes to its end; connections that are open then have five
/// seconds more. Those that take longer end with the runtime.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    progress: Arc<Progress>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (closing, closed) = oneshot::channel();
    let signal = async move {
        shutdown.await;
        // Nobody listens when the server has failed already.
        let _ = closing.send(());
    };
    let lingering = async {
        // Without the signal, the server's own end is the only one.
        if closed.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(LINGER).await;
    };
    let server = axum::serve(listener, router(progress)).with_graceful_shutdown(signal);
    tokio::select! {
        ended = server => ended,
        () = lingering => Ok(()),
    }
}

/// The edition's addresses, for a server of one's own.
pub fn router(progress: Arc<Progress>) -> Router {
    Form::ALL
        .into_iter()
        .map(feeds)
        .fold(Router::new(), Router::merge)
        .route("/", get(pages::front))
        .route("/section/{name}", get(pages::section))
        .route("/day/{day}", get(pages::day))
        .route("/undated", get(pages::undated))
        .route("/article/{id}", get(pages::article))
        .route("/proof/{id}", get(pages::proof))
        .route("/changes/{id}", get(pages::changes))
        .route("/changes/{id}/{other}", get(pages::prints))
        .route("/story/{name}", get(pages::story))
        .route("/days", get(pages::calendar))
        .route("/days/{year}", get(pages::year))
        .route("/search", get(pages::search))
        .route("/about", get(pages::about))
        .route("/picture/{key}", get(pages::picture))
        .route("/sitemap.xml", get(pages::sitemap))
        .route("/sitemap/{part}", get(pages::sitemap_part))
        .route("/opensearch.xml", get(pages::opensearch))
        .route("/robots.txt", get(pages::robots))
        .layer(middleware::from_fn(old_addresses))
        .layer(middleware::from_fn_with_state(progress, gate))
        // Outside the gate: the progress page is styled too.
        .route(
            "/style.css",
            get(async || fixed("text/css; charset=utf-8", STYLE)),
        )
        .route("/icon.svg", get(async || fixed("image/svg+xml", ICON)))
        .layer(middleware::from_fn(conditional))
        .layer(middleware::map_response(guard))
}

/// The feeds in one form.
fn feeds(form: Form) -> Router {
    let file = form.file();
    let everything =
        move |desk: Desk, origin: Origin| pages::feed(desk, origin, Topic::everything(), form);
    let section = move |desk: Desk, origin: Origin, Path(name): Path<String>| {
        pages::feed(desk, origin, Topic::section(&name), form)
    };
    let story = move |desk: Desk, origin: Origin, Path(name): Path<String>| {
        pages::feed(desk, origin, Topic::story(&name), form)
    };
    let search = move |desk: Desk, origin: Origin, RawQuery(query): RawQuery| {
        let topic = Topic::search(&pages::words(query.as_deref()));
        pages::feed(desk, origin, topic, form)
    };
    Router::new()
        .route(&format!("/{file}"), get(everything))
        .route(&format!("/section/{{name}}/{file}"), get(section))
        .route(&format!("/story/{{name}}/{file}"), get(story))
        .route(&format!("/search/{file}"), get(search))
}

/// Lets a request through to the edition, once there is one.
async fn gate(State(progress): State<Arc<Progress>>, mut request: Request, next: Next) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            [(header::ALLOW, "GET, HEAD")],
        )
            .into_response();
    }
    let Some(edition) = progress.edition() else {
        return not_ready(&progress, words(&request));
    };
    // Asked first: what changes while a page is made then makes the page newer than its date.
    let changed = edition.changed();
    let words = words(&request);
    let edition = Arc::new(LocalEdition::new(edition, words));
    request.extensions_mut().insert(edition);
    let mut response = next.run(request).await;
    keep(response.headers_mut(), changed);
    response
}

/// Says how an answer may be kept: by whom, it says itself, or with a question each time; and what is
/// in the reader's language for those of that language only.
fn keep(headers: &mut HeaderMap, changed: SystemTime) {
    let ask_each_time = HeaderValue::from_static("no-cache");
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(ask_each_time);
    conditional::date(headers, changed);
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|media_type| media_type.to_str().ok());
    if media_type.is_some_and(speaks) {
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    }
}

/// Whether answers of a media type have words of the edition's own.
fn speaks(media_type: &str) -> bool {
    let feeds = Form::ALL.map(Form::media_type).into_iter();
    let mut speaking = feeds.chain(["text/html", opensearch::MEDIA_TYPE]);
    speaking.any(|speaking| media_type.starts_with(speaking))
}

/// The language that a reader's browser asks for.
fn words(request: &Request) -> Words {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok());
    Words::preferred(accepted.unwrap_or_default())
}

/// What no answer goes without; an answer may have a stricter policy of its own.
async fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let policy = HeaderValue::from_static(PAGE_POLICY);
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}
