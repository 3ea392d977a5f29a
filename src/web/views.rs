//! How each state of the panel looks: one function a state, and the parts they share.

mod after;
mod file;
mod frame;
mod registry;
mod result;

use super::dom::{El, el, patch};
use super::host::{Target, host_of};
use super::icons::Icon;
use super::state::{Seen, Shown, Shows, State};
use crate::aws::RegistryHost;
use crate::finding::{Field, Severity};
use crate::form::Failure;
use crate::seqera::Workspace;
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

impl View<'_> {
    fn say(&self, key: &str) -> String {
        self.shown.messages.plain(key, &[])
    }

    /// What an icon and its colour say of a field, with a name for who doesn't see them.
    fn verdict_icon(&self, severity: Severity) -> El {
        let name = match severity {
            Severity::Good => "icon_good",
            Severity::Advice => "icon_advice",
            Severity::Warning => "icon_check",
            Severity::Error => "icon_error",
        };
        icon_of(severity).named(class_of(severity), &self.say(name))
    }

    /// Of a field that wasn't reached.
    fn waiting_icon(&self) -> El {
        Icon::Wait.named("soft", &self.say("icon_waiting"))
    }

    fn say_of(&self, key: &str, arguments: &[(&str, String)]) -> String {
        self.shown.messages.plain(key, arguments)
    }

    /// An element with a text that may have marks and arguments.
    fn p(&self, tag: &str, class: &str, key: &str, arguments: &[(&str, String)]) -> El {
        el(tag, class).spans(&self.shown.messages.spans(key, arguments))
    }

    /// A button; without a `key` its icon is all that is seen of it.
    fn button(&self, class: &str, act: &str, icon: Option<Icon>, key: &str) -> El {
        let label = if key.is_empty() { String::new() } else { self.say(key) };
        button(class, act, icon, &label)
    }

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
            State::Filled(filled) => match (&filled.after.shows, &filled.after.proof) {
                (Shows::NextSteps { tab }, _) => self.next_steps(filled, tab),
                (Shows::Proof, Some(proof)) => self.proof(filled, proof),
                _ => self.filled(filled),
            },
        }
    }

    fn verdict(&self, class: &str, icon: Icon, title: El, reason: El) -> El {
        let role = if class == "error" { "alert" } else { "status" };
        el("div", &format!("verdict {class}"))
            .attr("role", role)
            .child(icon.coloured(&format!("l {class}")))
            .child(title)
            .child(reason)
    }

    fn heading(&self, key: &str, arguments: &[(&str, String)]) -> El {
        self.p("h2", "", key, arguments).attr("tabindex", "-1").attr("data-first", "")
    }

    fn line(&self, icon: El, key: &str, arguments: &[(&str, String)]) -> El {
        el("p", "line").child(icon).child(self.p("span", "", key, arguments))
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

/// How a severity is called in styles.
fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Good => "ok",
        Severity::Advice => "advice",
        Severity::Warning => "warn",
        Severity::Error => "error",
    }
}

fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Good => Icon::Ok,
        Severity::Advice => Icon::Advice,
        Severity::Warning => Icon::Warn,
        Severity::Error => Icon::Error,
    }
}

/// The name of another provider, for a text.
fn provider_is(provider: &str) -> (&'static str, String) {
    ("provider", provider.to_owned())
}

fn scroll(key: &str) -> El {
    el("div", "scroll").attr("data-key", key)
}

fn body() -> El {
    el("div", "body")
}

/// A private registry's host in its two parts, account and region in bold; any other text as it is.
fn host_parts(text: &str) -> El {
    let Ok(RegistryHost::Private { account, region }) = RegistryHost::parse(text) else {
        return el("span", "").text(text);
    };
    let (account, region) = (account.to_string(), region.to_string());
    let split = text.find(&region).and_then(|at| {
        let before = text.get(account.len()..at)?;
        Some((before, text.get(at + region.len()..)?))
    });
    let Some((before, after)) = split else { return el("span", "").text(text) };
    el("span", "host")
        .child(el("span", "").child(el("span", "part").text(&account)).text(before))
        .child(el("wbr", ""))
        .child(el("span", "").child(el("span", "part").text(&region)).text(after))
}

/// What a button does, as `data-do` says it: one listener on the panel serves all of them.
fn button(class: &str, act: &str, icon: Option<Icon>, label: &str) -> El {
    el("button", class)
        .attr("type", "button")
        .attr("data-do", act)
        .maybe(icon.map(Icon::plain))
        .text(label)
}
