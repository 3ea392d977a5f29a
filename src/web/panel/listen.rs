//! What the page and the user do, as events.

use super::{Focus, Shared};
use crate::credential::Registry;
use crate::web::cast::cast;
use crate::web::note::Note;
use crate::web::panel::file::{self, Incoming};
use crate::web::panel::state::{Shows, State};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AddEventListenerOptions, ClipboardEvent, Document, DragEvent, Element, Event, HtmlElement,
    HtmlInputElement, KeyboardEvent, Window,
};

#[wasm_bindgen]
extern "C" {
    /// The document that the panel is drawn in.
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

impl Shared {
    pub(super) fn listen(&self) {
        let root: HtmlElement = self.0.borrow().root.clone();
        self.on(&root, "click", Shared::clicked);
        self.on(&root, "change", Shared::changed);
        self.on(&root, "input", Shared::typed);
        self.on(&root, "keydown", Shared::key_pressed);
        let document = DOCUMENT.with(Clone::clone);
        // On the practice page the panel is a part of the page: only what happens in it counts. As a
        // page of its own everything does.
        let whole: &web_sys::EventTarget =
            if self.0.borrow().host.practice() { &root } else { &document };
        for kind in ["dragenter", "dragover", "dragleave", "drop"] {
            self.on(whole, kind, Shared::dragged);
        }
        self.on(&document, "paste", Shared::pasted);
        let window: Window = js_sys::global().unchecked_into();
        self.on(&window, "pagehide", |shared, _| shared.set(State::Waiting));
        let shared = self.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            shared.keep_what_may_be_checked();
            shared.spawn(async move |shared| shared.look_at_target().await);
        });
        self.0.borrow().host.on_change(changed.as_ref().unchecked_ref());
        changed.forget(); // lives as long as the document
        let shared = self.clone();
        let noted = Closure::<dyn FnMut(i32, JsValue)>::new(move |tab, notes| {
            shared.noted(tab, notes);
        });
        self.0.borrow().host.on_notes(noted.as_ref().unchecked_ref());
        noted.forget(); // likewise
        if self.0.borrow().host.framed() {
            // While a file is dragged no pointer moves: it was let go, or carried away.
            self.on(&document, "pointermove", |shared, _| {
                let idle = {
                    let panel = shared.0.borrow();
                    matches!(panel.state, State::Waiting) && !panel.under_way
                };
                if idle {
                    shared.close();
                }
            });
        }
    }

    /// A tab's form was judged.
    fn noted(&self, tab: i32, notes: JsValue) {
        let Ok(notes) = serde_wasm_bindgen::from_value::<Vec<Note>>(notes) else { return };
        let (is_shown, is_filled) = {
            let mut panel = self.0.borrow_mut();
            if panel.notes == (tab, notes.clone()) {
                return; // a look at the page for the same would have it judged again, and so on
            }
            panel.notes = (tab, notes);
            (matches!(panel.state, State::Waiting), matches!(panel.state, State::Filled(_)))
        };
        if is_filled {
            self.spawn(async move |shared| shared.look_at_target().await);
        } else if is_shown {
            self.draw(Focus::Stays);
        }
    }

    pub(super) fn on(&self, target: &web_sys::EventTarget, kind: &str, handle: fn(&Shared, Event)) {
        let shared = self.clone();
        // `Fn`, because an event comes in the middle of another: the press of **Choose file** is a
        // click on the file input too.
        let closure = Closure::<dyn Fn(Event)>::new(move |event| handle(&shared, event));
        let options = AddEventListenerOptions::new();
        let _never = target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            closure.as_ref().unchecked_ref(),
            &options,
        );
        closure.forget(); // lives as long as the document
    }

    pub(super) fn clicked(&self, event: Event) {
        let target = event.target().and_then(cast::<Element>);
        let pressed = target.and_then(|target| target.closest("[data-do]").ok().flatten());
        if let Some(act) = pressed.and_then(|element| element.get_attribute("data-do")) {
            self.act(&act);
        }
    }

    pub(super) fn changed(&self, event: Event) {
        let Some(input) = event.target().and_then(cast::<HtmlInputElement>) else { return };
        match input.name().as_str() {
            "file" => {
                let file = input.files().and_then(|files| files.get(0));
                input.set_value("");
                if let Some(file) = file {
                    self.take(Ok(Incoming::File(file)));
                }
            }
            "key" => {
                if let State::ChooseKey { chosen, .. } = &mut self.0.borrow_mut().state {
                    *chosen = input.value().parse().unwrap_or_default();
                }
            }
            "registry" => {
                self.question(|question| {
                    question.draft.registry = match input.value().as_str() {
                        "public" => Registry::Public,
                        _ => Registry::Private,
                    };
                });
                self.draw(Focus::Stays);
            }
            _ => {}
        }
    }

    pub(super) fn typed(&self, event: Event) {
        let Some(input) = event.target().and_then(cast::<HtmlInputElement>) else { return };
        match input.id().as_str() {
            "region" => {
                self.question(|question| question.regions.type_in(&input.value()));
                self.draw(Focus::Stays);
            }
            "account" => {
                self.question(|question| {
                    question.account = Some(input.value());
                    question.wrong = None;
                });
                self.draw(Focus::Stays);
            }
            _ => {}
        }
    }

    pub(super) fn key_pressed(&self, event: Event) {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let id = event.target().and_then(cast::<Element>).map(|element| element.id());
        let in_region = id.as_deref() == Some("region");
        let move_by = match event.key().as_str() {
            "ArrowDown" if in_region => 1,
            "ArrowUp" if in_region => -1,
            "Enter" if in_region || id.as_deref() == Some("account") => {
                event.prevent_default();
                return self.act("fill");
            }
            "Enter" if matches!(self.0.borrow().state, State::ChooseKey { .. }) => {
                let on_button = event.target().and_then(cast::<web_sys::HtmlButtonElement>);
                if on_button.is_none() {
                    event.prevent_default();
                    self.act("use_key");
                }
                return;
            }
            "Escape" => return self.step_back(),
            _ => return,
        };
        event.prevent_default();
        self.question(|question| question.regions.move_by(move_by));
        self.draw(Focus::Stays);
    }

    pub(super) fn dragged(&self, event: Event) {
        let Ok(event) = event.dyn_into::<DragEvent>() else { return };
        event.prevent_default();
        let over = match event.type_().as_str() {
            "drop" => {
                if let Some(data) = event.data_transfer() {
                    self.0.borrow_mut().over = false;
                    self.take(file::incoming(&data));
                }
                return;
            }
            "dragleave" => {
                // Moving on to another element of the panel leaves the first one too.
                let to = event.related_target().and_then(cast::<web_sys::Node>);
                let root: web_sys::Node = self.0.borrow().root.clone().into();
                let stays = to.is_some_and(|to| root.contains(Some(&to)));
                let panel = self.0.borrow();
                let idle = matches!(panel.state, State::Waiting) && !panel.under_way;
                if !stays && idle && panel.host.framed() {
                    drop(panel);
                    return self.close();
                }
                stays
            }
            _ => true,
        };
        let before = std::mem::replace(&mut self.0.borrow_mut().over, over);
        if before != over {
            self.draw(Focus::Stays);
        }
    }

    pub(super) fn pasted(&self, event: Event) {
        let Ok(event) = event.dyn_into::<ClipboardEvent>() else { return };
        // A paste into a field of the panel, or of the practice form, is meant for that field.
        let target = event.target().and_then(cast::<Element>);
        let into_field = target.is_some_and(|target| target.matches("input, textarea") == Ok(true));
        if let (false, Some(data)) = (into_field, event.clipboard_data()) {
            event.prevent_default();
            self.take(file::incoming(&data));
        }
    }

    /// Escape: one step back, never a fill.
    pub(super) fn step_back(&self) {
        enum Back {
            Cancel,
            Stop,
            StopCheck,
            Result,
            Close,
            Nothing,
        }
        let framed = self.0.borrow().host.framed();
        let back = match &self.0.borrow().state {
            State::Filling(_) => Back::Stop,
            State::ChooseRegistry(question) if question.earlier.is_some() => Back::Cancel,
            State::Filled(filled) if filled.after.shows == Shows::Checking => Back::StopCheck,
            State::Filled(filled) if filled.shows() != Shows::Fields => Back::Result,
            _ if framed => Back::Close,
            State::Pasting | State::ChooseKey { .. } | State::ChooseRegistry(_) => Back::Cancel,
            _ => Back::Nothing,
        };
        match back {
            Back::Cancel => self.act("cancel"),
            Back::Stop => self.act("stop"),
            Back::StopCheck => self.act("stop_check"),
            Back::Result => self.act("result"),
            Back::Close => self.close(),
            Back::Nothing => {}
        }
    }
}
