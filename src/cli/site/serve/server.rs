//! The server: files of a folder, on the loopback address only.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::Response;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tower_http::services::{ServeDir, ServeFile};

use super::super::super::exit::Failure;

/// Waits until the site was built again, and loads the page anew.
const RELOAD: &str =
    "fetch('/_signoff/built').then((answer) => answer.ok && location.reload(), () => {});\n";
/// The largest page that is changed on the way.
const LARGEST: usize = 256 << 20;

/// A server that is ready to answer.
pub(super) struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    folder: PathBuf,
    builds: watch::Receiver<u64>,
}

/// Takes the port.
pub(super) fn start(
    folder: &Path,
    port: u16,
    builds: watch::Receiver<u64>,
) -> Result<Server, Failure> {
    let failed = |error| Failure::Environment {
        what: format!("can't serve on port {port}"),
        source: error,
        help: Some("name another one, such as --port 0 for one that is free".to_owned()),
    };
    let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let bound = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)));
    let listener = bound.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok(Server { runtime, listener, address, folder: folder.to_owned(), builds })
}

impl Server {
    /// Where it answers.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process is told to stop.
    pub(super) fn run(self) -> Result<(), Failure> {
        let Self { runtime, listener, folder, builds, .. } = self;
        let missing = ServeFile::new(folder.join("404.html"));
        let files = ServeDir::new(&folder).not_found_service(missing);
        let routes = Router::new()
            .route("/_signoff/built", get(wait))
            .route("/_signoff/reload.js", get(|| async { script() }))
            .with_state(builds)
            .fallback_service(files)
            .layer(map_response(waiting))
            .layer(from_fn(only_here));
        runtime.spawn(async { axum::serve(listener, routes).await });
        let failed = |error| Failure::environment("can't wait for Ctrl+C".to_owned(), error);
        runtime.block_on(tokio::signal::ctrl_c()).map_err(failed)?;
        // A page that waits for the next build would wait for ever.
        runtime.shutdown_background();
        Ok(())
    }
}

/// Answers when the site was built again.
async fn wait(State(mut builds): State<watch::Receiver<u64>>) -> StatusCode {
    builds.mark_unchanged();
    match builds.changed().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::GONE,
    }
}

fn script() -> Response {
    let mut response = Response::new(Body::from(RELOAD));
    let kind = header::HeaderValue::from_static("text/javascript");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// Adds to each page the script that waits; the policy of the page allows it as it allows the site's own.
async fn waiting(mut response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Response::new(Body::empty());
    };
    let page = String::from_utf8_lossy(&bytes);
    let page =
        page.replacen("</head>", "<script src=\"/_signoff/reload.js\" defer></script>\n</head>", 1);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

/// A page of another host must not read the site through a name that it points at this machine.
async fn only_here(request: Request, next: Next) -> Result<Response, StatusCode> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    match name {
        Some("localhost" | "127.0.0.1") => Ok(next.run(request).await),
        _ => Err(StatusCode::MISDIRECTED_REQUEST),
    }
}
