//! What is wanted only once a form is filled, if at all: whether Wave can log in with the key, asked of
//! AWS itself, and what to do next. It is a WebAssembly of its own, so that nobody waits for it who only
//! drops a file.

use crate::aws::login::{Answer, Login, Next, Proof, Request, Verdict};
use crate::aws::{AccessKeyId, RegistryHost, SecretAccessKey, Time};
use crate::credential::CredentialName;
use crate::next_steps::{Added, Snippet, snippets};
use crate::seqera::Workspace;
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Date, Promise, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, Window,
};
use zeroize::Zeroizing;

use super::json::Browser;

/// How long each answer may take, in milliseconds.
const PATIENCE_MS: u32 = 10_000;
/// No answer of AWS's to what is asked here is longer, in bytes.
const LONGEST: usize = 65_536;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Added, Proof, Text } from './keyferry.js';
"#;

#[wasm_bindgen]
extern "C" {
    /// [`Proof`], as its declaration says.
    #[wasm_bindgen(typescript_type = "Proof")]
    pub type ProofAsTold;
    /// An array of `Text`, as its declaration says.
    #[wasm_bindgen(typescript_type = "Text[]")]
    pub type Texts;
    /// `Added`, as its declaration says.
    #[wasm_bindgen(typescript_type = "Added")]
    pub type AddedAsTold;
}

/// Asks AWS whether Wave can log in to `registry` with a key. `secret` is its characters, which are
/// wiped there. An aborted `signal` ends it.
///
/// # Errors
/// When `id`, `secret` or `registry` isn't one: the panel hands over what it has parsed itself.
#[wasm_bindgen(js_name = checkLogin)]
pub async fn check_login(
    id: String,
    secret: Uint8Array,
    registry: String,
    signal: AbortSignal,
) -> Result<ProofAsTold, JsValue> {
    let characters = Zeroizing::new(secret.to_vec());
    secret.fill(0, 0, secret.length());
    let text = str::from_utf8(&characters).unwrap_or_default();
    let key =
        (AccessKeyId::parse(&id), SecretAccessKey::parse(text), RegistryHost::parse(&registry));
    let (Ok(id), Ok(secret), Ok(registry)) = key else {
        return Err(JsValue::from_str("not a key and a registry"));
    };
    drop(characters);
    let mut login = Login::new(id, secret, registry);
    let proof = loop {
        let request = login.request(now());
        let Some(answer) = send(&request, &signal).await else {
            break Proof::unasked(Verdict::Stopped);
        };
        if let Next::Done(proof) = login.take::<Browser>(&answer, now()) {
            break proof;
        }
    };
    Ok(serde_wasm_bindgen::to_value(&proof)?.into())
}

/// The texts to copy for a credential, in the order in which they are shown.
///
/// # Errors
/// When `added` isn't what its declaration says.
#[wasm_bindgen(js_name = nextSteps)]
pub fn next_steps(added: AddedAsTold) -> Result<Texts, JsValue> {
    let told: AddedTold = serde_wasm_bindgen::from_value(added.into())?;
    let parsed = (
        CredentialName::parse(&told.name),
        AccessKeyId::parse(&told.user_name),
        RegistryHost::parse(&told.registry),
    );
    let (Ok(name), Ok(user_name), Ok(registry)) = parsed else {
        return Err(JsValue::from_str("not a credential"));
    };
    let workspace = Workspace::of_path(&told.path);
    let workspace_id = told.workspace_id.and_then(|id| id.parse().ok());
    let added = Added { name, user_name, registry, workspace, workspace_id };
    let texts = snippets(&added).into_iter().map(Text::of).collect::<Vec<_>>();
    Ok(serde_wasm_bindgen::to_value(&texts)?.into())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddedTold {
    name: String,
    user_name: String,
    registry: String,
    path: String,
    workspace_id: Option<String>,
}

#[derive(Serialize)]
struct Text {
    title: &'static str,
    text: String,
}

impl Text {
    fn of(snippet: Snippet) -> Text {
        Text { title: snippet.kind.title(), text: snippet.text }
    }
}

fn now() -> Time {
    // Milliseconds since 1970, which are far from where a number would be cut off.
    Time::from_seconds((Date::now() / 1000.0) as i64)
}

/// Sends a request and waits for its answer; `None` once `signal` is aborted.
async fn send(request: &Request, signal: &AbortSignal) -> Option<Answer> {
    pause(request.pause_ms).await;
    let in_time = AbortSignal::timeout_with_u32(PATIENCE_MS);
    let both = AbortSignal::any(&Array::of2(signal, &in_time));
    let answer = exchange(request, &both).await;
    if signal.aborted() {
        return None;
    }
    Some(match answer {
        Some(answer) => answer,
        None if in_time.aborted() => Answer::TimedOut,
        None => Answer::Unreachable,
    })
}

async fn exchange(request: &Request, signal: &AbortSignal) -> Option<Answer> {
    let method = if request.method == "GET" { Method::GET } else { Method::POST };
    let mut builder = RequestBuilder::new(&request.url)
        .method(method)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
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
    let text = response.text().await.ok()?;
    // What is longer is nothing that AWS says.
    let text = if text.len() > LONGEST { String::new() } else { text };
    Some(Answer::Said { status, text })
}

async fn pause(ms: u32) {
    if ms == 0 {
        return;
    }
    let window: Window = js_sys::global().unchecked_into();
    let passed = Promise::new(&mut |resolve, _| {
        let ms = i32::try_from(ms).unwrap_or_default();
        // Without a timer it goes on at once.
        if window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).is_err() {
            let _undefined = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _undefined = JsFuture::from(passed).await;
}
