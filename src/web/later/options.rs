//! The options page: the Seqera addresses that Keyferry has access to.

use crate::messages::Messages;
use crate::web::drawing::dom::{El, el, patch};
use crate::web::drawing::icons::Icon;
use crate::web::drawing::words::{Speaks, host_of};
use crate::web::text;
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// What the options page shows.
#[derive(Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
pub struct OptionsAsTold {
    /// The origins that came with the extension.
    always: Vec<String>,
    /// Those that the person added.
    added: Vec<String>,
    /// Those of AWS that were allowed for a check.
    aws: Vec<String>,
    /// The one that was removed just now; `aws` for all of AWS's.
    #[tsify(optional)]
    removed: Option<String>,
    /// What opens the panel; empty if nothing does.
    keys: String,
    /// Whether Seqera may be asked what it has already.
    asks_seqera: Setting,
    /// Whether a check with AWS may be offered.
    checks_aws: Setting,
}

/// Something that can be switched on and off.
#[derive(Deserialize, tsify::Tsify)]
pub struct Setting {
    /// Whether it is on.
    on: bool,
    /// Whether whoever manages the browser has decided that.
    managed: bool,
}

#[wasm_bindgen]
extern "C" {
    /// [`OptionsAsTold`], as its declaration says.
    #[wasm_bindgen(typescript_type = "OptionsAsTold")]
    pub type Told;
}

/// Draws the options in `root`. A button that removes an origin has it in `data-remove`, a switch the
/// setting's name.
///
/// # Errors
/// When `told` isn't what its declaration says, or the texts can't be read.
#[wasm_bindgen(js_name = drawOptions)]
pub async fn draw_options(root: Element, messages_url: String, told: Told) -> Result<(), JsValue> {
    let told: OptionsAsTold = serde_wasm_bindgen::from_value(told.into())?;
    let messages = text::load(&messages_url).await?;
    let page = Options { messages };
    let drawn = el("main", &root.class_name())
        .attr("id", &root.id())
        .child(page.p("h1", "", "options_title", &[]).attr("tabindex", "-1"))
        .child(page.p("p", "soft", "options_reason", &[]))
        .maybe(told.removed.as_ref().map(|origin| page.removed(origin)))
        .child(page.instances(&told))
        .maybe(told.added.is_empty().then(|| page.p("p", "soft", "options_none", &[])))
        .child(page.note("options_add"))
        .child(page.p("h2", "", "options_checks", &[]))
        .child(
            el("ul", "instances")
                .child(page.switch("asksSeqera", &told.asks_seqera, "options_seqera"))
                .child(page.switch("checksAws", &told.checks_aws, "options_aws")),
        )
        .child(page.p("h2", "", "options_shortcut", &[]))
        .child(if told.keys.is_empty() {
            page.p("p", "soft", "options_shortcut_none", &[])
        } else {
            page.p("p", "soft", "options_shortcut_is", &[("keys", told.keys)])
        });
    patch(&root, &drawn.done());
    Ok(())
}

struct Options {
    messages: Messages,
}

impl Speaks for Options {
    fn messages(&self) -> &Messages {
        &self.messages
    }
}

impl Options {
    fn note(&self, key: &str) -> El {
        self.line(Icon::Advice.coloured("advice"), key, &[])
    }

    fn removed(&self, origin: &str) -> El {
        let host = match origin {
            "aws" => "AWS".to_owned(),
            origin => host_of(origin).to_owned(),
        };
        el("p", "line").attr("role", "status").child(Icon::Ok.coloured("ok")).child(self.p(
            "span",
            "",
            "options_removed",
            &[("host", host)],
        ))
    }

    fn instances(&self, told: &OptionsAsTold) -> El {
        let always = told.always.iter().map(|origin| self.instance(origin, false));
        let added = told.added.iter().map(|origin| self.instance(origin, true));
        let aws = (!told.aws.is_empty()).then(|| {
            let hosts: Vec<&str> = told.aws.iter().map(|origin| host_of(origin)).collect();
            self.place("aws", &hosts.join(" "), "options_aws_access", Some("AWS"))
        });
        el("ul", "instances").children(always).children(added).maybe(aws)
    }

    fn instance(&self, origin: &str, removable: bool) -> El {
        let says = if removable { "options_added" } else { "options_always" };
        let host = host_of(origin);
        let place = self.place(origin, host, says, removable.then_some(host));
        let insecure = origin.starts_with("http://");
        place.maybe(insecure.then(|| self.p("p", "why warn", "options_insecure", &[])))
    }

    /// One row: what it is, why Keyferry has access, and how to take that away.
    fn place(&self, key: &str, name: &str, says: &str, removable: Option<&str>) -> El {
        let remove = removable.map(|called| {
            let host = [("host", called.to_owned())];
            el("button", "button fix")
                .attr("type", "button")
                .attr("data-remove", key)
                .attr("aria-label", &self.say_of("options_remove_origin", &host))
                .text(&self.say("options_remove"))
        });
        el("li", "")
            .attr("data-key", key)
            .child(Icon::Page.plain())
            .child(el("div", "").child(el("p", "origin").text(name)).child(self.p(
                "p",
                "small soft",
                says,
                &[],
            )))
            .maybe(remove)
    }

    fn switch(&self, name: &str, setting: &Setting, key: &str) -> El {
        let why = match setting.managed {
            true => self.p("p", "small soft", "options_managed", &[]),
            false => self.p("p", "small soft", &format!("{key}_why"), &[]),
        };
        let input = el("input", "")
            .attr("type", "checkbox")
            .attr("id", name)
            .attr("name", name)
            .attr("aria-describedby", &format!("{name}-why"))
            .attr_if(setting.on, "checked", "")
            .attr_if(setting.managed, "disabled", "");
        el("li", "").attr("data-key", name).child(input).child(
            el("div", "")
                .child(self.p("label", "", key, &[]).attr("for", name))
                .child(why.attr("id", &format!("{name}-why"))),
        )
    }
}
