//! What all that is drawn has in common: texts, buttons, verdicts, and how a severity looks.

use super::dom::{El, el};
use super::icons::Icon;
use crate::aws::RegistryHost;
use crate::finding::Severity;
use crate::messages::Messages;

/// Something that speaks in the user's language.
pub trait Speaks {
    /// The texts.
    fn messages(&self) -> &Messages;

    fn say(&self, key: &str) -> String {
        self.messages().plain(key, &[])
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
        self.messages().plain(key, arguments)
    }

    /// An element with a text that may have marks and arguments.
    fn p(&self, tag: &str, class: &str, key: &str, arguments: &[(&str, String)]) -> El {
        el(tag, class).spans(&self.messages().spans(key, arguments))
    }

    /// A button; without a `key` its icon is all that is seen of it.
    fn button(&self, class: &str, act: &str, icon: Option<Icon>, key: &str) -> El {
        let label = if key.is_empty() { String::new() } else { self.say(key) };
        button(class, act, icon, &label)
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

    /// Leads to the next steps.
    fn more(&self) -> El {
        el("button", "more")
            .attr("type", "button")
            .attr("data-do", "next_steps")
            .child(self.p("span", "", "next_steps", &[]))
            .child(self.p("small", "", "next_steps_of", &[]))
            .child(Icon::Chevron.plain())
    }
}

/// How a severity is called in styles.
pub fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Good => "ok",
        Severity::Advice => "advice",
        Severity::Warning => "warn",
        Severity::Error => "error",
    }
}

pub fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Good => Icon::Ok,
        Severity::Advice => Icon::Advice,
        Severity::Warning => Icon::Warn,
        Severity::Error => Icon::Error,
    }
}

pub fn scroll(key: &str) -> El {
    el("div", "scroll").attr("data-key", key)
}

pub fn body() -> El {
    el("div", "body")
}

/// A private registry's host in its two parts, account and region in bold; any other text as it is.
pub fn host_parts(text: &str) -> El {
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
pub fn button(class: &str, act: &str, icon: Option<Icon>, label: &str) -> El {
    el("button", class)
        .attr("type", "button")
        .attr("data-do", act)
        .maybe(icon.map(Icon::plain))
        .text(label)
}

/// An origin without its scheme where that is https: `cloud.seqera.io`.
pub fn host_of(origin: &str) -> &str {
    origin.strip_prefix("https://").unwrap_or(origin)
}
