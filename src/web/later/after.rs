//! What comes after a fill: the check, the element that shows what it came to, and the texts to copy.

use super::check::check;
use super::view::{Given, View};
use crate::aws::login::{Proof, Verdict};
use crate::aws::{AccessKeyId, RegistryHost, SecretAccessKey};
use crate::credential::CredentialName;
use crate::messages::Messages;
use crate::next_steps::{self, Kind, snippets};
use crate::seqera::{Endpoint, Workspace};
use crate::web::added::Added;
use crate::web::cast::cast;
use crate::web::drawing::dom::{focus, patch_inside};
use crate::web::text;
use js_sys::{Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, Element, Event, KeyboardEvent, Window};
use zeroize::Zeroizing;

/// How long **Copied** stands where it was pressed, in milliseconds.
const COPIED_MS: i32 = 2_000;

#[wasm_bindgen]
extern "C" {
    /// `Added`, as its declaration says.
    #[wasm_bindgen(typescript_type = "Added")]
    pub type AddedAsTold;
    // Where a page may not write there, it throws.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;
}

thread_local! {
    /// Counts the checks.
    static CHECKS: Cell<u32> = const { Cell::new(0) };
    /// What the last check came to. A document has one panel.
    static PROOF: RefCell<Proof> = RefCell::default();
    /// What is drawn, in the element in which it was drawn last.
    static DRAWN: RefCell<Option<After>> = const { RefCell::new(None) };
}

/// Asks AWS whether Wave can log in to `registry` with a key, if the browser `may`; whether it can.
/// `secret` is its characters, which are wiped there. An aborted `signal` ends it.
///
/// # Errors
/// When `id`, `secret` or `registry` isn't one: the panel hands over what it has parsed itself.
#[wasm_bindgen(js_name = checkLogin)]
pub async fn check_login(
    id: String,
    secret: Uint8Array,
    registry: String,
    may: bool,
    signal: AbortSignal,
) -> Result<bool, JsValue> {
    let number = CHECKS.get().wrapping_add(1);
    CHECKS.set(number);
    let characters = Zeroizing::new(secret.to_vec());
    secret.fill(0, 0, secret.length());
    let text = str::from_utf8(&characters).unwrap_or_default();
    let key =
        (AccessKeyId::parse(&id), SecretAccessKey::parse(text), RegistryHost::parse(&registry));
    drop(characters);
    let (Ok(id), Ok(secret), Ok(registry)) = key else {
        return Err(JsValue::from_str("not a key and a registry"));
    };
    let proof = match may {
        true => check(id, secret, registry, &signal).await,
        false => Proof::unasked(Verdict::NotAllowed),
    };
    let is_good = proof.verdict == Verdict::Good;
    // One that was stopped may end after the next one has.
    if CHECKS.get() == number {
        PROOF.set(proof);
    }
    Ok(is_good)
}

/// Draws what comes after a fill in an element of its own, and keeps it going: what the last check came
/// to (`proof`), or what to do next. In an element where it is drawn already it heeds what is new. One call
/// has to wait for the other.
///
/// # Errors
/// When `added` isn't what its declaration says, or the texts can't be read.
#[wasm_bindgen(js_name = drawAfter)]
pub async fn draw_after(
    root: Element,
    messages_url: String,
    what: String,
    added: AddedAsTold,
) -> Result<(), JsValue> {
    let told: Added = serde_wasm_bindgen::from_value(added.into())?;
    let Some(mut given) = given(told, what == "proof") else {
        return Err(JsValue::from_str("not a credential"));
    };
    let drawn = DRAWN.with_borrow(Option::clone);
    if let Some(after) = drawn {
        if after.0.root == root {
            after.heed(given);
            return Ok(());
        }
        // The panel may have shown something else in between.
        let before = after.0.given.borrow().tab;
        if given.tabs().contains(&before) {
            given.tab = before;
        }
    }
    let messages = text::load(&messages_url).await?;
    let after = After(Rc::new(Inside {
        root,
        messages,
        given: RefCell::new(given),
        copies: Cell::default(),
    }));
    after.draw();
    after.listen();
    focus(&after.0.root, "[data-first]");
    DRAWN.set(Some(after));
    Ok(())
}

/// What there is to draw, if what the panel tells is a credential.
fn given(told: Added, is_proof: bool) -> Option<Given> {
    let added = next_steps::Added {
        name: CredentialName::parse(&told.name).ok()?,
        user_name: AccessKeyId::parse(&told.user_name).ok()?,
        registry: RegistryHost::parse(&told.registry).ok()?,
        endpoint: Endpoint::of_origin(&told.origin),
        workspace: Workspace::of_path(&told.path),
        workspace_id: told.workspace_id.and_then(|id| id.parse().ok()),
        is_new: !told.edits,
    };
    Some(Given {
        texts: snippets(&added),
        added,
        user: told.user,
        may_check: told.may_check,
        proof: is_proof.then(|| PROOF.with_borrow(Proof::clone)),
        tab: Kind::Nextflow,
        copied: None,
    })
}

#[derive(Clone)]
struct After(Rc<Inside>);

struct Inside {
    root: Element,
    messages: Messages,
    given: RefCell<Given>,
    /// Counts what was copied.
    copies: Cell<u32>,
}

impl After {
    fn draw(&self) {
        let given = self.0.given.borrow();
        let view = View { messages: &self.0.messages, given: &given };
        patch_inside(&self.0.root, &view.draw().done());
    }

    /// Draws what may be another by now, without leaving the tab.
    fn heed(&self, given: Given) {
        self.0.given.replace_with(|before| Given {
            tab: before.tab,
            copied: before.copied,
            ..given
        });
        self.draw();
    }

    fn listen(&self) {
        for (kind, handle) in [
            ("click", After::clicked as fn(&After, Event)),
            ("keydown", After::key_pressed as fn(&After, Event)),
        ] {
            let after = self.clone();
            let closure = Closure::<dyn Fn(Event)>::new(move |event| handle(&after, event));
            let listener = closure.as_ref().unchecked_ref();
            let _never = self.0.root.add_event_listener_with_callback(kind, listener);
            closure.forget(); // lives as long as the element, which goes with what it shows
        }
    }

    fn clicked(&self, event: Event) {
        let target = event.target().and_then(cast::<Element>);
        let pressed = target.and_then(|target| target.closest("[data-after]").ok().flatten());
        let Some(act) = pressed.and_then(|element| element.get_attribute("data-after")) else {
            return; // it leads back into the panel
        };
        match act.split_once(' ') {
            Some(("tab", title)) => self.show_tab(title),
            Some(("copy", at)) => self.copy(at.parse().unwrap_or_default()),
            _ => {}
        }
    }

    fn key_pressed(&self, event: Event) {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let target = event.target().and_then(cast::<Element>);
        if target.and_then(|target| target.get_attribute("role")).as_deref() != Some("tab") {
            return;
        }
        let tabs = self.0.given.borrow().tabs();
        let at = tabs.iter().position(|tab| *tab == self.0.given.borrow().tab).unwrap_or_default();
        let last = tabs.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            "ArrowLeft" => {
                if at == 0 {
                    last
                } else {
                    at - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some(tab) = tabs.get(next) {
            self.show_tab(tab.title());
        }
    }

    fn show_tab(&self, title: &str) {
        let tab = self.0.given.borrow().tabs().into_iter().find(|tab| tab.title() == title);
        let Some(tab) = tab else { return };
        self.0.given.borrow_mut().tab = tab;
        self.draw();
        focus(&self.0.root, "[role=tab][aria-selected=true]");
    }

    fn copy(&self, at: usize) {
        let text = self.0.given.borrow().texts.get(at).map(|snippet| snippet.text.clone());
        let Some(text) = text else { return };
        let written = write_text(&text);
        let after = self.clone();
        spawn_local(async move {
            let done = match written {
                Ok(written) => JsFuture::from(written).await.is_ok(),
                Err(_) => false,
            };
            after.0.given.borrow_mut().copied = Some((at, done));
            after.0.copies.update(|copies| copies.wrapping_add(1));
            after.draw();
            if done {
                after.forget_in_time();
            }
        });
    }

    /// **Copied** gives way to **Copy** again, unless something was copied since.
    fn forget_in_time(&self) {
        let (after, copies) = (self.clone(), self.0.copies.get());
        let callback = Closure::once_into_js(move || {
            if after.0.copies.get() != copies {
                return;
            }
            after.0.given.borrow_mut().copied = None;
            after.draw();
        });
        let window: Window = js_sys::global().unchecked_into();
        // Without a timer it stays: what it says stays true.
        let _untimed = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.unchecked_ref(),
            COPIED_MS,
        );
    }
}
