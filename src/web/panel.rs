//! The panel: what leads from one state to the next.
//!
//! `State` says what is shown, `views` draws it. Everything that can be pressed names an act in
//! `data-do`, and `Shared::act` is where all acts come together.

mod acts;
mod carry;
mod check;
mod file;
mod host;
mod inquire;
mod listen;
mod state;
mod target;
mod views;

pub use host::Host;

use crate::aws::Region;
use crate::messages::Messages;
use crate::web::drawing::dom::focus;
use crate::web::inquired::{Inquired, Standing};
use crate::web::note::Note;
use crate::web::text;
use host::Target;
use state::{Question, Seen, Shown, Shows, State};
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, Window};

/// How long a secret is kept without anything being done with it, in milliseconds.
const KEPT_MS: i32 = 120_000;
/// A fill shorter than this shows no progress: it would only flicker.
const QUIET_MS: i32 = 300;
/// How long after a fill the form is looked at once more, in milliseconds.
const LATER_MS: i32 = 1_000;
/// How many regions are remembered for an instance.
const REMEMBERED: usize = 3;

/// Draws the panel in `root` and keeps it going.
///
/// # Errors
/// When the texts can't be read: then there is nothing that could be said.
#[wasm_bindgen]
pub async fn start(root: HtmlElement, host: Host) -> Result<(), JsValue> {
    let messages = text::load(&host.messages_url()).await?;
    Panel::start(root, host, messages).await;
    Ok(())
}

/// The panel of one document.
struct Panel {
    root: HtmlElement,
    host: Host,
    messages: Messages,
    /// The page that would be filled.
    target: Target,
    /// Whether that page has a form.
    seen: Seen,
    /// What is said of a tab's form while somebody fills it in.
    notes: (i32, Vec<Note>),
    /// The content script's name of the document that was seen last.
    document: Option<String>,
    /// Whether something was begun that hasn't led to a state yet.
    under_way: bool,
    /// The regions used on an instance, once they were asked for.
    recent: Option<(String, Vec<Region>)>,
    /// What Seqera has said last, and of what.
    inquired: Option<(Standing, Inquired)>,
    /// Changes with every inquiry, and with every check.
    inquiries: u32,
    checks: u32,
    state: State,
    /// Whether a file is being dragged over the panel.
    over: bool,
    /// Changes whenever what is under way is no longer wanted.
    turn: u32,
    /// Changes with every look at the target.
    look: u32,
    wipe_timer: Option<i32>,
}

/// The panel, shared between what listens to the page and what is under way.
#[derive(Clone)]
struct Shared(Rc<RefCell<Panel>>);

impl Panel {
    /// Draws the panel in `root` and listens.
    async fn start(root: HtmlElement, host: Host, messages: Messages) {
        let target = host.target().await;
        let panel = Panel {
            root,
            host,
            messages,
            target,
            seen: Seen::Nothing,
            notes: (0, Vec::new()),
            document: None,
            under_way: false,
            recent: None,
            inquired: None,
            inquiries: 0,
            checks: 0,
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
        // From here on the panel listens: what was held for it must not come a second time.
        shared.spawn(async move |shared| shared.look_at_target().await);
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
        self.new_check();
        let mut panel = self.0.borrow_mut();
        panel.turn = panel.turn.wrapping_add(1);
        panel.under_way = true;
        panel.turn
    }

    fn is_turn(&self, turn: u32) -> bool {
        self.0.borrow().turn == turn
    }

    fn set(&self, state: State) {
        self.new_turn();
        {
            let mut panel = self.0.borrow_mut();
            panel.state = state;
            panel.under_way = false;
        }
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
                let framed = shared.0.borrow().host.framed();
                let is_result = match &mut shared.0.borrow_mut().state {
                    State::Filled(filled) if framed || !filled.needs_secret() => {
                        filled.draft.secret = None;
                        true
                    }
                    _ => false,
                };
                if is_result {
                    shared.draw(Focus::Stays); // what is said of the form stays true
                } else if shared.0.borrow().state.holds_secret() {
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

    fn spawn<F>(&self, then: impl FnOnce(Shared) -> F)
    where
        F: Future<Output = ()> + 'static,
    {
        // Of one type, whatever it is: spawning takes 1 KB of WebAssembly for each type.
        let boxed: Pin<Box<dyn Future<Output = ()>>> = Box::pin(then(self.clone()));
        spawn_local(boxed);
    }

    fn draw(&self, first: Focus) {
        let panel = self.0.borrow();
        let shown = Shown {
            state: &panel.state,
            over: panel.over,
            target: &panel.target,
            seen: &panel.seen,
            practice: panel.host.practice(),
            checks_aws: panel.host.checks_aws(),
            framed: panel.host.framed(),
            notes: if panel.target.tab() == Some(panel.notes.0) { &panel.notes.1 } else { &[] },
            messages: &panel.messages,
        };
        views::draw(&panel.root, &shown);
        if first == Focus::First {
            focus(&panel.root, "[data-first]");
        }
        let State::Filled(filled) = &panel.state else { return };
        let apart = panel.root.query_selector("[data-apart]").ok().flatten();
        if let (Some(apart), Some(mut added)) = (apart, filled.added()) {
            added.may_check &= panel.host.checks_aws();
            let drawn = panel.host.draw_after(&apart, filled.shows().name(), &added);
            self.spawn(async move |shared| {
                if drawn.await.is_err() {
                    shared.show(Shows::Fields); // nothing else could be loaded
                }
            });
        }
    }
}
