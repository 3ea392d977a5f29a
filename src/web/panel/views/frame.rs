//! The frame over a page: what stands in it while a file is dragged, when something has to be asked, and
//! as the result.

use super::{View, provider_is};
use crate::finding::{Field, Finding, Severity, worst_on};
use crate::form::{Failure, State as FieldState};
use crate::web::drawing::dom::{El, el};
use crate::web::drawing::icons::Icon;
use crate::web::panel::state::{Filled, Progress, Question, Seen, State};

/// What the frame is: as large as the window, or a card in its corner that leaves the page free.
enum Shape {
    Over,
    Card {
        /// Whether the page is being filled, so that the card must be in nobody's way.
        busy: bool,
    },
}
use crate::web::drawing::words::{Speaks, body, class_of, icon_of, scroll};

impl View<'_> {
    /// The frame as it is now, in an element like `root`.
    pub(super) fn frame(&self, root: El) -> El {
        let (shape, inside) = match &self.shown.state {
            State::Filling(progress) => (Shape::Card { busy: true }, self.frame_filling(progress)),
            _ if self.shown.over => (Shape::Over, self.call()),
            State::Filled(filled) if !filled.undone => {
                (Shape::Card { busy: false }, vec![self.result(filled)])
            }
            State::Filled(filled) => (Shape::Card { busy: false }, vec![self.frame_undone(filled)]),
            State::Waiting | State::Pasting => (Shape::Over, self.call()),
            State::ChooseRegistry(question) => (
                Shape::Over,
                vec![self.card("ask").child(self.frame_bar()).children(self.where_is(question))],
            ),
            State::NoForm(_) => (Shape::Over, vec![self.card("ask").children(self.nowhere())]),
            _ => {
                (Shape::Over, vec![self.card("ask").child(self.frame_bar()).children(self.state())])
            }
        };
        let (name, busy) = match shape {
            Shape::Over => ("over", false),
            Shape::Card { busy } => ("card", busy),
        };
        root.attr("class", &format!("drop {name}"))
            .attr("data-shape", name)
            .attr_if(busy, "data-busy", "true")
            .children(inside)
    }

    /// What is drawn over the page: each of its kinds is an element of its own.
    fn card(&self, kind: &str) -> El {
        el("div", "sheet").attr("data-key", kind)
    }

    /// While a file is dragged: where it would go.
    fn call(&self) -> Vec<El> {
        let workspace = self.shown.target.workspace();
        let (title, reason, of) = match (self.shown.seen, workspace) {
            (Seen::OtherForm(provider), _) => {
                ("other_form_title", "other_form_reason", vec![provider_is(provider)])
            }
            (seen, _) if *seen == Seen::NoForm || self.shown.target.tab().is_none() => {
                ("frame_no_form_title", "frame_no_form_reason", Vec::new())
            }
            (Seen::Form(in_form), _) if in_form.edits => {
                ("frame_title", "frame_replaces", Vec::new())
            }
            (_, Some(workspace)) => {
                ("frame_title", "frame_fills", vec![("workspace", workspace.name())])
            }
            (_, None) => ("frame_title", "frame_fills_form", Vec::new()),
        };
        let adds = reason.starts_with("frame_fills");
        let call = el("div", "call")
            .child(Icon::mark())
            .child(self.p("h2", "", title, &of))
            .child(self.p("p", "soft", reason, &of))
            .maybe(adds.then(|| self.p("p", "soft", "frame_you_add", &[])));
        let keys = self.p("p", "keys", "frame_keys", &[]);
        vec![el("div", "edge"), self.card("call").child(call).child(keys)]
    }

    fn frame_bar(&self) -> El {
        el("header", "bar").child(Icon::mark()).child(el("h1", "").text("Keyferry")).child(
            self.button("button icon", "cancel", Some(Icon::Close), "")
                .attr("aria-label", &self.say("frame_cancel")),
        )
    }

    /// The one question: what of account and region isn't known.
    fn where_is(&self, question: &Question) -> Vec<El> {
        let draft = &question.draft;
        let missing = draft.missing();
        let title = self.p("h2", "", "registry_title", &[]).attr("id", "registry-question");
        let account = draft.account.as_ref().map(|account| account.value.to_string());
        let reason = match (account, missing) {
            _ if question.earlier.is_some() => self.p("p", "soft", "registry_change", &[]),
            (Some(account), _) => self.p("p", "soft", "frame_account", &[("account", account)]),
            (None, Some(missing)) if missing.region => {
                self.p("p", "soft", "registry_needs_both", &[])
            }
            (None, _) => self.p("p", "soft", "registry_needs_account", &[]),
        };
        let asks_account = question.account.is_some() || question.earlier.is_some();
        let inside = body()
            .child(el("section", "stack tight").child(title).child(reason))
            .maybe(asks_account.then(|| self.account(question)))
            .child(self.region(question));
        vec![scroll("registry").child(inside), self.answer_or_cancel(question)]
    }

    /// There is no form: where to go. Nothing of the key is kept.
    fn nowhere(&self) -> Vec<El> {
        let (title, reason, of) = match self.shown.seen {
            Seen::OtherForm(provider) => {
                ("other_form_title", "other_form_reason", vec![provider_is(provider)])
            }
            _ => ("form_not_found", "frame_go_there", Vec::new()),
        };
        let reason = self.p("p", "", reason, &of).text(" ").text(&self.say("refused_nothing_kept"));
        let verdict = self.verdict("warn", Icon::Warn, self.heading(title, &of), reason);
        let actions = el("div", "actions")
            .child(el("span", "grow"))
            .child(self.button("button", "cancel", None, "close").attr("data-first", ""));
        vec![scroll("no_form").child(verdict), actions]
    }

    fn frame_filling(&self, progress: &Progress) -> Vec<El> {
        if !progress.shown {
            return Vec::new(); // too short to be looked at
        }
        vec![self.card("filling").child(self.progress(progress))]
    }

    /// The result: what the five fields hold, and what can be done about it.
    fn result(&self, filled: &Filled) -> El {
        let rows = Field::FORM.iter().map(|&field| {
            let waits = *filled.report.state(field) == FieldState::Waiting;
            let worst = worst_on(&filled.findings, field);
            self.short_row(field, worst, waits)
                .maybe(worst.and_then(|worst| self.fixes(worst, filled)))
        });
        let of_file =
            filled.findings.iter().filter(|finding| finding.field == Field::File).map(|finding| {
                el("p", "line")
                    .child(icon_of(finding.severity).coloured(class_of(finding.severity)))
                    .child(el("span", "").spans(&self.shown.messages.finding(finding)))
            });
        let lines: Vec<El> = of_file.collect();
        let lines = (!lines.is_empty()).then(|| body().children(lines));
        let holds = filled.draft.secret.is_some();
        let kept = filled.report.states.iter().filter(|state| **state == FieldState::Kept);
        let next = match &filled.report.failure {
            Some(Failure::OtherProvider(_)) => Some(self.button(
                "button first",
                "replace provider",
                None,
                "choose_container_registry",
            )),
            Some(_) if holds => Some(self.button("button first", "fill_now", None, "try_again")),
            None if holds && kept.count() > 1 => {
                Some(self.button("button", "replace all", None, "use_files"))
            }
            _ => None,
        };
        let any_written = filled.report.states.contains(&FieldState::Written);
        let undo = (any_written && filled.report.failure.is_none())
            .then(|| self.button("button bare", "undo", Some(Icon::Undo), "undo"));
        let actions = el("div", "actions")
            .maybe(next)
            .maybe(undo)
            .child(self.button("button bare", "open_panel", None, "open_the_panel"))
            .child(el("span", "grow"))
            .child(self.button("button", "close", None, "close"));
        self.card("result")
            .child(self.headline(filled))
            .child(el("ol", "five").children(rows))
            .maybe(lines)
            .child(actions)
    }

    fn frame_undone(&self, filled: &Filled) -> El {
        let (verdict, lost) = self.what_was_undone(filled);
        let actions = el("div", "actions")
            .child(el("span", "grow"))
            .child(self.button("button", "close", None, "close"));
        let lost = lost.map(|lost| body().child(lost));
        self.card("undone").child(verdict).maybe(lost).child(actions)
    }

    /// One field in one line: what is said of it, in the words of its note; in full where something is to
    /// be done.
    fn short_row(&self, field: Field, worst: Option<&Finding>, waits: bool) -> El {
        let severity = worst.map_or(Severity::Good, |worst| worst.severity);
        let icon = if waits { self.waiting_icon() } else { self.verdict_icon(severity) };
        let class = if waits { "soft" } else { class_of(severity) };
        let says = worst.map(|worst| match severity {
            Severity::Good => el("span", "").text(&self.shown.messages.note(worst).1),
            _ => el("span", &format!("why {class}")).spans(&self.shown.messages.finding(worst)),
        });
        el("li", "")
            .attr("data-field", field.as_str())
            .child(icon)
            .child(el("b", "").text(&self.label(field)))
            .maybe(says)
    }
}
