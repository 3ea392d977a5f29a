//! Snapshots as the content script takes them, drawn control by control.

use keyferry::form::{Container, Control, Kind, Label, Snapshot, Source};

/// A page being drawn.
#[derive(Clone)]
pub struct Drawing(Snapshot);

/// A control being drawn.
#[derive(Debug, Clone)]
pub struct Part(Control);

impl Drawing {
    /// An empty page of one container.
    pub fn new() -> Drawing {
        Drawing(Snapshot {
            document: "document-1".to_owned(),
            origin: "https://cloud.seqera.io".to_owned(),
            path: "/orgs/genomics/workspaces/rnaseq-prod/credentials/new".to_owned(),
            at: 0.0,
            controls: Vec::new(),
            containers: vec![Container {
                parent: None,
                heading: String::new(),
                apart: false,
                dialog: false,
            }],
            focused: None,
        })
    }

    /// The same page at another address.
    pub fn at(mut self, path: &str) -> Drawing {
        self.0.path = path.to_owned();
        self
    }

    /// Opens a container inside `parent`; what is drawn next stands in it.
    pub fn inside(mut self, parent: u32, heading: &str) -> Drawing {
        let heading = heading.to_owned();
        self.0.containers.push(Container {
            parent: Some(parent),
            heading,
            apart: false,
            dialog: false,
        });
        self
    }

    /// The same for a form, a dialog or a frame.
    pub fn apart(mut self, parent: u32, heading: &str) -> Drawing {
        self = self.inside(parent, heading);
        for container in self.0.containers.iter_mut().rev().take(1) {
            container.apart = true;
        }
        self
    }

    /// The same for a dialog.
    pub fn dialog(mut self, parent: u32, heading: &str) -> Drawing {
        self = self.apart(parent, heading);
        for container in self.0.containers.iter_mut().rev().take(1) {
            container.dialog = true;
        }
        self
    }

    /// Gives the control drawn last the focus.
    pub fn focused(mut self) -> Drawing {
        self.0.focused = self.0.controls.last().map(|control| control.id);
        self
    }

    /// Draws a control in the container opened last.
    pub fn with(mut self, part: Part) -> Drawing {
        let mut control = part.0;
        control.container = self.0.containers.len() as u32 - 1;
        if control.id == 0 {
            control.id = self.0.controls.len() as u32 + 1;
        }
        self.0.controls.push(control);
        self
    }

    /// The snapshot, within its bounds.
    pub fn done(self) -> Snapshot {
        self.0.check().unwrap()
    }
}

/// A control of this kind that nothing is known of.
pub fn control(kind: Kind) -> Part {
    Part(Control {
        id: 0,
        kind,
        labels: Vec::new(),
        value: String::new(),
        length: 0,
        enabled: true,
        read_only: false,
        typed: false,
        ours: false,
        container: 0,
        options: Vec::new(),
    })
}

/// A text field.
pub fn text() -> Part {
    control(Kind::Text)
}

/// A password field.
pub fn password() -> Part {
    control(Kind::Password)
}

/// Something that shows one of several options.
pub fn choice() -> Part {
    control(Kind::Choice)
}

/// A button with its text.
pub fn button(text: &str) -> Part {
    control(Kind::Button).says(Source::Text, text).shows(text)
}

impl Part {
    /// A text beside it.
    pub fn says(mut self, source: Source, text: &str) -> Part {
        self.0.labels.push(Label { source, text: text.to_owned() });
        self
    }

    /// Its label.
    pub fn label(self, text: &str) -> Part {
        self.says(Source::Label, text)
    }

    /// Its value; of a password only the length is kept.
    pub fn shows(mut self, value: &str) -> Part {
        self.0.length = value.encode_utf16().count() as u32;
        if self.0.kind != Kind::Password {
            self.0.value = value.to_owned();
        }
        self
    }

    /// What it offers without being opened.
    pub fn offers(mut self, options: &[&str]) -> Part {
        self.0.options = options.iter().map(|&option| option.to_owned()).collect();
        self
    }

    /// What it holds is told by its length alone.
    pub fn hidden(mut self) -> Part {
        self.0.value.clear();
        self
    }

    /// A choice that takes any text, too.
    pub fn typed(mut self) -> Part {
        self.0.typed = true;
        self
    }

    /// Takes no input, as long as nobody comes to it.
    pub fn read_only(mut self) -> Part {
        self.0.enabled = false;
        self.0.read_only = true;
        self
    }

    /// Its name in steps.
    pub fn id(mut self, id: u32) -> Part {
        self.0.id = id;
        self
    }

    /// Whether it takes input.
    pub fn enabled(mut self, enabled: bool) -> Part {
        self.0.enabled = enabled;
        self
    }

    /// Whether Keyferry wrote what it holds.
    pub fn ours(mut self, ours: bool) -> Part {
        self.0.ours = ours;
        self
    }
}
