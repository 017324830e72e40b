//! A stub of the platform on loopback: the library validates the requests and builds the URLs of the responses.
//!
//! It prints five addresses and runs until it is stopped: one for all calls, and one for each host of the platform. It
//! stores nothing, and accepts only the token `xxx`, and for a token the client `client` with the secret `secret`.
//!
//! With a folder as argument, it accepts only the payloads of that folder, such as `AccountRequest.json`, and its
//! responses are those of the folder: so a client must send and read every field.

mod account;
mod answer;
mod auth;
mod credential;
mod retrieval;
mod samples;

use std::io;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use answer::Refusal;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let hosts = [auth::calls(), account::calls(), credential::calls(), retrieval::calls()];
    let all = hosts.iter().cloned().fold(Router::new(), Router::merge);
    let [auth, account, api, retrieval] = hosts;
    tokio::try_join!(serve(all), serve(auth), serve(account), serve(api), serve(retrieval))?;
    Ok(())
}

async fn serve(calls: Router) -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let app = calls
        .fallback(async || Refusal(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(async || Refusal(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"))
        .layer(middleware::from_fn(after_the_body));
    axum::serve(listener, app).await
}

/// The longest body of a request, in bytes.
const MAX_BODY: usize = 16 << 20;

/// Reads a request to its end before it is answered. Otherwise the server closes the connection after the answer, while the
/// client may be sending its next request.
async fn after_the_body(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    match to_bytes(body, MAX_BODY).await {
        Ok(body) => next.run(Request::from_parts(head, Body::from(body))).await,
        Err(_) => Refusal(StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large").into_response(),
    }
}
