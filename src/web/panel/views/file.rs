//! The states before the form: waiting for the file, and what the file turned out to be.

use super::{View, provider_is};
use crate::aws::{RegistryHost, SecretAccessKey};
use crate::credential::Draft;
use crate::finding::{Field, Finding};
use crate::key_file::Key;
use crate::web::drawing::dom::{El, el};
use crate::web::drawing::icons::Icon;
use crate::web::drawing::words::{Speaks, body, button, class_of, host_of, scroll};
use crate::web::panel::host::{Tab, Target};
use crate::web::panel::state::{Rotation, Seen};

impl View<'_> {
    pub(super) fn waiting(&self) -> Vec<El> {
        match &self.shown.target {
            Target::Elsewhere { others, .. } => {
                if let Some((origin, release)) = self.shown.target.new_instance() {
                    return self.new_instance(origin, &release);
                }
                let verdict = self.verdict(
                    "plain",
                    Icon::Page,
                    self.heading("elsewhere_title", &[]),
                    self.p("p", "", "elsewhere_reason", &[]),
                );
                let inside = body()
                    .children(self.tabs(others, true))
                    .child(self.zone("zone_title", others.len() != 1))
                    .child(self.instance_help());
                vec![scroll("elsewhere").child(verdict).child(inside)]
            }
            Target::Seqera { others, .. } if self.shown.seen.is_without_form() => {
                let (title, reason, of) = match self.shown.seen {
                    Seen::OtherForm(provider) => {
                        ("other_form_title", "other_form_reason", vec![provider_is(provider)])
                    }
                    _ => ("elsewhere_title", "elsewhere_reason", Vec::new()),
                };
                let verdict = self.verdict(
                    "plain",
                    Icon::Page,
                    self.p("h2", "", title, &of),
                    self.p("p", "", reason, &of),
                );
                let inside = body()
                    .child(self.zone("zone_title", true))
                    .children(self.tabs(others, false))
                    .child(self.promise())
                    .child(self.six_steps("steps_title", false));
                vec![scroll("waiting").child(verdict).child(inside)]
            }
            Target::Seqera { others, .. } => {
                let typed = self.typed();
                let steps = self.six_steps("steps_title", typed.is_none());
                let inside = body()
                    .child(self.zone("zone_title", true))
                    .maybe(typed)
                    .children(self.tabs(others, false))
                    .child(self.promise())
                    .child(steps);
                vec![scroll("waiting").child(inside)]
            }
            Target::Practice => {
                let inside = body()
                    .child(self.zone("zone_title", true))
                    .child(self.promise())
                    .child(self.six_steps("steps_title", false));
                vec![scroll("waiting").child(inside)]
            }
        }
    }

    /// What stands in the page's form while it is filled in by hand.
    fn typed(&self) -> Option<El> {
        let notes = self.shown.notes;
        (!notes.is_empty() && matches!(self.shown.seen, Seen::Form(_))).then(|| {
            let rows = notes.iter().map(|note| {
                el("li", "")
                    .attr("data-field", note.field.as_str())
                    .child(self.verdict_icon(note.severity))
                    .child(el("b", "").text(&self.label(note.field)))
                    .child(
                        el("span", &format!("why {}", class_of(note.severity)))
                            .child(el("b", "").text(&note.word))
                            .text(" ")
                            .text(&note.text),
                    )
            });
            el("section", "stack")
                .attr("data-key", "typed")
                .child(self.p("h3", "", "typed_title", &[]))
                .child(el("ol", "five").children(rows))
        })
    }

    /// Where a file goes. Its button is the filled one, unless something else has to come first.
    pub(super) fn zone(&self, title: &str, filled: bool) -> El {
        let class = if filled { "button first" } else { "button" };
        let choose = self.button(class, "choose_file", None, "choose_file");
        let buttons = el("div", "buttons")
            .child(choose.attr_if(filled, "data-first", ""))
            .child(self.button("button", "paste", None, "paste"));
        el("div", "zone")
            .child(Icon::File.plain())
            .child(self.p("h2", "", title, &[]))
            .child(self.p("p", "small soft", "zone_reason", &[]))
            .child(buttons)
    }

    pub(super) fn zone_over(&self) -> El {
        el("div", "zone over")
            .child(Icon::Tray.plain())
            .child(self.p("h2", "", "over_title", &[]))
            .child(self.p("p", "small soft", "over_reason", &[]))
    }

    pub(super) fn promise(&self) -> El {
        let key = if self.shown.practice { "promise_practice" } else { "promise" };
        self.line(Icon::Lock.plain(), key, &[])
    }

    /// How to get the right file from AWS.
    pub(super) fn six_steps(&self, title: &str, open: bool) -> El {
        let steps = (1..=6).map(|step| self.p("li", "", &format!("steps_{step}"), &[]));
        el("details", "")
            .attr_if(open, "open", "")
            .child(el("summary", "").child(Icon::Chevron.plain()).text(&self.say(title)))
            .child(el("ol", "steps").children(steps))
    }

    pub(super) fn instance_help(&self) -> El {
        el("details", "")
            .child(el("summary", "").child(Icon::Chevron.plain()).text(&self.say("instance_title")))
            .child(self.p("p", "small soft", "instance_help", &[]))
    }

    /// Other Seqera tabs, each to be gone to.
    pub(super) fn tabs(&self, others: &[Tab], first: bool) -> Option<El> {
        let (one, rest) = others.split_first()?;
        let act = |tab: &Tab| format!("go {}", tab.tab);
        if first && rest.is_empty() {
            let host = [("host", host_of(&one.origin).to_owned())];
            return Some(
                el("div", "stack")
                    .child(self.button("button first", &act(one), None, "go_to_seqera"))
                    .child(self.p("p", "small soft", "open_elsewhere", &host)),
            );
        }
        let count = [("count", others.len().to_string())];
        let key = match (first, rest.is_empty()) {
            (true, _) => "tabs_which",
            (false, true) => "tabs_other",
            (false, false) => "tabs_others",
        };
        let buttons = others.iter().map(|tab| button("button fix", &act(tab), None, &tab.name()));
        Some(
            el("div", "stack")
                .child(self.line(Icon::Advice.coloured("advice"), key, &count))
                .child(el("div", "fixes").children(buttons)),
        )
    }

    pub(super) fn new_instance(&self, origin: &str, release: &str) -> Vec<El> {
        let release = [("release", release.to_owned())];
        let question = el("section", "stack tight")
            .child(self.heading("instance_question", &[]))
            .child(self.p("p", "soft", "instance_reason", &release));
        let well = el("div", "well stack")
            .child(self.line(Icon::Ok.coloured("ok"), "instance_reads", &[]))
            .child(self.line(Icon::Ok.coloured("ok"), "instance_asks", &[]))
            .child(self.line(Icon::Error.plain(), "instance_never", &[]));
        let insecure = origin
            .starts_with("http://")
            .then(|| self.line(Icon::Warn.coloured("warn"), "instance_insecure", &[]));
        let inside = body().child(question).child(well).maybe(insecure).child(self.p(
            "p",
            "small soft",
            "instance_browser",
            &[],
        ));
        let actions = el("div", "actions").child(self.button(
            "button first",
            "add_origin",
            None,
            "instance_add",
        ));
        vec![scroll("instance").child(inside), actions]
    }

    pub(super) fn pasting(&self) -> Vec<El> {
        let zone = el("div", "zone")
            .child(Icon::Tray.plain())
            .child(self.heading("paste_title", &[]))
            .child(self.p("p", "small soft", "paste_reason", &[]));
        let actions = el("div", "actions").child(el("span", "grow")).child(self.button(
            "button bare",
            "cancel",
            None,
            "cancel",
        ));
        vec![scroll("pasting").child(body().child(zone).child(self.promise())), actions]
    }

    pub(super) fn forgotten(&self, file: &str) -> Vec<El> {
        let verdict = self.verdict(
            "plain",
            Icon::Ok,
            self.heading("forgotten_title", &[]),
            self.p("p", "", "forgotten_reason", &[]),
        );
        let inside =
            body().child(self.zone("zone_again", true)).child(self.file_holds_secret(file));
        vec![scroll("forgotten").child(verdict).child(inside)]
    }

    pub(super) fn file_holds_secret(&self, file: &str) -> El {
        let icon = Icon::Advice.coloured("advice");
        if file.is_empty() {
            self.line(icon, "paste_holds_secret", &[])
        } else {
            self.line(icon, "file_holds_secret", &[("file", file.to_owned())])
        }
    }

    pub(super) fn refused(&self, file: &str, finding: &Finding) -> Vec<El> {
        let code = finding.code.as_str();
        let arguments: Vec<(&str, String)> = finding.arguments.clone();
        let reason = if file.is_empty() {
            self.p("p", "", "refused_text", &[])
        } else {
            // What it is, where the code says more than its title, and that nothing was kept.
            let what = format!("{code}_what");
            let known = self.shown.messages.has(&what);
            let what = if known { what } else { "refused_file".to_owned() };
            let mut name = arguments.clone();
            name.push(("file", file.to_owned()));
            self.p("p", "", &what, &name).text(" ").text(&self.say("refused_nothing_kept"))
        };
        let verdict = self.verdict("error", Icon::Error, self.heading(code, &arguments), reason);
        let section = |title: &str, part: &str| {
            el("section", "stack tight").child(self.p("h3", "", title, &[])).child(self.p(
                "p",
                "soft",
                &format!("{code}_{part}"),
                &arguments,
            ))
        };
        let inside = body()
            .child(section("refused_why", "why"))
            .child(section("refused_do", "do"))
            .child(self.six_steps("steps_show", false));
        let actions = el("div", "actions")
            .child(self.button("button first", "choose_file", None, "choose_another"))
            .child(self.button("button", "paste", None, "paste"));
        vec![scroll("refused").child(verdict).child(inside), actions]
    }

    pub(super) fn choose_key(&self, keys: &[Key], file: &str, chosen: usize) -> Vec<El> {
        let count = ("count", keys.len().to_string());
        let reason = if file.is_empty() {
            self.p("p", "soft", "keys_in_text", &[count])
        } else {
            self.p("p", "soft", "keys_in_file", &[("file", file.to_owned()), count])
        };
        let question = el("section", "stack tight")
            .child(self.p("h2", "", "keys_title", &[]).attr("id", "keys"))
            .child(reason);
        let choices = keys.iter().enumerate().map(|(at, key)| {
            let account = key.id.account().or(key.account().copied()).map(|account| {
                el("span", "aside")
                    .text(&self.say_of("keys_account", &[("account", account.to_string())]))
            });
            el("label", "choice")
                .child(
                    el("input", "")
                        .attr("type", "radio")
                        .attr("name", "key")
                        .attr("value", &at.to_string())
                        .attr_if(at == chosen, "checked", "")
                        .attr_if(at == chosen, "data-first", ""),
                )
                .child(el("span", "").text(key.user().unwrap_or(&self.say("keys_no_user"))))
                .child(account.unwrap_or_else(|| el("span", "aside")))
                .child(el("span", "sub mono").text(key.id.as_str()))
        });
        let choices = el("div", "choices")
            .attr("role", "radiogroup")
            .attr("aria-labelledby", "keys")
            .children(choices);
        let actions = el("div", "actions")
            .child(self.button("button first", "use_key", None, "keys_use"))
            .child(el("span", "grow"))
            .child(self.button("button bare", "cancel", None, "cancel"));
        vec![scroll("keys").child(body().child(question).child(choices)), actions]
    }

    pub(super) fn no_form(&self, draft: &Draft) -> Vec<El> {
        let verdict = self.verdict(
            "warn",
            Icon::Warn,
            self.heading("no_form_title", &[]),
            match self.shown.seen {
                Seen::OtherForm(provider) => {
                    self.p("p", "", "other_form_reason", &[provider_is(provider)])
                }
                _ => self.p("p", "", "no_form_reason", &[]),
            },
        );
        let others = match &self.shown.target {
            Target::Elsewhere { others, .. } => self.tabs(others, true),
            Target::Seqera { others, .. } => self.tabs(others, false),
            Target::Practice => None,
        };
        let account = draft.account.as_ref().map(|account| account.value.to_string());
        let key = match account {
            Some(account) => self.p("p", "why", "no_form_account", &[("account", account)]),
            None => self.p("p", "why", "no_form_no_account", &[]),
        };
        let row = el("li", "").child(Icon::Ok.named("ok", &self.say("icon_good"))).child(
            el("div", "")
                .child(self.p("p", "label", "no_form_key", &[]))
                .child(el("p", "value").text(draft.id.as_str()))
                .child(key),
        );
        let inside =
            body().children(others).child(self.line(Icon::Lock.plain(), "kept_two_minutes", &[]));
        let ready = matches!(self.shown.seen, Seen::Form(_));
        let class = if ready { "button first" } else { "button" };
        let fill = self.button(class, "fill_now", None, "fill_the_form");
        let actions = el("div", "actions")
            .child(if ready { fill } else { fill.attr("aria-describedby", "no-form") })
            .child(self.button("button bare", "choose_file", None, "choose_another"))
            .maybe(self.practice_forget());
        let rows = el("ol", "rows").child(row);
        vec![
            scroll("no_form").child(verdict.attr("id", "no-form")).child(rows).child(inside),
            actions,
        ]
    }

    /// The one confirmation before the key of a credential that is there is replaced: both keys, of
    /// the passwords the length alone.
    pub(super) fn rotating(&self, rotation: &Rotation) -> Vec<El> {
        let Rotation { draft, in_form, .. } = rotation;
        let question = self.verdict(
            "plain",
            Icon::File,
            self.heading("rotate_title", &[]),
            self.p("p", "", "rotate_reason", &[]),
        );
        let both = |field: Field, old: El, new: El| {
            el("li", "").child(self.waiting_icon()).child(
                el("div", "")
                    .child(el("p", "label").text(&self.label(field)))
                    .child(old)
                    .child(self.p("p", "why", "rotate_becomes", &[]))
                    .child(new),
            )
        };
        let old = in_form.user_name.clone().unwrap_or_default();
        let secret = draft.secret.as_ref().map_or(0, SecretAccessKey::len);
        let old_password = match in_form.password_length {
            0 => self.p("p", "value words", "rotate_not_shown", &[]),
            length => self.password(length.to_string()),
        };
        let rows = el("ol", "rows")
            .child(both(
                Field::UserName,
                self.value(Field::UserName, &old),
                self.value(Field::UserName, draft.id.as_str()),
            ))
            .child(both(Field::Password, old_password, self.password(secret.to_string())));
        let account = in_form.registry.as_deref().and_then(|text| {
            let RegistryHost::Private { account, .. } = RegistryHost::parse(text).ok()? else {
                return None;
            };
            let own = draft.id.account()?;
            (own != account)
                .then(|| [("account", own.to_string()), ("registry", account.to_string())])
        });
        let warning = account
            .map(|both| self.line(Icon::Warn.coloured("warn"), "rotate_other_account", &both));
        let inside =
            body().maybe(warning).child(self.line(Icon::Lock.plain(), "kept_two_minutes", &[]));
        let actions = el("div", "actions")
            .child(self.button("button first", "rotate", None, "rotate_do"))
            .child(el("span", "grow"))
            .child(self.button("button bare", "cancel", None, "cancel"));
        vec![scroll("rotating").child(question).child(rows).child(inside), actions]
    }

    /// The practice page has no bar, so what the bar would offer stands among the actions.
    pub(super) fn practice_forget(&self) -> Option<El> {
        (self.shown.practice && self.shown.state.holds_secret())
            .then(|| self.button("button bare", "forget", Some(Icon::Wipe), "forget_now"))
    }
}
