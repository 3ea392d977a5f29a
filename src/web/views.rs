//! How each state of the panel looks: one function a state, and the parts they share.

use super::dom::{El, button, el, patch};
use super::host::{Note, Target, host_of};
use super::icons::Icon;
use super::panel::{Filled, Panel, Progress, Question, Seen, State, worst};
use crate::aws::RegistryHost;
use crate::credential::{Draft, LearntFrom, RegionOption, Registry};
use crate::finding::{Code, Field, Finding, Severity};
use crate::form::{Failure, State as FieldState};
use crate::key_file::Key;
use web_sys::Element;

/// Draws the panel as it is now.
pub fn draw(root: &Element, panel: &Panel) {
    let view = View { panel };
    let drawn = el("div", &root.class_name())
        .attr("id", &root.id())
        .maybe((!panel.host.practice()).then(|| view.bar()))
        .child(view.target())
        .children(view.state())
        .child(picker());
    patch(root, &drawn.done());
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
    panel: &'a Panel,
}

impl View<'_> {
    // ---- Words ----

    fn say(&self, key: &str) -> String {
        self.panel.messages.plain(key, &[])
    }

    fn say_of(&self, key: &str, arguments: &[(&str, String)]) -> String {
        self.panel.messages.plain(key, arguments)
    }

    /// An element with a text that may have marks and arguments.
    fn p(&self, tag: &str, class: &str, key: &str, arguments: &[(&str, String)]) -> El {
        el(tag, class).spans(&self.panel.messages.spans(key, arguments))
    }

    fn button(&self, class: &str, act: &str, icon: Option<Icon>, key: &str) -> El {
        button(class, act, icon, &self.say(key))
    }

    fn label(&self, field: Field) -> String {
        self.say(&format!("field_{}", field.as_str()))
    }

    // ---- What every state has ----

    fn bar(&self) -> El {
        let forget = self
            .panel
            .state
            .holds_secret()
            .then(|| self.button("button bare", "forget", Some(Icon::Wipe), "forget_now"));
        el("header", "bar").child(Icon::mark()).child(el("h1", "").text("Keyferry")).maybe(forget)
    }

    fn target(&self) -> El {
        let strip = el("div", "target").child(Icon::Page.plain());
        let verb = match &self.panel.state {
            State::Filling(_) => "target_filling",
            State::Filled(filled) if !filled.undone => "target_filled",
            _ => "target_will_fill",
        };
        match &self.panel.target {
            Target::Practice => strip
                .child(self.p("span", "", &format!("{verb}_practice"), &[]))
                .child(self.p("span", "where", "target_practice_where", &[])),
            Target::Seqera { origin, .. } => {
                let host = [("host", host_of(origin).to_owned())];
                let is_ready =
                    verb == "target_will_fill" && matches!(self.panel.seen, Seen::Form(_));
                let ready = is_ready.then(|| {
                    el("span", "state ok").child(Icon::Ok.plain()).text(&self.say("target_ready"))
                });
                let place = match self.panel.target.workspace() {
                    Some(workspace @ crate::seqera::Workspace::Personal { .. }) => {
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
                let place = match self.panel.target.new_instance() {
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
        if self.panel.over {
            return vec![scroll("over").child(body().child(self.zone_over()))];
        }
        match &self.panel.state {
            State::Waiting => self.waiting(),
            State::Pasting => self.pasting(),
            State::Forgotten { file } => self.forgotten(file),
            State::Refused { file, finding } => self.refused(file, finding),
            State::ChooseKey { keys, file, chosen, .. } => self.choose_key(keys, file, *chosen),
            State::ChooseRegistry(question) => self.choose_registry(question),
            State::NoForm(draft) => self.no_form(draft),
            State::Filling(progress) => self.filling(progress),
            State::Filled(filled) if filled.undone => self.undone(filled),
            State::Filled(filled) => self.filled(filled),
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

    // ---- States ----

    fn waiting(&self) -> Vec<El> {
        match &self.panel.target {
            Target::Elsewhere { others, .. } => {
                if let Some((origin, release)) = self.panel.target.new_instance() {
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
                    .child(self.zone("zone_title"))
                    .child(self.instance_help());
                vec![scroll("elsewhere").child(verdict).child(inside)]
            }
            Target::Seqera { others, .. } if self.panel.seen == Seen::NoForm => {
                let verdict = self.verdict(
                    "plain",
                    Icon::Page,
                    self.p("h2", "", "elsewhere_title", &[]),
                    self.p("p", "", "elsewhere_reason", &[]),
                );
                let inside = body()
                    .child(self.zone("zone_title"))
                    .children(self.tabs(others, false))
                    .child(self.promise())
                    .child(self.six_steps("steps_title", false));
                vec![scroll("waiting").child(verdict).child(inside)]
            }
            Target::Seqera { others, .. } => {
                let inside = body()
                    .child(self.zone("zone_title"))
                    .children(self.tabs(others, false))
                    .child(self.promise())
                    .child(self.six_steps("steps_title", true));
                vec![scroll("waiting").child(inside)]
            }
            Target::Practice => {
                let inside = body()
                    .child(self.zone("zone_title"))
                    .child(self.promise())
                    .child(self.six_steps("steps_title", false));
                vec![scroll("waiting").child(inside)]
            }
        }
    }

    fn zone(&self, title: &str) -> El {
        let buttons = el("div", "buttons")
            .child(
                self.button("button first", "choose_file", None, "choose_file")
                    .attr("data-first", ""),
            )
            .child(self.button("button", "paste", None, "paste"));
        el("div", "zone")
            .child(Icon::File.plain())
            .child(self.p("h2", "", title, &[]))
            .child(self.p("p", "small soft", "zone_reason", &[]))
            .child(buttons)
    }

    fn zone_over(&self) -> El {
        el("div", "zone over")
            .child(Icon::Tray.plain())
            .child(self.p("h2", "", "over_title", &[]))
            .child(self.p("p", "small soft", "over_reason", &[]))
    }

    fn promise(&self) -> El {
        let key = if self.panel.host.practice() { "promise_practice" } else { "promise" };
        self.line(Icon::Lock.plain(), key, &[])
    }

    fn line(&self, icon: El, key: &str, arguments: &[(&str, String)]) -> El {
        el("p", "line").child(icon).child(self.p("span", "", key, arguments))
    }

    /// How to get the right file from AWS.
    fn six_steps(&self, title: &str, open: bool) -> El {
        let steps = (1..=6).map(|step| self.p("li", "", &format!("steps_{step}"), &[]));
        el("details", "")
            .attr_if(open, "open", "")
            .child(el("summary", "").child(Icon::Chevron.plain()).text(&self.say(title)))
            .child(el("ol", "steps").children(steps))
    }

    fn instance_help(&self) -> El {
        el("details", "")
            .child(el("summary", "").child(Icon::Chevron.plain()).text(&self.say("instance_title")))
            .child(self.p("p", "small soft", "instance_help", &[]))
    }

    /// Other Seqera tabs, each to be gone to.
    fn tabs(&self, others: &[super::host::Tab], first: bool) -> Option<El> {
        let (one, rest) = others.split_first()?;
        let act = |tab: &super::host::Tab| format!("go {}", tab.tab);
        if first && rest.is_empty() {
            let host = [("host", host_of(&one.origin).to_owned())];
            return Some(
                el("div", "stack")
                    .child(self.button("button", &act(one), None, "go_to_seqera"))
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

    fn new_instance(&self, origin: &str, release: &str) -> Vec<El> {
        let release = [("release", release.to_owned())];
        let question = el("section", "stack tight")
            .child(self.heading("instance_question", &[]))
            .child(self.p("p", "soft", "instance_reason", &release));
        let well = el("div", "well stack")
            .child(self.line(Icon::Ok.coloured("ok"), "instance_reads", &[]))
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

    fn pasting(&self) -> Vec<El> {
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

    fn forgotten(&self, file: &str) -> Vec<El> {
        let verdict = self.verdict(
            "plain",
            Icon::Ok,
            self.heading("forgotten_title", &[]),
            self.p("p", "", "forgotten_reason", &[]),
        );
        let inside = body().child(self.zone("zone_again")).child(self.file_holds_secret(file));
        vec![scroll("forgotten").child(verdict).child(inside)]
    }

    fn file_holds_secret(&self, file: &str) -> El {
        let icon = Icon::Advice.coloured("advice");
        if file.is_empty() {
            self.line(icon, "paste_holds_secret", &[])
        } else {
            self.line(icon, "file_holds_secret", &[("file", file.to_owned())])
        }
    }

    fn refused(&self, file: &str, finding: &Finding) -> Vec<El> {
        let code = finding.code.as_str();
        let arguments: Vec<(&str, String)> = finding.arguments.clone();
        let reason = if file.is_empty() {
            self.p("p", "", "refused_text", &[])
        } else {
            self.p("p", "", "refused_file", &[("file", file.to_owned())])
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

    fn choose_key(&self, keys: &[Key], file: &str, chosen: usize) -> Vec<El> {
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
            let account = key.id.account().or(key.account).map(|account| {
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
                .child(
                    el("span", "").text(key.user.as_deref().unwrap_or(&self.say("keys_no_user"))),
                )
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

    fn choose_registry(&self, question: &Question) -> Vec<El> {
        let draft = &question.draft;
        let public = draft.registry == Registry::Public;
        let reason = match (question.earlier.is_some(), draft.missing()) {
            (true, _) => "registry_change",
            (false, Some(missing)) if missing.account && missing.region => "registry_needs_both",
            (false, Some(missing)) if missing.account => "registry_needs_account",
            (false, Some(_)) => "registry_needs_region",
            (false, None) => "registry_needs_nothing",
        };
        let title = el("section", "stack tight")
            .child(self.p("h2", "", "registry_title", &[]).attr("id", "registry-question"))
            .child(self.p("p", "soft", reason, &[]));
        let kind = |value: &str, checked: bool, key: &str| {
            el("label", "")
                .child(
                    el("input", "hidden")
                        .attr("type", "radio")
                        .attr("name", "registry")
                        .attr("value", value)
                        .attr_if(checked, "checked", ""),
                )
                .text(&self.say(key))
        };
        let switch = el("fieldset", "switch")
            .attr("aria-label", &self.say("registry_kind"))
            .child(kind("private", !public, "registry_private"))
            .child(kind("public", public, "registry_public_kind"));
        let mut inside = body().child(title).child(switch);
        if !public {
            inside = inside.child(self.account(question)).child(self.region(question));
        }
        let host = self.host_to_be(question);
        let well = el("div", "well stack tight")
            .child(self.p("p", "small soft", "registry_will_be", &[]))
            .child(match &host {
                Some(host) => el("p", "mono").child(host_parts(&host.to_string())),
                None => self.p("p", "small soft", "registry_incomplete", &[]),
            });
        let inside = inside.child(well).maybe(
            public.then(|| self.line(Icon::Advice.coloured("advice"), "registry_public", &[])),
        );
        let fill = if question.earlier.is_some() { "change_the_form" } else { "fill_the_form" };
        let actions = el("div", "actions")
            .child(self.button("button first", "fill", None, fill))
            .child(el("span", "grow"))
            .child(self.button("button bare", "cancel", None, "cancel"));
        vec![scroll("registry").child(inside), actions]
    }

    /// The host as it will be with what is chosen right now.
    fn host_to_be(&self, question: &Question) -> Option<RegistryHost> {
        if question.draft.registry == Registry::Public {
            return Some(RegistryHost::Public);
        }
        let account = match &question.account {
            Some(text) => crate::aws::AccountId::parse(text).ok()?,
            None => question.draft.account.as_ref()?.value,
        };
        RegistryHost::private(account, question.regions.chosen()?).ok()
    }

    fn account(&self, question: &Question) -> El {
        if let Some(typed) = &question.account {
            let wrong = question.wrong.as_ref();
            let input = el("input", "mono")
                .attr("id", "account")
                .attr("inputmode", "numeric")
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .attr("value", typed)
                .attr("placeholder", &self.say("account_placeholder"))
                .attr_if(wrong.is_some(), "aria-invalid", "true")
                .attr("aria-describedby", "account-why")
                .attr_if(question.draft.account.is_none(), "data-first", "");
            let why = match wrong {
                Some(finding) => el("p", "why error").spans(&self.panel.messages.finding(finding)),
                None => self.p("p", "why", "account_where", &[]),
            };
            return el("div", "field")
                .attr("data-key", "account")
                .child(self.p("label", "", "account_label", &[]).attr("for", "account"))
                .child(el("div", "input").child(input))
                .child(why.attr("id", "account-why"));
        }
        let account = question.draft.account.as_ref();
        let from = match account.map(|account| account.from) {
            Some(LearntFrom::KeyId) => "account_from_key_id",
            Some(LearntFrom::SignInLink) => "account_from_link",
            Some(LearntFrom::Form) => "account_from_form",
            _ => "account_chosen",
        };
        let value = account.map(|account| account.value.to_string()).unwrap_or_default();
        el("div", "pair")
            .child(
                el("div", "")
                    .child(self.p("p", "small soft", from, &[]))
                    .child(el("p", "mono").text(&value)),
            )
            .child(
                self.button("button bare", "change_account", None, "change")
                    .attr("aria-label", &self.say("change_account")),
            )
    }

    fn region(&self, question: &Question) -> El {
        let regions = &question.regions;
        let shown = regions.shown();
        let active = regions.active.map(|at| format!("region-{at}"));
        let first = question.draft.account.is_some();
        let input = el("input", "")
            .attr("id", "region")
            .attr("role", "combobox")
            .attr("aria-expanded", "true")
            .attr("aria-controls", "region-list")
            .attr("aria-autocomplete", "list")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("placeholder", &self.say("region_placeholder"))
            .attr_if(active.is_some(), "aria-activedescendant", active.as_deref().unwrap_or(""))
            .attr_if(first, "data-first", "");
        let field = el("div", "field")
            .child(self.p("label", "", "region_label", &[]).attr("for", "region"))
            .child(el("div", "input").child(Icon::Search.plain()).child(input));
        let group = |recent: bool, name: String| {
            let options: Vec<El> = shown
                .iter()
                .enumerate()
                .filter(|(_, option)| option.recent == recent)
                .map(|(at, option)| self.option(at, option, regions.active == Some(at)))
                .collect();
            (!options.is_empty()).then(|| {
                el("div", "")
                    .attr("role", "group")
                    .attr("aria-label", &name)
                    .attr("data-key", if recent { "recent" } else { "all" })
                    .child(el("p", "head").attr("aria-hidden", "true").text(&name))
                    .children(options)
            })
        };
        let here = match &self.panel.target {
            Target::Practice => self.say("region_recent_practice"),
            target => {
                let host = host_of(target.origin()).to_owned();
                self.say_of("region_recent", &[("host", host)])
            }
        };
        let list = if shown.is_empty() {
            let typed = regions.query.trim().to_owned();
            match regions.chosen() {
                Some(_) => self.p("p", "why", "region_new", &[("region", typed)]),
                None => self.p("p", "why", "region_no_match", &[]),
            }
        } else {
            el("div", "choices regions")
                .attr("id", "region-list")
                .attr("role", "listbox")
                .attr("aria-label", &self.say("region_label"))
                .maybe(group(true, here))
                .maybe(group(false, self.say("region_all")))
        };
        el("div", "stack").child(field).child(list)
    }

    fn option(&self, at: usize, option: &RegionOption, active: bool) -> El {
        el("div", "choice")
            .attr("role", "option")
            .attr("id", &format!("region-{at}"))
            .attr("data-do", &format!("region {}", option.code))
            .attr("aria-selected", if active { "true" } else { "false" })
            .child(el("span", "").child(el("span", "code").text(&option.code)))
            .child(el("span", "aside").text(option.city))
            .child(if active { Icon::Check.plain() } else { el("span", "") })
    }

    fn no_form(&self, draft: &Draft) -> Vec<El> {
        let verdict = self.verdict(
            "warn",
            Icon::Warn,
            self.heading("no_form_title", &[]),
            self.p("p", "", "no_form_reason", &[]),
        );
        let others = match &self.panel.target {
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
        let ready = matches!(self.panel.seen, Seen::Form(_));
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

    /// The practice page has no bar, so what the bar would offer stands among the actions.
    fn practice_forget(&self) -> Option<El> {
        (self.panel.host.practice() && self.panel.state.holds_secret())
            .then(|| self.button("button bare", "forget", Some(Icon::Wipe), "forget_now"))
    }

    fn filling(&self, progress: &Progress) -> Vec<El> {
        if !progress.shown {
            // Too short to be looked at: what was there gives way without a flicker.
            return vec![scroll("quiet").attr("aria-busy", "true")];
        }
        let done = progress.states.iter().filter(|state| is_settled(state)).count().to_string();
        let head = el("div", "filling")
            .child(
                el("div", "pair").child(self.heading("filling_title", &[])).child(
                    el("span", "small soft")
                        .text(&self.say_of("filling_count", &[("done", done.clone())])),
                ),
            )
            .child(
                el("progress", "meter")
                    .attr("value", &done)
                    .attr("max", "5")
                    .attr("aria-label", &self.say("filling_meter")),
            );
        let rows =
            Field::FORM.iter().zip(&progress.states).enumerate().map(|(at, (&field, state))| {
                let (icon, class, why) = match state {
                    FieldState::Written | FieldState::AlreadyThere if field == Field::Provider => {
                        (Icon::Ok.named("ok", &self.say("icon_good")), "ok", Some("filling_chosen"))
                    }
                    FieldState::Written | FieldState::AlreadyThere => (
                        Icon::Ok.named("ok", &self.say("icon_good")),
                        "ok",
                        Some("filling_written"),
                    ),
                    FieldState::Writing => (
                        Icon::Busy.named("advice", &self.say("icon_busy")),
                        "advice",
                        Some("filling_writing"),
                    ),
                    FieldState::Waiting => {
                        (Icon::Wait.named("soft", &self.say("icon_waiting")), "", None)
                    }
                    FieldState::Kept | FieldState::Disabled | FieldState::Changed => (
                        Icon::Warn.named("warn", &self.say("icon_check")),
                        "warn",
                        Some("filling_kept"),
                    ),
                };
                let value = match field {
                    Field::Password => self.password(progress.password_length.to_string()),
                    _ => self.value(field, progress.values[at].as_deref().unwrap_or_default()),
                };
                let waits = *state == FieldState::Waiting;
                el("li", if waits { "waits" } else { "" }).child(icon).child(
                    el("div", "")
                        .child(el("p", "label").text(&self.label(field)))
                        .child(value)
                        .maybe(why.map(|why| self.p("p", &format!("why {class}"), why, &[]))),
                )
            });
        let actions = el("div", "actions")
            .child(self.button("button", "stop", None, "stop"))
            .child(self.p("span", "small soft", "stop_reason", &[]));
        vec![scroll("filling").child(head).child(el("ol", "rows").children(rows)), actions]
    }

    fn filled(&self, filled: &Filled) -> Vec<El> {
        let rows = Field::FORM.iter().map(|&field| self.row(field, filled));
        let mut notes = body();
        let of_file = filled.findings.iter().filter(|finding| finding.field == Field::File);
        for finding in of_file {
            let class = Note::class(finding.severity);
            notes = notes.child(
                el("p", "line")
                    .child(icon_of(finding.severity).coloured(class))
                    .child(el("span", "").spans(&self.panel.messages.finding(finding))),
            );
        }
        let complete = filled.report.failure.is_none();
        if complete {
            notes = notes.child(self.file_holds_secret(&filled.draft.file_name));
        }
        if filled.draft.secret.is_some() {
            notes = notes.child(self.line(Icon::Lock.plain(), "kept_two_minutes", &[]));
        }
        let mut actions = el("div", "actions");
        match &filled.report.failure {
            Some(Failure::OtherProvider(_)) => {
                actions = actions.child(self.button(
                    "button first",
                    "replace provider",
                    None,
                    "choose_container_registry",
                ));
            }
            Some(_) => {
                actions = actions.child(self.button("button first", "fill_now", None, "try_again"));
            }
            None => {}
        }
        let again = if self.panel.host.practice() { "try_another" } else { "choose_another" };
        let any_written = filled.report.states.contains(&FieldState::Written);
        actions = actions
            .child(self.button("button", "choose_file", None, again))
            .maybe(
                (any_written && complete)
                    .then(|| self.button("button bare", "undo", Some(Icon::Undo), "undo")),
            )
            .maybe(self.practice_forget());
        let rows = el("ol", "rows").children(rows);
        vec![scroll("filled").child(self.headline(filled)).child(rows).child(notes), actions]
    }

    /// The verdict over the rows: the failure if there is one, else the worst finding.
    fn headline(&self, filled: &Filled) -> El {
        if let Some(failure) = &filled.report.failure {
            let finding = failure.finding();
            let code = finding.code.as_str();
            let arguments = &finding.arguments;
            let class = Note::class(finding.severity);
            let reason = el("p", "")
                .spans(&self.panel.messages.spans(&format!("{code}_why"), arguments))
                .text(" ")
                .spans(&self.panel.messages.spans(&format!("{code}_do"), arguments));
            let icon = icon_of(finding.severity);
            return self.verdict(class, icon, self.heading(code, arguments), reason);
        }
        let Some(worst) = worst(&filled.findings).filter(|f| f.severity > Severity::Advice) else {
            let reason =
                if self.panel.host.practice() { "all_good_practice" } else { "all_good_reason" };
            return self.verdict(
                "ok",
                Icon::Ok,
                self.heading("all_good", &[]),
                self.p("p", "", reason, &[]),
            );
        };
        let field = [("field", self.label(worst.field))];
        let title = match worst.severity {
            _ if worst.field == Field::File => "headline_file",
            Severity::Error => "headline_error",
            _ => "headline_warning",
        };
        self.verdict(
            Note::class(worst.severity),
            icon_of(worst.severity),
            self.heading(title, &field),
            el("p", "").text(&self.counts(&filled.findings)),
        )
    }

    /// `1 error, 2 things to check, 1 fixed for you.`
    fn counts(&self, findings: &[Finding]) -> String {
        let count = |fits: &dyn Fn(&Finding) -> bool, one: &str, many: &str| {
            let count = findings.iter().filter(|finding| fits(finding)).count();
            match count {
                0 => None,
                1 => Some(self.say(one)),
                _ => Some(self.say_of(many, &[("count", count.to_string())])),
            }
        };
        let parts = [
            count(&|f| f.severity == Severity::Error, "count_error", "count_errors"),
            count(&|f| f.severity == Severity::Warning, "count_check", "count_checks"),
            count(&|f| f.code == Code::RegistryFixed, "count_fixed", "count_fixed"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}.", parts.join(", "))
    }

    fn row(&self, field: Field, filled: &Filled) -> El {
        let findings: Vec<&Finding> =
            filled.findings.iter().filter(|finding| finding.field == field).collect();
        let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Good);
        let (icon, class) = (icon_of(worst), Note::class(worst));
        let name = match worst {
            Severity::Good => "icon_good",
            Severity::Advice => "icon_advice",
            Severity::Warning => "icon_check",
            Severity::Error => "icon_error",
        };
        let value = match field {
            Field::Password => {
                let length = filled.report.password_length.unwrap_or_default();
                if length == 0 {
                    el("p", "value words").text("–")
                } else {
                    self.password(length.to_string())
                }
            }
            _ => self.value(field, filled.report.value(field).unwrap_or_default()),
        };
        let mut inside =
            el("div", "").child(el("p", "label").text(&self.label(field))).child(value);
        match findings.as_slice() {
            [only] => {
                inside = inside
                    .child(
                        el("p", &format!("why {}", Note::class(only.severity)))
                            .spans(&self.panel.messages.finding(only)),
                    )
                    .maybe(self.fixes(only, filled));
            }
            several => {
                inside = inside.children(several.iter().map(|finding| {
                    let class = Note::class(finding.severity);
                    let icon = match finding.code {
                        Code::RegistryFixed => Icon::Fixed,
                        _ => icon_of(finding.severity),
                    };
                    el("div", &format!("finding {class}")).child(icon.plain()).child(
                        el("div", "")
                            .spans(&self.panel.messages.finding(finding))
                            .maybe(self.fixes(finding, filled)),
                    )
                }));
            }
        }
        el("li", "")
            .attr("data-field", field.as_str())
            .child(icon.named(class, &self.say(name)))
            .child(inside)
    }

    /// What one click can mend.
    fn fixes(&self, finding: &Finding, filled: &Filled) -> Option<El> {
        let fix = match (finding.code, &finding.fix) {
            (Code::RegistryOtherAccount, _) => {
                self.button("button fix", "change_registry", None, "change_account")
            }
            (Code::RegistryRegionLastUsed | Code::RegistryRegionUnknown, _) => {
                self.button("button fix", "change_registry", None, "change_region")
            }
            // Once the secret is wiped only the file can bring it back.
            (Code::PasswordKept, _) if filled.draft.secret.is_none() => return None,
            (Code::PasswordKept, _) => {
                self.button("button fix", "replace password", None, "use_files_secret")
            }
            (_, Some(fix)) => {
                let label = self.say_of("use_fix", &[("fix", fix.clone())]);
                button("button fix", &format!("use {}", finding.field.as_str()), None, &label)
            }
            _ => return None,
        };
        Some(el("div", "fixes").child(fix))
    }

    fn undone(&self, filled: &Filled) -> Vec<El> {
        let verdict = self.verdict(
            "plain",
            Icon::Undo,
            self.heading("undone_title", &[]),
            self.p("p", "", "undone_reason", &[]),
        );
        let inside = body()
            .child(self.zone("zone_again"))
            .child(self.file_holds_secret(&filled.draft.file_name));
        vec![scroll("undone").child(verdict).child(inside)]
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

fn is_settled(state: &FieldState) -> bool {
    !matches!(state, FieldState::Waiting | FieldState::Writing)
}

fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Good => Icon::Ok,
        Severity::Advice => Icon::Advice,
        Severity::Warning => Icon::Warn,
        Severity::Error => Icon::Error,
    }
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
