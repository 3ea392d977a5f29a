//! How each state of the panel looks: one function a state, and the parts they share.

mod file;
mod frame;
mod registry;
mod result;

use super::host::Target;
use super::state::{Filled, Seen, Shown, Shows, State};
use crate::finding::Field;
use crate::form::Failure;
use crate::messages::Messages;
use crate::seqera::Workspace;
use crate::web::drawing::dom::{El, el, patch};
use crate::web::drawing::icons::Icon;
use crate::web::drawing::words::{Speaks, body, host_of, host_parts, scroll};
use web_sys::Element;

/// Draws the panel, or the frame, as it is now.
pub fn draw(root: &Element, shown: &Shown) {
    let view = View { shown };
    let drawn = el("div", &root.class_name()).attr("id", &root.id());
    let drawn = if shown.framed {
        view.frame(drawn)
    } else {
        drawn
            .maybe((!shown.practice).then(|| view.bar()))
            .child(view.target())
            .children(view.state())
    };
    patch(root, &drawn.child(picker()).done());
}

/// The browser's own file picker, opened by **Choose file**.
fn picker() -> El {
    el("input", "hidden")
        .attr("type", "file")
        .attr("name", "file")
        .attr("accept", ".csv,.txt,text/csv,text/plain")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
}

struct View<'a> {
    shown: &'a Shown<'a>,
}

impl Speaks for View<'_> {
    fn messages(&self) -> &Messages {
        self.shown.messages
    }
}

impl View<'_> {
    fn label(&self, field: Field) -> String {
        self.say(&format!("field_{}", field.as_str()))
    }

    fn bar(&self) -> El {
        let forget = self
            .shown
            .state
            .holds_secret()
            .then(|| self.button("button bare", "forget", Some(Icon::Wipe), "forget_now"));
        let options = self
            .button("button icon", "options", Some(Icon::Options), "")
            .attr("aria-label", &self.say("options"));
        el("header", "bar")
            .child(Icon::mark())
            .child(el("h1", "").text("Keyferry"))
            .maybe(forget)
            .child(options)
    }

    /// Where what comes after a fill is drawn, by whoever knows how: it is left alone here.
    fn after(&self, filled: &Filled) -> El {
        el("div", "after").attr("data-key", filled.shows().name()).attr("data-apart", "")
    }

    fn target(&self) -> El {
        let strip = el("div", "target").child(Icon::Page.plain());
        // A result stays with the page that it belongs to, whichever tab is in front now. After a
        // failure it is the next try that counts: on that page if it goes on there, else in front.
        let (verb, target) = match &self.shown.state {
            State::Filling(progress) => ("target_filling", &progress.target),
            State::Filled(filled) if !filled.undone => match &filled.report.failure {
                None => ("target_filled", &filled.target),
                Some(Failure::OtherProvider(_)) => ("target_will_fill", &filled.target),
                Some(_) => ("target_will_fill", self.shown.target),
            },
            _ => ("target_will_fill", self.shown.target),
        };
        match target {
            Target::Practice => strip
                .child(self.p("span", "", &format!("{verb}_practice"), &[]))
                .child(self.p("span", "where", "target_practice_where", &[])),
            Target::Seqera { origin, .. } => {
                let host = [("host", host_of(origin).to_owned())];
                let is_ready =
                    verb == "target_will_fill" && matches!(self.shown.seen, Seen::Form(_));
                let ready = is_ready.then(|| {
                    el("span", "state ok").child(Icon::Ok.plain()).text(&self.say("target_ready"))
                });
                let place = match target.workspace() {
                    Some(workspace @ Workspace::Personal { .. }) => {
                        let user = [("user", workspace.name())];
                        self.p("span", "where", "target_personal", &user)
                    }
                    Some(workspace) => {
                        let name = [("workspace", workspace.name())];
                        self.p("span", "where", "target_workspace", &name)
                    }
                    None => self.p("span", "where", "target_no_workspace", &[]),
                };
                strip.child(self.p("span", "", verb, &host)).maybe(ready).child(place)
            }
            Target::Elsewhere { host: Some(host), .. } => {
                let arguments = [("host", host.clone())];
                let place = match target.new_instance() {
                    Some(_) => "target_not_added",
                    None => "target_not_seqera",
                };
                strip.child(self.p("span", "", "target_this_tab", &arguments)).child(self.p(
                    "span",
                    "where",
                    place,
                    &[],
                ))
            }
            Target::Elsewhere { host: None, .. } => {
                strip.child(self.p("span", "", "target_none", &[]))
            }
        }
    }

    fn state(&self) -> Vec<El> {
        if self.shown.over {
            return vec![scroll("over").child(body().child(self.zone_over()))];
        }
        match &self.shown.state {
            State::Waiting => self.waiting(),
            State::Pasting => self.pasting(),
            State::Forgotten { file } => self.forgotten(file),
            State::Refused { file, finding } => self.refused(file, finding),
            State::ChooseKey { keys, file, chosen, .. } => self.choose_key(keys, file, *chosen),
            State::ChooseRegistry(question) => self.choose_registry(question),
            State::Rotating(rotation) => self.rotating(rotation),
            State::NoForm(draft) => self.no_form(draft),
            State::Filling(progress) => self.filling(progress),
            State::Filled(filled) if filled.undone => self.undone(filled),
            State::Filled(filled) => match filled.shows() {
                Shows::Fields | Shows::Checking => self.filled(filled),
                Shows::Proof | Shows::NextSteps => vec![self.after(filled)],
            },
        }
    }

    fn value(&self, field: Field, value: &str) -> El {
        if value.is_empty() {
            return el("p", "value words").text("–");
        }
        match field {
            Field::Registry => el("p", "value").child(host_parts(value)),
            Field::Provider => el("p", "value words").text(value),
            _ => el("p", "value").text(value),
        }
    }

    fn password(&self, length: String) -> El {
        el("p", "value")
            .child(el("span", "dots").attr("aria-hidden", "true").text("••••••••••••"))
            .text(" ")
            .child(self.p("span", "small soft", "password_hidden", &[("length", length)]))
    }
}

/// The name of another provider, for a text.
fn provider_is(provider: &str) -> (&'static str, String) {
    ("provider", provider.to_owned())
}
