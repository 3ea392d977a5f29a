//! After a fill: what AWS says of the key, and what to do next.

use super::{View, body, class_of, host_parts, icon_of, scroll};
use crate::aws::RegistryHost;
use crate::aws::login::{Proof, Reached, Verdict};
use crate::finding::{Finding, Severity};
use crate::web::dom::{El, el};
use crate::web::icons::Icon;
use crate::web::panel::tab_of;
use crate::web::state::Filled;

impl View<'_> {
    /// Leads to the next steps.
    pub(super) fn more(&self) -> El {
        el("button", "more")
            .attr("type", "button")
            .attr("data-do", "next_steps")
            .child(self.p("span", "", "next_steps", &[]))
            .child(self.p("small", "", "next_steps_of", &[]))
            .child(Icon::Chevron.plain())
    }

    /// While AWS is being asked.
    pub(super) fn checking(&self) -> El {
        el("div", "actions")
            .child(self.button("button", "stop_check", None, "stop").attr("data-first", ""))
            .child(self.p("span", "small soft", "checking", &[]).attr("role", "status"))
    }

    /// What AWS said.
    pub(super) fn proof(&self, filled: &Filled, proof: &Proof) -> Vec<El> {
        let Some(registry) = filled.added().and_then(|it| RegistryHost::parse(&it.registry).ok())
        else {
            return self.filled(filled);
        };
        let user = proof.user.as_deref().or(filled.draft.user.as_deref());
        let findings = proof.findings(&registry, user);
        let Some((verdict, others)) = findings.split_first() else { return self.filled(filled) };
        let code = verdict.code.as_str();
        let why = format!("{code}_why");
        let class = class_of(verdict.severity);
        let heading = self.heading(code, &verdict.arguments);
        let why = self.p("p", "", &why, &verdict.arguments);
        let band = self.verdict(class, icon_of(verdict.severity), heading, why);
        let rows = el("ol", "rows").children(self.reached(proof, &registry, user));
        let lines = others.iter().map(|finding| {
            el("p", "line")
                .child(icon_of(finding.severity).coloured(class_of(finding.severity)))
                .child(el("span", "").spans(&self.shown.messages.finding(finding)))
        });
        let inside = body().children(lines);
        let is_good = proof.verdict == Verdict::Good;
        let inside = if is_good {
            let next = if filled.edits { "check_next_save" } else { "check_next_add" };
            inside.child(self.p("p", "small soft", "check_not_checked", &[])).child(self.p(
                "p",
                "",
                next,
                &[],
            ))
        } else {
            inside.maybe(self.what_to_do(filled, proof, verdict, user)).child(self.p(
                "p",
                "small soft",
                "check_sent",
                &[],
            ))
        };
        // Where a policy is what helps, it is what is seen first.
        let rows = (proof.verdict != Verdict::NoPermission).then_some(rows);
        let more = (is_good && filled.added().is_some()).then(|| self.more());
        let scrolled = scroll("proof").child(band).maybe(rows).child(inside).maybe(more);
        let again = (self.shown.checks_aws && filled.to_check().is_some())
            .then(|| self.button("button", "check", None, "check_again"));
        let other = (proof.verdict == Verdict::KeyUnknown || proof.verdict == Verdict::SecretWrong)
            .then(|| self.button("button bare", "choose_file", None, "choose_another"));
        let actions = el("div", "actions").maybe(again).maybe(other).child(self.button(
            "button bare",
            "result",
            None,
            "back_to_result",
        ));
        vec![scrolled, actions]
    }

    /// The three things that a login takes, each in a row.
    fn reached(&self, proof: &Proof, registry: &RegistryHost, user: Option<&str>) -> Vec<El> {
        let answer = || match &proof.answer {
            Some(answer) => self.p("p", "why", "check_answer", &[("answer", answer.clone())]),
            None => self.p("p", "why", "check_no_answer", &[]),
        };
        let not = || self.p("p", "why", "check_not_reached", &[]);
        let region = registry.region().map_or("us-east-1", |region| region.as_str());
        let of_key = match (proof.key, &proof.account, user) {
            (Reached::Good, Some(account), _) if proof.is_root => {
                self.p("p", "why", "check_key_root_why", &[("account", account.clone())])
            }
            (Reached::Good, Some(account), Some(user)) => {
                let whose = [("user", user.to_owned()), ("account", account.clone())];
                self.p("p", "why", "check_key_good_why", &whose)
            }
            (Reached::Good, Some(account), None) => {
                self.p("p", "why", "check_key_account_why", &[("account", account.clone())])
            }
            (Reached::Good, None, _) => el("p", "why"),
            (Reached::Failed, ..) => answer(),
            (Reached::Not, ..) => not(),
        };
        let of_token = match proof.token {
            Reached::Good => {
                self.p("p", "why", "check_token_good_why", &[("region", region.to_owned())])
            }
            Reached::Failed => answer(),
            Reached::Not => not(),
        };
        let of_registry = match proof.registry {
            Reached::Good => {
                let host = el("span", "mono").child(host_parts(&registry.to_string()));
                el("p", "why").child(host)
            }
            Reached::Failed => answer(),
            Reached::Not => not(),
        };
        let key_failed = match proof.verdict {
            Verdict::SecretWrong => "check_key_secret_bad",
            _ => "check_key_bad",
        };
        vec![
            self.reached_row(proof.key, ["check_key_good", key_failed, "check_key"], of_key),
            self.reached_row(
                proof.token,
                ["check_token_good", "check_token_bad", "check_token"],
                of_token,
            ),
            self.reached_row(
                proof.registry,
                ["check_registry_good", "check_registry_bad", "check_registry"],
                of_registry,
            ),
        ]
    }

    fn reached_row(&self, reached: Reached, [good, failed, not]: [&str; 3], why: El) -> El {
        let (icon, title) = match reached {
            Reached::Good => (self.verdict_icon(Severity::Good), good),
            Reached::Failed => (self.verdict_icon(Severity::Error), failed),
            Reached::Not => (self.waiting_icon(), not),
        };
        let inside = el("div", "").child(self.p("p", "", title, &[])).child(why);
        el("li", "").child(icon).child(inside)
    }

    /// The way out of what AWS said.
    fn what_to_do(
        &self,
        filled: &Filled,
        proof: &Proof,
        verdict: &Finding,
        user: Option<&str>,
    ) -> Option<El> {
        let section = el("section", "stack").child(self.p("h3", "", "check_do", &[]));
        match proof.verdict {
            Verdict::KeyUnknown | Verdict::KeyUnknownHere => {
                let first = match user {
                    Some(user) => {
                        self.p("li", "", "check_activate_1", &[("user", user.to_owned())])
                    }
                    None => self.p("li", "", "check_activate_1_any", &[]),
                };
                let id = [("id", filled.draft.id.to_string())];
                Some(
                    section.child(
                        el("ol", "steps")
                            .child(first)
                            .child(self.p("li", "", "check_activate_2", &id))
                            .child(self.p("li", "", "check_activate_3", &[])),
                    ),
                )
            }
            Verdict::NoPermission => {
                let why = self.p("p", "soft", "aws_no_permission_do", &[]);
                let texts = &filled.after.texts;
                let policy = texts.iter().position(|text| text.title == "next_policy_pull");
                let policy = policy.and_then(|at| self.to_copy(filled, at));
                Some(section.child(why).maybe(policy))
            }
            _ => {
                let key = format!("{}_do", verdict.code.as_str());
                let mut arguments = verdict.arguments.clone();
                arguments.push(("id", filled.draft.id.to_string()));
                self.shown
                    .messages
                    .has(&key)
                    .then(|| section.child(self.p("p", "soft", &key, &arguments)))
            }
        }
    }

    /// What to do once the credential was added.
    pub(super) fn next_steps(&self, filled: &Filled, tab: &str) -> Vec<El> {
        let texts = &filled.after.texts;
        let mut tabs: Vec<&str> = texts.iter().map(|text| tab_of(&text.title)).collect();
        tabs.dedup();
        let title = el("section", "stack tight")
            .child(self.heading("next_steps_title", &[]))
            .child(self.p("p", "soft", "next_steps_reason", &[]));
        let list = tabs.iter().map(|&each| {
            let chosen = each == tab;
            self.button("", &format!("tab {each}"), None, &format!("{each}_tab"))
                .attr("id", &format!("tab-{each}"))
                .attr("role", "tab")
                .attr("aria-selected", if chosen { "true" } else { "false" })
                .attr("aria-controls", "next-steps")
                .attr_if(!chosen, "tabindex", "-1")
        });
        let list = el("div", "tabs")
            .attr("role", "tablist")
            .attr("aria-label", &self.say("next_steps"))
            .children(list);
        let here = (0..texts.len())
            .filter(|&at| texts.get(at).is_some_and(|text| tab_of(&text.title) == tab))
            .filter_map(|at| self.to_copy(filled, at));
        let panel = el("section", "stack")
            .attr("id", "next-steps")
            .attr("role", "tabpanel")
            .attr("data-key", tab)
            .attr("aria-labelledby", &format!("tab-{tab}"))
            .child(self.p("p", "soft", &format!("{tab}_why"), &[]))
            .children(here);
        let under_way = self.line(Icon::Advice.coloured("advice"), "next_under_way", &[]);
        let inside = body().child(title).child(list).child(panel).child(under_way);
        let back = el("div", "actions").child(self.button(
            "button bare",
            "result",
            None,
            "back_to_result",
        ));
        vec![scroll("next").child(inside), back]
    }

    /// One of the texts, with the button that copies it.
    fn to_copy(&self, filled: &Filled, at: usize) -> Option<El> {
        let text = filled.after.texts.get(at)?;
        let title = self.say(&text.title);
        let copied = filled.after.copied.filter(|(copied, _)| *copied == at).map(|(_, done)| done);
        let (icon, label) = match copied {
            Some(true) => (Icon::Check, "copied"),
            _ => (Icon::Copy, "copy"),
        };
        let button = self.button("button bare fix", &format!("copy {at}"), Some(icon), label);
        let said = match copied {
            Some(true) => self.say("copied"),
            _ => String::new(),
        };
        let head = el("div", "head")
            .child(el("span", "").text(&title))
            .child(button)
            .child(el("i", "hidden").attr("role", "status").text(&said));
        let refused = (copied == Some(false)).then(|| {
            el("div", "body").child(self.line(Icon::Warn.coloured("warn"), "copy_refused", &[]))
        });
        let code = el("pre", "").attr("tabindex", "0").attr("aria-label", &title).text(&text.text);
        Some(el("div", "copy").attr("data-key", &text.title).child(head).maybe(refused).child(code))
    }
}
