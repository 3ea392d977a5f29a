//! How what comes after a fill looks: what AWS says of the key, and what to do next.

use crate::aws::RegistryHost;
use crate::aws::login::{Proof, Reached, Verdict};
use crate::finding::{Finding, Severity};
use crate::messages::Messages;
use crate::next_steps::{Added, Kind, Snippet};
use crate::web::drawing::dom::{El, el};
use crate::web::drawing::icons::Icon;
use crate::web::drawing::words::{Speaks, body, class_of, host_parts, icon_of, scroll};

/// All that a drawing depends on.
pub struct Given {
    /// The credential, without its secret.
    pub added: Added,
    /// Whose key it is, if the file tells it.
    pub user: Option<String>,
    /// Whether AWS can be asked again.
    pub may_check: bool,
    /// What a check came to, where that is what is shown.
    pub proof: Option<Proof>,
    /// The texts to copy.
    pub texts: Vec<Snippet>,
    /// The tab that is shown of them.
    pub tab: Kind,
    /// Which was copied just now, and whether the browser let it.
    pub copied: Option<(usize, bool)>,
}

impl Given {
    /// The tabs, by the first text in each.
    pub fn tabs(&self) -> Vec<Kind> {
        let kinds = self.texts.iter().map(|snippet| snippet.kind);
        kinds.filter(|kind| *kind != Kind::PolicyPush).collect()
    }
}

/// Draws it.
pub struct View<'a> {
    /// The texts.
    pub messages: &'a Messages,
    /// What there is to draw.
    pub given: &'a Given,
}

impl Speaks for View<'_> {
    fn messages(&self) -> &Messages {
        self.messages
    }
}

impl View<'_> {
    /// All of it, in an element that isn't shown itself.
    pub fn draw(&self) -> El {
        el("div", "").children(match &self.given.proof {
            Some(proof) => self.proof(proof),
            None => self.next_steps(),
        })
    }

    /// What AWS said.
    fn proof(&self, proof: &Proof) -> Vec<El> {
        let registry = &self.given.added.registry;
        let user = proof.user.as_deref().or(self.given.user.as_deref());
        let (verdict, others) = proof.findings(registry, user);
        let code = verdict.code.as_str();
        let heading = self.heading(code, &verdict.arguments);
        let why_any = format!("{code}_why_any");
        let why = match user {
            None if self.messages.has(&why_any) => self.p("p", "", &why_any, &verdict.arguments),
            _ => self.p("p", "", &format!("{code}_why"), &verdict.arguments),
        };
        let why = match proof.is_silent_on_key() {
            true => why.text(" ").text(&self.say("check_nothing_known")),
            false => why,
        };
        let (class, icon) = (class_of(verdict.severity), icon_of(verdict.severity));
        let band = self.verdict(class, icon, heading, why);
        let rows = el("ol", "rows").children(self.reached(proof, registry, user));
        let lines = others.iter().map(|finding| {
            el("p", "line")
                .child(icon_of(finding.severity).coloured(class_of(finding.severity)))
                .child(el("span", "").spans(&self.messages.finding(finding)))
        });
        let is_good = proof.verdict == Verdict::Good;
        let was_asked = proof.verdict != Verdict::NotAllowed;
        let next = if self.given.added.is_new { "check_next_add" } else { "check_next_save" };
        let inside = body().children(lines);
        let inside = match is_good {
            true => inside
                .child(self.p("p", "small soft", "check_not_checked", &[]))
                .child(self.p("p", "", next, &[])),
            false => inside
                .maybe(self.what_to_do(proof, &verdict, user))
                .maybe(was_asked.then(|| self.p("p", "small soft", "check_sent", &[]))),
        };
        // Where a policy is what helps, it is what is seen first.
        let rows = (proof.verdict != Verdict::NoPermission).then_some(rows);
        let more = is_good.then(|| self.more());
        let again =
            self.given.may_check.then(|| self.button("button", "check", None, "check_again"));
        let needs_file =
            proof.is_root || matches!(proof.verdict, Verdict::KeyUnknown | Verdict::SecretWrong);
        let other =
            needs_file.then(|| self.button("button bare", "choose_file", None, "choose_another"));
        let back = self.button("button bare", "result", None, "back");
        let actions = el("div", "actions").maybe(again).maybe(other).child(back);
        vec![scroll("proof").child(band).maybe(rows).child(inside).maybe(more), actions]
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
    fn what_to_do(&self, proof: &Proof, verdict: &Finding, user: Option<&str>) -> Option<El> {
        let section = el("section", "stack").child(self.p("h3", "", "check_do", &[]));
        let id = ("id", self.given.added.user_name.to_string());
        match proof.verdict {
            Verdict::KeyUnknown | Verdict::KeyUnknownHere => {
                let first = match user {
                    Some(user) => {
                        self.p("li", "", "check_activate_1", &[("user", user.to_owned())])
                    }
                    None => self.p("li", "", "check_activate_1_any", &[]),
                };
                let steps = el("ol", "steps")
                    .child(first)
                    .child(self.p("li", "", "check_activate_2", &[id]))
                    .child(self.p("li", "", "check_activate_3", &[]));
                Some(section.child(steps))
            }
            Verdict::NoPermission => {
                let why = self.p("p", "soft", "aws_no_permission_do", &[]);
                let texts = &self.given.texts;
                let policy = texts.iter().position(|text| text.kind == Kind::PolicyPull);
                Some(section.child(why).maybe(policy.and_then(|at| self.to_copy(at))))
            }
            _ => {
                let key = format!("{}_do", verdict.code.as_str());
                let mut arguments = verdict.arguments.clone();
                arguments.push(id);
                let has = self.messages.has(&key);
                has.then(|| section.child(self.p("p", "soft", &key, &arguments)))
            }
        }
    }

    /// What to do once the credential was added.
    fn next_steps(&self) -> Vec<El> {
        let chosen = self.given.tab;
        let title = match self.given.added.is_new {
            true => "next_steps_title",
            false => "next_steps_title_saved",
        };
        let title = el("section", "stack tight").child(self.heading(title, &[])).child(self.p(
            "p",
            "soft",
            "next_steps_reason",
            &[],
        ));
        let tabs = self.given.tabs().into_iter().map(|tab| {
            let is_chosen = tab == chosen;
            el("button", "")
                .attr("type", "button")
                .attr("id", tab.title())
                .attr("role", "tab")
                .attr("data-after", &format!("tab {}", tab.title()))
                .attr("aria-selected", if is_chosen { "true" } else { "false" })
                .attr("aria-controls", "next-steps")
                .attr_if(!is_chosen, "tabindex", "-1")
                .text(&self.say(words_of(tab).0))
        });
        let tabs = el("div", "tabs")
            .attr("role", "tablist")
            .attr("aria-label", &self.say("next_steps"))
            .children(tabs);
        let is_here =
            |kind: Kind| kind == chosen || (kind == Kind::PolicyPush && chosen == Kind::PolicyPull);
        let texts = self.given.texts.iter().enumerate();
        let here = texts.filter(|(_, text)| is_here(text.kind));
        let panel = el("section", "stack")
            .attr("id", "next-steps")
            .attr("role", "tabpanel")
            .attr("data-key", chosen.title())
            .attr("aria-labelledby", chosen.title())
            .child(self.p("p", "soft", words_of(chosen).1, &[]))
            .children(here.filter_map(|(at, _)| self.to_copy(at)));
        let under_way = self.line(Icon::Advice.coloured("advice"), "next_under_way", &[]);
        let inside = body().child(title).child(tabs).child(panel).child(under_way);
        let back = self.button("button bare", "result", None, "back_to_result");
        vec![scroll("next").child(inside), el("div", "actions").child(back)]
    }

    /// A text in which a host or an ARN breaks before its region only.
    fn lines(&self, text: &str) -> Vec<El> {
        let plain = |part: &str| el("span", "").text(part);
        let Some(region) = self.given.added.registry.region() else { return vec![plain(text)] };
        let mut lines = Vec::new();
        for (at, part) in text.split(region.as_str()).enumerate() {
            if at > 0 {
                lines.push(el("wbr", ""));
                lines.push(el("span", "whole").text(region.as_str()));
            }
            lines.push(plain(part));
        }
        lines
    }

    /// One of the texts, with the button that copies it.
    fn to_copy(&self, at: usize) -> Option<El> {
        let text = self.given.texts.get(at)?;
        let title = self.say(text.kind.title());
        let copied = self.given.copied.filter(|(copied, _)| *copied == at).map(|(_, done)| done);
        let (icon, label) = match copied {
            Some(true) => (Icon::Check, "copied"),
            _ => (Icon::Copy, "copy"),
        };
        let copy = el("button", "button bare fix")
            .attr("type", "button")
            .attr("data-after", &format!("copy {at}"))
            .attr("aria-label", &format!("{}: {title}", self.say("copy")))
            .child(icon.plain())
            .text(&self.say(label));
        let said = if copied == Some(true) { self.say("copied") } else { String::new() };
        let head = el("div", "head")
            .child(el("span", "").text(&title))
            .child(el("i", "hidden").attr("role", "status").text(&said))
            .child(copy);
        let refused = (copied == Some(false)).then(|| {
            el("div", "body").child(self.line(Icon::Warn.coloured("warn"), "copy_refused", &[]))
        });
        let code = el("pre", "").attr("tabindex", "0").attr("aria-label", &title);
        let code = code.children(self.lines(&text.text));
        let block = el("div", "copy").attr("data-key", text.kind.title());
        Some(block.child(head).maybe(refused).child(code))
    }
}

/// What a tab is called, and what is said in it.
fn words_of(tab: Kind) -> (&'static str, &'static str) {
    match tab {
        Kind::Nextflow => ("next_nextflow_tab", "next_nextflow_why"),
        Kind::Tw => ("next_tw_tab", "next_tw_why"),
        Kind::Seqerakit => ("next_seqerakit_tab", "next_seqerakit_why"),
        Kind::Terraform => ("next_terraform_tab", "next_terraform_why"),
        Kind::PolicyPull | Kind::PolicyPush => ("next_iam_tab", "next_iam_why"),
    }
}
