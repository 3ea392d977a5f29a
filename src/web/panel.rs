//! The panel: what state it is in, and what leads from one state to the next.
//!
//! [`views`](super::views) draws a state; everything that can be pressed names an act in `data-do`,
//! and [`Panel::act`] is where all acts come together. Nothing is drawn anywhere else.

use super::dom::{document, focus};
use super::file::{self, Incoming, Read};
use super::host::{Host, Lost, Note, Target, cast};
use super::views;
use crate::aws::{AccountId, Region};
use crate::credential::{Draft, InForm, LearntFrom, RegionChoice, Registry, Sourced};
use crate::finding::{Code, Field, Finding, Severity};
use crate::form::{
    Answer, Failure, Fill, Form, Judged, Next, Report, Request, Snapshot, State as FieldState,
    Step, Wanted, landmarks, recognise,
};
use crate::key_file::{Key, KeyFile};
use crate::messages::Messages;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    AddEventListenerOptions, ClipboardEvent, DragEvent, Element, Event, HtmlElement,
    HtmlInputElement, KeyboardEvent, Window,
};

/// How long a secret is kept without anything being done with it, in milliseconds.
const KEPT_MS: i32 = 120_000;
/// A fill shorter than this shows no progress: it would only flicker.
const QUIET_MS: i32 = 300;
/// How many regions are remembered for an instance.
pub const REMEMBERED: usize = 3;

/// What the panel shows.
pub enum State {
    /// No file yet.
    Waiting,
    /// Waiting for a paste.
    Pasting,
    /// The secret was wiped before the form was filled, or because the user said so.
    Forgotten {
        /// The file's name, if there was a file.
        file: String,
    },
    /// The file was turned away.
    Refused {
        /// Its name; empty for a text.
        file: String,
        /// What it is.
        finding: Finding,
    },
    /// The file holds several keys.
    ChooseKey {
        /// The keys.
        keys: Vec<Key>,
        /// The file's name.
        file: String,
        /// What there is to say of the file.
        of_file: Vec<Finding>,
        /// Which is chosen.
        chosen: usize,
    },
    /// Account or region has to be chosen, or changed after a fill.
    ChooseRegistry(Box<Question>),
    /// The key is understood, and there is no form to fill.
    NoForm(Box<Draft>),
    /// The form is being filled.
    Filling(Box<Progress>),
    /// The form was filled, as far as it went.
    Filled(Box<Filled>),
}

/// The question for account and region.
pub struct Question {
    /// The credential so far.
    pub draft: Draft,
    /// The list of regions.
    pub regions: RegionChoice,
    /// The account while it is being typed.
    pub account: Option<String>,
    /// What is wrong with it.
    pub wrong: Option<Finding>,
    /// The result that this changes, when the form was filled already.
    pub earlier: Option<Box<Filled>>,
}

/// A fill under way.
pub struct Progress {
    /// How far each field has got.
    pub states: [FieldState; 5],
    /// What each field gets; of the password nothing.
    pub values: [Option<String>; 5],
    /// The length of the secret.
    pub password_length: usize,
    /// Whether it has lasted long enough to be shown.
    pub shown: bool,
    stopped: bool,
}

/// A fill that is over.
pub struct Filled {
    /// What it came to.
    pub report: Report,
    /// What the fields are judged by.
    pub judged: Judged,
    /// What is said, in the form's order.
    pub findings: Vec<Finding>,
    /// The credential, without its secret unless something still needs it.
    pub draft: Draft,
    /// Whether the fill was undone since.
    pub undone: bool,
    /// What stood in the registry server before it was mended.
    mended: Option<String>,
}

/// Whether the target has a form to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Not looked yet, or there is nothing to look at.
    Nothing,
    /// There is no form.
    NoForm,
    /// There is one, with what stands in it.
    Form(InForm),
}

/// The panel of one document.
pub struct Panel {
    root: HtmlElement,
    /// Where it runs.
    pub host: Host,
    /// Its words.
    pub messages: Messages,
    /// The page that would be filled.
    pub target: Target,
    /// Whether that page has a form.
    pub seen: Seen,
    /// What is shown.
    pub state: State,
    /// Whether a file is being dragged over the panel.
    pub over: bool,
    /// Changes whenever what is under way is no longer wanted.
    turn: u32,
    /// Changes with every look at the target.
    look: u32,
    wipe_timer: Option<i32>,
}

/// The panel, shared between what listens to the page and what is under way.
#[derive(Clone)]
pub struct Shared(Rc<RefCell<Panel>>);

impl State {
    /// Whether a secret is held.
    pub fn holds_secret(&self) -> bool {
        match self {
            State::Waiting | State::Pasting | State::Forgotten { .. } | State::Refused { .. } => {
                false
            }
            State::ChooseKey { .. } | State::Filling(_) => true,
            State::ChooseRegistry(question) => question.draft.secret.is_some(),
            State::NoForm(draft) => draft.secret.is_some(),
            State::Filled(filled) => filled.draft.secret.is_some(),
        }
    }

    fn file(&self) -> String {
        match self {
            State::ChooseKey { file, .. } | State::Refused { file, .. } => file.clone(),
            State::ChooseRegistry(question) => question.draft.file_name.clone(),
            State::NoForm(draft) => draft.file_name.clone(),
            State::Filled(filled) => filled.draft.file_name.clone(),
            State::Forgotten { file } => file.clone(),
            State::Waiting | State::Pasting | State::Filling(_) => String::new(),
        }
    }
}

impl Filled {
    /// Says of every field what is to be said now.
    fn judge(&mut self) {
        let mut findings = self.report.findings(&self.judged);
        let registry_is_right = self.report.state(Field::Registry).is_right();
        if let (Some(old), true) = (&self.mended, registry_is_right) {
            findings.push(Finding::new(Code::RegistryFixed).with("old", old.clone()));
        }
        let last_used = self.draft.region.as_ref().filter(|region| {
            region.from == LearntFrom::LastUsed
                && self.draft.registry == Registry::Private
                && registry_is_right
        });
        if let Some(region) = last_used {
            let finding = Finding::new(Code::RegistryRegionLastUsed);
            findings.push(finding.with("region", region.value.as_str()));
        }
        findings.extend(self.draft.of_file.iter().cloned());
        self.findings = findings;
    }
}

impl Panel {
    /// Draws the panel in `root` and listens.
    pub async fn start(root: HtmlElement, host: Host, messages: Messages) {
        let target = host.target().await;
        let panel = Panel {
            root,
            host,
            messages,
            target,
            seen: Seen::Nothing,
            state: State::Waiting,
            over: false,
            turn: 0,
            look: 0,
            wipe_timer: None,
        };
        let shared = Shared(Rc::new(RefCell::new(panel)));
        shared.listen();
        shared.draw(Focus::First);
        shared.look_at_target().await;
    }
}

/// Where the focus goes when a state is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// The state's main control, or its heading: the state is a new one.
    First,
    /// Where it was: the state is the same.
    Stays,
}

impl Shared {
    // ---- What the page and the user do ----

    fn listen(&self) {
        let root: HtmlElement = self.0.borrow().root.clone();
        self.on(&root, "click", Shared::clicked);
        self.on(&root, "change", Shared::changed);
        self.on(&root, "input", Shared::typed);
        self.on(&root, "keydown", Shared::key_pressed);
        let document = document();
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
            let shared = shared.clone();
            spawn_local(async move { shared.look_at_target().await });
        });
        self.0.borrow().host.on_change(changed.as_ref().unchecked_ref());
        changed.forget(); // lives as long as the document
    }

    fn on(&self, target: &web_sys::EventTarget, kind: &str, handle: fn(&Shared, Event)) {
        let shared = self.clone();
        let closure = Closure::<dyn FnMut(Event)>::new(move |event| handle(&shared, event));
        let options = AddEventListenerOptions::new();
        let _never = target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            closure.as_ref().unchecked_ref(),
            &options,
        );
        closure.forget(); // lives as long as the document
    }

    fn clicked(&self, event: Event) {
        let target = event.target().and_then(cast::<Element>);
        let pressed = target.and_then(|target| target.closest("[data-do]").ok().flatten());
        if let Some(act) = pressed.and_then(|element| element.get_attribute("data-do")) {
            self.act(&act);
        }
    }

    fn changed(&self, event: Event) {
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

    fn typed(&self, event: Event) {
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

    fn key_pressed(&self, event: Event) {
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

    fn dragged(&self, event: Event) {
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
                to.is_some_and(|to| root.contains(Some(&to)))
            }
            _ => true,
        };
        let before = std::mem::replace(&mut self.0.borrow_mut().over, over);
        if before != over {
            self.draw(Focus::Stays);
        }
    }

    fn pasted(&self, event: Event) {
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
    fn step_back(&self) {
        enum Back {
            Cancel,
            Stop,
            Nothing,
        }
        let back = match &self.0.borrow().state {
            State::Pasting | State::ChooseKey { .. } | State::ChooseRegistry(_) => Back::Cancel,
            State::Filling(_) => Back::Stop,
            _ => Back::Nothing,
        };
        match back {
            Back::Cancel => self.act("cancel"),
            Back::Stop => self.act("stop"),
            Back::Nothing => {}
        }
    }

    // ---- Acts ----

    fn act(&self, act: &str) {
        let (act, of) = act.split_once(' ').unwrap_or((act, ""));
        match act {
            "choose_file" => self.open_picker(),
            "paste" => self.set(State::Pasting),
            "cancel" => self.cancel(),
            "forget" => self.forget(),
            "use_key" => self.use_key(),
            "region" => {
                self.question(|question| question.regions.select(of));
                self.draw(Focus::Stays);
            }
            "change_account" => self.change_account(),
            "fill" => self.answer_question(),
            "fill_now" => self.fill_held(&[]),
            "stop" => {
                if let State::Filling(progress) = &mut self.0.borrow_mut().state {
                    progress.stopped = true;
                }
            }
            "undo" => self.undo(),
            "replace" => self.replace(of),
            "use" => self.write_fix(of),
            "change_registry" => self.change_registry(),
            "again" => self.set(State::Waiting),
            "go" => self.go_to(of),
            "add_origin" => self.add_origin(),
            _ => {}
        }
    }

    fn open_picker(&self) {
        let root = self.0.borrow().root.clone();
        let input = root.query_selector("input[type=file]").ok().flatten();
        if let Some(input) = input.and_then(cast::<HtmlElement>) {
            input.click();
        }
    }

    fn cancel(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        match state {
            State::ChooseRegistry(question) if question.earlier.is_some() => {
                if let Some(earlier) = question.earlier {
                    self.set(State::Filled(earlier));
                }
            }
            _ => self.set(State::Waiting),
        }
    }

    fn forget(&self) {
        let file = self.0.borrow().state.file();
        self.set(State::Forgotten { file });
    }

    fn use_key(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::ChooseKey { keys, file, of_file, chosen } = state else {
            self.0.borrow_mut().state = state;
            return;
        };
        if let Some(key) = keys.into_iter().nth(chosen) {
            self.spawn(async move |shared| shared.with_key(key, &file, of_file).await);
        }
    }

    fn change_account(&self) {
        self.question(|question| {
            let account = question.draft.account.as_ref().map(|account| account.value.to_string());
            question.account = Some(account.unwrap_or_default());
        });
        self.draw(Focus::Stays);
        focus(&self.0.borrow().root, "#account");
    }

    /// The question is answered: fills, or says what is still missing.
    fn answer_question(&self) {
        let ready = self.question(|question| {
            if let Some(text) = &question.account {
                match AccountId::parse(text) {
                    Ok(value) => {
                        question.draft.account = Some(Sourced { value, from: LearntFrom::Chosen });
                        question.account = None;
                        question.wrong = None;
                    }
                    Err(error) => question.wrong = Some(error.finding()),
                }
            }
            if let Some(value) = question.regions.chosen() {
                let same = question.draft.region.as_ref().is_some_and(|now| now.value == value);
                if !same || question.draft.missing().is_some() {
                    question.draft.region = Some(Sourced { value, from: LearntFrom::Chosen });
                }
            }
            let public = question.draft.registry == Registry::Public;
            let answered = question.wrong.is_none() && question.regions.chosen().is_some();
            (public || answered) && question.draft.host().is_some()
        });
        if ready != Some(true) {
            self.draw(Focus::Stays);
            let wrong = self.question(|question| question.wrong.is_some()) == Some(true);
            focus(&self.0.borrow().root, if wrong { "#account" } else { "#region" });
            return;
        }
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::ChooseRegistry(question) = state else { return };
        match question.earlier {
            Some(earlier) => self.rewrite_registry(question.draft, *earlier),
            None => self.spawn(async move |shared| {
                shared.fill(question.draft, BTreeSet::new(), None).await;
            }),
        }
    }

    /// Fills with the key that is held, over the user's own values in `replace`.
    fn fill_held(&self, replace: &[Field]) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let replace: BTreeSet<Field> = replace.iter().copied().collect();
        match state {
            State::NoForm(draft) => self.spawn(async move |shared| shared.proceed(*draft).await),
            State::Filled(filled) if filled.draft.secret.is_some() => {
                self.spawn(async move |shared| {
                    shared.fill(filled.draft, replace, Some(filled.report)).await;
                });
            }
            other => self.0.borrow_mut().state = other,
        }
    }

    /// Replaces the user's own value of a field by Keyferry's.
    fn replace(&self, field: &str) {
        match field {
            "provider" => self.fill_held(&[Field::Provider]),
            "password" => self.fill_held(&[Field::Password]),
            _ => {}
        }
    }

    /// Writes a finding's fix into its field. No secret is needed for that.
    fn write_fix(&self, field: &str) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::Filled(mut filled) = state else {
            self.0.borrow_mut().state = state;
            return;
        };
        let fix = filled
            .findings
            .iter()
            .find(|finding| finding.field.as_str() == field && finding.fix.is_some())
            .and_then(|finding| Some((finding.field, finding.fix.clone()?)));
        let Some((field, fix)) = fix else {
            return self.set(State::Filled(filled));
        };
        let value = Some(crate::form::Value::new(&fix));
        let wanted = match field {
            Field::Name => Wanted { name: value, ..Wanted::default() },
            Field::UserName => Wanted { user_name: value, ..Wanted::default() },
            Field::Registry => Wanted { registry: value, ..Wanted::default() },
            Field::File | Field::Form | Field::Provider | Field::Password => Wanted::default(),
        };
        if let Some(at) = Field::FORM.iter().position(|&each| each == field) {
            filled.judged.ours[at] = Some(fix);
        }
        self.write_some(wanted, BTreeSet::from([field]), *filled);
    }

    fn change_registry(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::Filled(filled) = state else {
            self.0.borrow_mut().state = state;
            return;
        };
        self.spawn(async move |shared| {
            let recent = shared.recent_regions().await;
            let draft = filled.draft.without_secret();
            let chosen = draft.region.as_ref().map(|region| &region.value);
            let regions = RegionChoice::new(recent, chosen);
            shared.set(State::ChooseRegistry(Box::new(Question {
                draft,
                regions,
                account: None,
                wrong: None,
                earlier: Some(filled),
            })));
        });
    }

    fn rewrite_registry(&self, draft: Draft, mut earlier: Filled) {
        let Some(host) = draft.host() else { return self.set(State::Filled(Box::new(earlier))) };
        let secret = earlier.draft.secret.take();
        let value = host.to_string();
        earlier.draft = Draft { secret, ..draft };
        earlier.judged.ours[4] = Some(value.clone());
        earlier.mended = None;
        let wanted =
            Wanted { registry: Some(crate::form::Value::new(&value)), ..Wanted::default() };
        self.write_some(wanted, BTreeSet::from([Field::Registry]), earlier);
    }

    /// Writes a few fields of a form that was filled before.
    fn write_some(&self, wanted: Wanted, replace: BTreeSet<Field>, mut filled: Filled) {
        self.spawn(async move |shared| {
            let fill = Fill::new(wanted, replace);
            let values = filled.judged.ours.clone();
            let report = shared.run(fill, values, 0, false).await;
            let Some(report) = report else { return };
            filled.report = report.after(&filled.report);
            shared.show_filled(filled).await;
        });
    }

    fn undo(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::Filled(mut filled) = state else {
            self.0.borrow_mut().state = state;
            return;
        };
        self.spawn(async move |shared| {
            let fill = Fill::new(filled.report.undo(), BTreeSet::from(Field::FORM));
            let values = Default::default();
            let Some(report) = shared.run(fill, values, 0, false).await else { return };
            filled.undone = report.failure.is_none();
            if let Some(failure) = report.failure {
                filled.report.failure = Some(failure);
                return shared.show_filled(*filled).await;
            }
            filled.draft.secret = None;
            filled.findings = Vec::new();
            shared.host_notes(&[]);
            shared.set(State::Filled(filled));
        });
    }

    fn go_to(&self, tab: &str) {
        let Ok(tab) = tab.parse::<i32>() else { return };
        self.spawn(async move |shared| {
            let host = shared.host();
            host.go_to(tab).await;
            shared.look_at_target().await;
        });
    }

    /// Asks the browser for access to the tab's Seqera. The browser wants that inside the click, so
    /// the request goes out before anything is awaited.
    fn add_origin(&self) {
        let asked = {
            let panel = self.0.borrow();
            panel.target.new_instance().map(|(origin, _)| panel.host.add_origin(origin))
        };
        if let Some(asked) = asked {
            self.spawn(async move |shared| {
                // Refused or granted, the next look at the target tells.
                let _refused = asked.await;
                shared.look_at_target().await;
            });
        }
    }

    // ---- From the file to the form ----

    /// Something was dropped, chosen or pasted.
    fn take(&self, incoming: Result<Incoming, Finding>) {
        self.spawn(async move |shared| {
            let turn = shared.new_turn();
            let read = match incoming {
                Ok(incoming) => file::read(incoming).await,
                Err(finding) => Err((String::new(), finding)),
            };
            if shared.0.borrow().turn != turn {
                return;
            }
            match read {
                Err((file, finding)) => shared.set(State::Refused { file, finding }),
                Ok(Read { file: KeyFile { keys, findings, .. }, name }) if keys.len() > 1 => {
                    let of_file = findings;
                    shared.set(State::ChooseKey { keys, file: name, of_file, chosen: 0 });
                }
                Ok(Read { file: KeyFile { keys, findings, .. }, name }) => {
                    if let Some(key) = keys.into_iter().next() {
                        shared.with_key(key, &name, findings).await;
                    }
                }
            }
        });
    }

    /// One key is there: everything that the page and the instance know of it is gathered.
    async fn with_key(&self, key: Key, file: &str, of_file: Vec<Finding>) {
        self.look_at_target().await;
        let recent = self.recent_regions().await;
        let draft = {
            let panel = self.0.borrow();
            let nothing = InForm::default();
            let in_form = match &panel.seen {
                Seen::Form(in_form) => in_form,
                Seen::Nothing | Seen::NoForm => &nothing,
            };
            Draft { of_file, ..Draft::new(key, file, in_form, recent.into_iter().next()) }
        };
        self.proceed(draft).await;
    }

    /// Asks what is missing, or fills.
    async fn proceed(&self, draft: Draft) {
        self.look_at_target().await;
        if !matches!(self.0.borrow().seen, Seen::Form(_)) {
            return self.set(State::NoForm(Box::new(draft)));
        }
        let Some(missing) = draft.missing() else {
            return self.fill(draft, BTreeSet::new(), None).await;
        };
        let recent = self.recent_regions().await;
        let chosen = draft.region.as_ref().map(|region| &region.value);
        let regions = RegionChoice::new(recent, chosen);
        self.set(State::ChooseRegistry(Box::new(Question {
            account: missing.account.then(String::new),
            draft,
            regions,
            wrong: None,
            earlier: None,
        })));
    }

    async fn fill(&self, draft: Draft, mut replace: BTreeSet<Field>, earlier: Option<Report>) {
        let Some(credential) = draft.credential() else {
            return self.set(State::NoForm(Box::new(draft)));
        };
        let mended = self.mended_registry(&credential.registry.to_string());
        if mended.is_some() {
            replace.insert(Field::Registry);
        }
        let judged = Judged::by(&credential, draft.id.account());
        let fill = Fill::new(Wanted::from(&credential), replace);
        let length = credential.password.len();
        drop(credential);
        let Some(report) = self.run(fill, judged.ours.clone(), length, true).await else { return };
        let report = match earlier {
            // What stood there before the first fill is what Undo gives back.
            Some(earlier) => Report { before: merge_before(&earlier, &report), ..report },
            None => report,
        };
        if let (Some(region), true) = (&draft.region, report.state(Field::Registry).is_right()) {
            let (host, origin) = (self.host(), self.0.borrow().target.origin().to_owned());
            host.remember_region(&origin, region.value.as_str()).await;
        }
        let findings = Vec::new();
        let filled = Filled { report, judged, findings, draft, undone: false, mended };
        self.show_filled(filled).await;
    }

    /// The registry server that stands in the form, if it means `host` without being it.
    fn mended_registry(&self, host: &str) -> Option<String> {
        let panel = self.0.borrow();
        let Seen::Form(InForm { registry: Some(text), .. }) = &panel.seen else { return None };
        let meant = crate::aws::RegistryHost::normalise(text).host.ok()?;
        (text != host && meant.to_string() == host).then(|| text.clone())
    }

    async fn show_filled(&self, mut filled: Filled) {
        filled.judge();
        let needs_secret = filled.report.failure.is_some()
            || *filled.report.state(Field::Password) == FieldState::Kept;
        if !needs_secret {
            filled.draft.secret = None;
        }
        self.host_notes(&filled.findings);
        self.set(State::Filled(Box::new(filled)));
    }

    /// Runs a fill to its end, step by step, showing how far it has got once it takes long.
    async fn run(
        &self,
        mut fill: Fill,
        values: [Option<String>; 5],
        password_length: usize,
        to_front: bool,
    ) -> Option<Report> {
        let turn = self.new_turn();
        let (host, tab) = (self.host(), self.0.borrow().target.tab());
        let states = fill.states().clone();
        let progress = Progress { states, values, password_length, shown: false, stopped: false };
        self.0.borrow_mut().state = State::Filling(Box::new(progress));
        self.after(QUIET_MS, |shared| {
            let mut show = false;
            if let State::Filling(progress) = &mut shared.0.borrow_mut().state {
                progress.shown = true;
                show = true;
            }
            if show {
                shared.draw(Focus::First);
            }
        });
        let Some(tab) = tab else {
            return done(fill.fail(Failure::FormNotFound));
        };
        if to_front {
            host.go_to(tab).await;
        }
        let mut step = fill.start();
        loop {
            let answer = host.ask(tab, &bound(&fill, step)).await;
            let stopped = {
                let mut panel = self.0.borrow_mut();
                if panel.turn != turn {
                    return None; // something else was begun meanwhile
                }
                match &mut panel.state {
                    State::Filling(progress) => progress.stopped,
                    _ => return None,
                }
            };
            let next = match answer {
                Ok(answer) if stopped => {
                    // What was under way is taken in first: it stands in the form.
                    match fill.next(answer) {
                        Next::Step(_) => fill.fail(Failure::Stopped),
                        done => done,
                    }
                }
                Ok(answer) => fill.next(answer),
                Err(Lost::Page) => fill.fail(Failure::PageLeft),
                Err(Lost::Sense) => fill.fail(Failure::Misunderstood),
            };
            let redraw = match &mut self.0.borrow_mut().state {
                State::Filling(progress) => {
                    progress.states = fill.states().clone();
                    progress.shown
                }
                _ => false,
            };
            step = match next {
                Next::Step(step) => step,
                Next::Done(report) => return Some(*report),
            };
            if redraw {
                self.draw(Focus::Stays);
            }
        }
    }

    // ---- The page that would be filled ----

    /// Finds out which page is meant and whether it has a form. A page that has none yet may be about
    /// to draw it: it is looked at again as it changes, a few times.
    async fn look_at_target(&self) {
        let look = {
            let mut panel = self.0.borrow_mut();
            panel.look = panel.look.wrapping_add(1);
            panel.look
        };
        let host = self.host();
        let target = host.target().await;
        for wait_ms in [0, 400, 400, 400, 400] {
            let found = match target.tab() {
                Some(tab) => see(&host, tab, wait_ms).await,
                None => None,
            };
            let seen = match &found {
                Some((snapshot, form)) => Seen::Form(in_form(snapshot, form)),
                None if target.tab().is_some() => Seen::NoForm,
                None => Seen::Nothing,
            };
            let again = seen == Seen::NoForm;
            let (changed, rejudged) = {
                let mut panel = self.0.borrow_mut();
                if panel.look != look {
                    return; // a later look knows better
                }
                let same_page = panel.target == target;
                let changed = !same_page || panel.seen != seen;
                panel.target = target.clone();
                panel.seen = seen;
                let rejudged = match (&mut panel.state, found) {
                    (State::Filled(filled), Some((snapshot, form)))
                        if same_page && filled.report.failure.is_none() && !filled.undone =>
                    {
                        filled.report.look_again(&snapshot, &form, &filled.judged);
                        filled.judge();
                        Some(filled.findings.clone())
                    }
                    _ => None,
                };
                (changed, rejudged)
            };
            if let Some(findings) = &rejudged {
                self.host_notes(findings);
            }
            let changed = changed || rejudged.is_some();
            // While a fill runs the strip says where it goes, and the rows say the rest.
            let filling = matches!(self.0.borrow().state, State::Filling(_));
            if changed && !filling {
                self.draw(Focus::Stays);
            }
            if !again {
                return;
            }
        }
    }

    async fn recent_regions(&self) -> Vec<Region> {
        let (host, origin) = (self.host(), self.0.borrow().target.origin().to_owned());
        let recent = host.regions(&origin).await;
        recent.iter().filter_map(|text| Region::parse(text).ok()).take(REMEMBERED).collect()
    }

    fn host_notes(&self, findings: &[Finding]) {
        let panel = self.0.borrow();
        let notes: Vec<Note> = Field::FORM
            .iter()
            .filter_map(|&field| crate::finding::worst_on(findings, field))
            .map(|finding| {
                let (word, text) = panel.messages.note(finding);
                Note { field: finding.field, severity: Note::class(finding.severity), word, text }
            })
            .collect();
        panel.host.show_notes(&notes);
    }

    // ---- State, drawing, time ----

    fn host(&self) -> Host {
        let panel = self.0.borrow();
        let host: &JsValue = panel.host.as_ref();
        host.clone().unchecked_into()
    }

    fn question<T>(&self, with: impl FnOnce(&mut Question) -> T) -> Option<T> {
        match &mut self.0.borrow_mut().state {
            State::ChooseRegistry(question) => Some(with(question)),
            _ => None,
        }
    }

    /// Ends whatever is under way, and names what begins now.
    fn new_turn(&self) -> u32 {
        let mut panel = self.0.borrow_mut();
        panel.turn = panel.turn.wrapping_add(1);
        panel.turn
    }

    fn set(&self, state: State) {
        self.new_turn();
        self.0.borrow_mut().state = state;
        self.draw(Focus::First);
        self.wipe_in_time();
    }

    /// A secret that nothing is done with goes after two minutes.
    fn wipe_in_time(&self) {
        let holds = self.0.borrow().state.holds_secret();
        let window: Window = js_sys::global().unchecked_into();
        if let Some(timer) = self.0.borrow_mut().wipe_timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        if holds {
            let timer = self.after(KEPT_MS, |shared| {
                if shared.0.borrow().state.holds_secret() {
                    shared.forget();
                }
            });
            self.0.borrow_mut().wipe_timer = timer;
        }
    }

    fn after(&self, ms: i32, then: fn(&Shared)) -> Option<i32> {
        let shared = self.clone();
        let callback = Closure::once_into_js(move || then(&shared));
        let window: Window = js_sys::global().unchecked_into();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), ms)
            .ok()
    }

    fn spawn<F>(&self, then: impl FnOnce(Shared) -> F + 'static)
    where
        F: Future<Output = ()> + 'static,
    {
        let shared = self.clone();
        spawn_local(async move { then(shared).await });
    }

    fn draw(&self, first: Focus) {
        let panel = self.0.borrow();
        views::draw(&panel.root, &panel);
        if first == Focus::First {
            focus(&panel.root, "[data-first]");
        }
    }
}

/// Looks at a page once, after it changed or `wait_ms` passed.
async fn see(host: &Host, tab: i32, wait_ms: u32) -> Option<(Snapshot, Form)> {
    let step = Step::Look { landmarks: landmarks(), wait_ms };
    let request = Request { document: None, origin: None, step };
    match host.ask(tab, &request).await {
        Ok(Answer::Snapshot(snapshot)) => {
            let form = recognise(&snapshot)?;
            Some((snapshot, form))
        }
        _ => None,
    }
}

fn done(next: Next) -> Option<Report> {
    match next {
        Next::Done(report) => Some(*report),
        Next::Step(_) => None,
    }
}

/// A step, bound to the document and origin that the fill began on.
fn bound(fill: &Fill, step: Step) -> Request {
    let (document, origin) = fill.bound_to().unzip();
    Request { document: document.map(str::to_owned), origin: origin.map(str::to_owned), step }
}

/// What stands in the form already, as far as it is the user's own.
fn in_form(snapshot: &Snapshot, form: &Form) -> InForm {
    let own = |field| {
        let control = form.control(field).and_then(|id| snapshot.control(id))?;
        (!control.ours && !control.value.is_empty()).then(|| control.value.clone())
    };
    InForm { name: own(Field::Name), registry: own(Field::Registry) }
}

fn merge_before(earlier: &Report, later: &Report) -> [Option<String>; 5] {
    let mut before = later.before.clone();
    for (at, value) in earlier.before.iter().enumerate() {
        if value.is_some() {
            before[at].clone_from(value);
        }
    }
    before
}

/// The worst of what is said, which writes the headline.
pub fn worst(findings: &[Finding]) -> Option<&Finding> {
    findings
        .iter()
        .rev()
        .max_by_key(|finding| finding.severity)
        .filter(|finding| finding.severity > Severity::Good)
}
