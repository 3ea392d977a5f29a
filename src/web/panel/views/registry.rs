//! The question for account and region.

use super::View;
use crate::aws::{AccountId, RegistryHost};
use crate::credential::{LearntFrom, RegionOption, Registry};
use crate::web::drawing::dom::{El, el};
use crate::web::drawing::icons::Icon;
use crate::web::drawing::words::{Speaks, body, host_of, host_parts, scroll};
use crate::web::panel::host::Target;
use crate::web::panel::state::Question;

impl View<'_> {
    pub(super) fn choose_registry(&self, question: &Question) -> Vec<El> {
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
        vec![scroll("registry").child(inside), self.answer_or_cancel(question)]
    }

    /// What ends the question.
    pub(super) fn answer_or_cancel(&self, question: &Question) -> El {
        let fill = if question.earlier.is_some() { "change_the_form" } else { "fill_the_form" };
        el("div", "actions")
            .child(self.button("button first", "fill", None, fill))
            .child(el("span", "grow"))
            .child(self.button("button bare", "cancel", None, "cancel"))
    }

    /// The host as it will be with what is chosen right now.
    pub(super) fn host_to_be(&self, question: &Question) -> Option<RegistryHost> {
        if question.draft.registry == Registry::Public {
            return Some(RegistryHost::Public);
        }
        let account = match &question.account {
            Some(text) => AccountId::parse(text).ok()?,
            None => question.draft.account.as_ref()?.value,
        };
        RegistryHost::private(account, question.regions.chosen()?).ok()
    }

    pub(super) fn account(&self, question: &Question) -> El {
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
                Some(finding) => el("p", "why error").spans(&self.shown.messages.finding(finding)),
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

    pub(super) fn region(&self, question: &Question) -> El {
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
        let here = match &self.shown.target {
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

    pub(super) fn option(&self, at: usize, option: &RegionOption, active: bool) -> El {
        el("div", "choice")
            .attr("role", "option")
            .attr("id", &format!("region-{at}"))
            .attr("data-do", &format!("region {}", option.code))
            .attr("aria-selected", if active { "true" } else { "false" })
            .child(el("span", "").child(el("span", "code").text(&option.code)))
            .child(el("span", "aside").text(option.city))
            .child(if active { Icon::Check.plain() } else { el("span", "") })
    }
}
