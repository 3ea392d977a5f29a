//! Carries the requests of a check to AWS, and its answers back.

use crate::aws::login::{Answer, Login, Next, Proof, Request, Verdict};
use crate::aws::{AccessKeyId, RegistryHost, SecretAccessKey, Time};
use crate::web::json::Browser;
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Date, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, Window,
};
use zeroize::{Zeroize, Zeroizing};

/// How long a check may take, in milliseconds.
const PATIENCE_MS: u32 = 10_000;
/// No answer of AWS's to what is asked here is longer, in bytes.
const LONGEST: usize = 65_536;

/// Asks AWS whether Wave can log in to `registry` with a key. An aborted `signal` ends it.
pub async fn check(
    id: AccessKeyId,
    secret: SecretAccessKey,
    registry: RegistryHost,
    signal: &AbortSignal,
) -> Proof {
    let mut login = Login::new(id, secret, registry);
    let in_time = AbortSignal::timeout_with_u32(PATIENCE_MS);
    let ends = AbortSignal::any(&Array::of2(signal, &in_time));
    loop {
        let request = login.request(now());
        pause(request.pause_ms, &ends).await;
        let answer = exchange(&request, &ends).await;
        if signal.aborted() {
            return Proof::unasked(Verdict::Stopped);
        }
        let answer = match answer {
            Some(answer) => answer,
            None if in_time.aborted() => Answer::TimedOut,
            None => Answer::Unreachable,
        };
        if let Next::Done(proof) = login.take::<Browser>(&answer, now()) {
            return proof;
        }
    }
}

fn now() -> Time {
    // Milliseconds since 1970, which are far from where a number would be cut off.
    Time::from_seconds((Date::now() / 1000.0) as i64)
}

/// Sends a request and waits for its answer; `None` without one, or once `signal` is aborted.
async fn exchange(request: &Request, signal: &AbortSignal) -> Option<Answer> {
    let method = if request.method == "GET" { Method::GET } else { Method::POST };
    let mut builder = RequestBuilder::new(&request.url)
        .method(method)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Manual)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let ready = match request.body {
        "" => builder.build(),
        body => builder.body(body),
    };
    let response = ready.ok()?.send().await.ok()?;
    let status = response.status();
    let mut text = Zeroizing::new(response.text().await.ok()?);
    if text.len() > LONGEST {
        text.zeroize(); // nothing that AWS says is so long
    }
    Some(Answer::Said { status, text })
}

/// Waits, and no longer than until `signal` is aborted.
async fn pause(ms: u32, signal: &AbortSignal) {
    if ms == 0 || signal.aborted() {
        return;
    }
    let window: Window = js_sys::global().unchecked_into();
    let passed = Promise::new(&mut |resolve, _| {
        signal.set_onabort(Some(&resolve));
        let ms = i32::try_from(ms).unwrap_or_default();
        // Without a timer it goes on at once.
        if window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).is_err() {
            let _undefined = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _undefined = JsFuture::from(passed).await;
    signal.set_onabort(None);
}
