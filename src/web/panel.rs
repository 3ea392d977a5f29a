//! The panel: what state it is in, and what leads from one state to the next.
//!
//! [`views`](super::views) draws a state; everything that can be pressed names an act in `data-do`,
//! and [`Panel::act`] is where all acts come together. Nothing is drawn anywhere else.

mod acts;
mod carry;
mod listen;
mod target;

use super::dom::focus;
use super::host::{Host, Target};
use super::views;
use crate::credential::{Draft, InForm, LearntFrom, RegionChoice, Registry};
use crate::finding::{Code, Field, Finding, Severity};
use crate::form::{Judged, Report, State as FieldState};
use crate::key_file::Key;
use crate::messages::Messages;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, Window};

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
    /// Where it goes.
    pub target: Target,
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
    /// Where it went.
    pub target: Target,
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
        // On the practice page the panel is a guest: the page opens at its top, without a focus.
        let practice = shared.0.borrow().host.practice();
        shared.draw(if practice { Focus::Stays } else { Focus::First });
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

/// The worst of what is said, which writes the headline.
pub fn worst(findings: &[Finding]) -> Option<&Finding> {
    findings
        .iter()
        .rev()
        .max_by_key(|finding| finding.severity)
        .filter(|finding| finding.severity > Severity::Good)
}
