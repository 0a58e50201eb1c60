//! Addresses, by one polite request each.

use super::{Limits, Raw, SourceError};
use std::io::Read;
use ureq::ResponseExt;

const USER_AGENT: &str =
    concat!("dateline/", env!("CARGO_PKG_VERSION"), " (news reader; +https://crates.io/crates/dateline)");
const ACCEPT: &str = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,text/*;q=0.8,*/*;q=0.1";

/// Fetches `url`. The proxy comes from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`).
pub(super) fn get(url: &str, limits: &Limits) -> Result<Raw, SourceError> {
    let address =
        url::Url::parse(url).map_err(|error| SourceError::Address { url: url.to_owned(), why: error.to_string() })?;
    if !matches!(address.scheme(), "http" | "https") || address.host().is_none() {
        let why = format!("its scheme is {}", address.scheme());
        return Err(SourceError::Address { url: url.to_owned(), why });
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .user_agent(USER_AGENT)
        .accept(ACCEPT)
        .timeout_global(Some(limits.timeout))
        .max_redirects(limits.max_redirects)
        .max_redirects_will_error(true)
        .http_status_as_error(false)
        .max_idle_connections(0)
        .build()
        .into();
    let response = agent.get(address.as_str()).call().map_err(|error| explain(url, limits, error))?;
    let status = response.status().as_u16();
    if !(200..300).contains(&status) {
        return Err(SourceError::Status { url: url.to_owned(), status, hint: hint(status) });
    }
    let content_type = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let length = response.headers().get("content-length").and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let too_large = || SourceError::TooLarge { name: url.to_owned(), limit: limits.max_bytes };
    if length.is_some_and(|length| length > limits.max_bytes) {
        return Err(too_large());
    }
    let end = response.get_uri().to_string();
    let mut bytes = Vec::new();
    let read = response.into_body().into_reader().take(limits.max_bytes + 1).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() as u64 > limits.max_bytes => Err(too_large()),
        Ok(_) => Ok(Raw { name: url.to_owned(), bytes, content_type, url: Some(end) }),
        Err(error) => Err(explain(url, limits, ureq::Error::from(error))),
    }
}

fn hint(status: u16) -> &'static str {
    match status {
        401 | 402 | 403 | 407 | 451 => {
            "it wants a login or bars programs; save the page from a browser and open the file"
        }
        404 | 410 => "the page is not there, check the address",
        429 => "it was asked too often, try later",
        500.. => "the fault is on its side, try later",
        _ => "open it in a browser to see what it wants",
    }
}

fn explain(url: &str, limits: &Limits, error: ureq::Error) -> SourceError {
    let url = url.to_owned();
    match error {
        ureq::Error::Timeout(_) | ureq::Error::BodyStalled => {
            SourceError::Timeout { url, seconds: limits.timeout.as_secs().max(1) }
        }
        ureq::Error::TooManyRedirects => SourceError::Redirects { url, limit: limits.max_redirects },
        ureq::Error::BadUri(why) => SourceError::Address { url, why },
        ureq::Error::BodyExceedsLimit(limit) => SourceError::TooLarge { name: url, limit },
        ureq::Error::HostNotFound => SourceError::Network { url, why: "no such server".to_owned() },
        ureq::Error::ConnectionFailed => SourceError::Network { url, why: "no connection to the server".to_owned() },
        other => SourceError::Network { url, why: other.to_string() },
    }
}
