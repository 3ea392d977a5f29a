//! Icons: one family, drawn on 16 units, 1.5 px strokes in the colour of their text.

use super::dom::{El, svg};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A ring with a tick: right.
    Ok,
    /// A ring with an i: true and useful.
    Advice,
    /// A triangle: look here.
    Warn,
    /// An octagon: it cannot work.
    Error,
    /// A pen: mended.
    Fixed,
    /// A sheet with a key.
    File,
    /// An arrow into a tray: let go.
    Tray,
    /// A browser window.
    Page,
    /// Opens below, or leads on.
    Chevron,
    /// A lens.
    Search,
    /// A tick: selected.
    Check,
    /// An arrow back.
    Undo,
    /// A bin.
    Wipe,
    /// A dotted ring: not reached yet.
    Wait,
    /// A part of a ring: under way.
    Busy,
    /// A cross: away with it.
    Close,
    /// Two sliders: options.
    Options,
    /// A lock.
    Lock,
    /// Two sheets: copies.
    Copy,
    /// An arrow out of a frame: opens elsewhere.
    Out,
    /// Keyferry's own mark, in its colours.
    Mark,
}

impl Icon {
    /// The icon beside a text that says the same.
    pub fn plain(self) -> El {
        self.drawn("i", None)
    }

    /// The icon in the colour of a severity, beside a text that says the same.
    pub fn coloured(self, class: &str) -> El {
        self.drawn(&format!("i {class}"), None)
    }

    /// The icon with a name of its own, in the colour of a severity.
    pub fn named(self, class: &str, name: &str) -> El {
        self.drawn(&format!("i {class}"), Some(name))
    }

    /// Keyferry's mark.
    pub fn mark() -> El {
        Icon::Mark.drawn("mark", None)
    }

    fn drawn(self, class: &str, name: Option<&str>) -> El {
        let view = if self == Icon::Mark { "0 0 128 128" } else { "0 0 16 16" };
        let svg = shape("svg", &[("class", class), ("viewBox", view)]);
        let svg = match name {
            Some(name) => svg.attr("role", "img").attr("aria-label", name),
            None => svg.attr("aria-hidden", "true"),
        };
        svg.children(self.shapes().iter().map(|(tag, attributes)| shape(tag, attributes)))
    }

    fn shapes(self) -> &'static [Shape] {
        match self {
            Icon::Ok => &[
                ("circle", &[("cx", "8"), ("cy", "8"), ("r", "6.25")]),
                ("path", &[("d", "m5.25 8.25 2 2 3.5-4")]),
            ],
            Icon::Advice => &[
                ("circle", &[("cx", "8"), ("cy", "8"), ("r", "6.25")]),
                ("path", &[("d", "M8 7.5v3.25M8 5.2v.05")]),
            ],
            Icon::Warn => &[("path", &[("d", "M8 2.25 14.25 13.5H1.75zM8 6.5v3M8 11.45v.05")])],
            Icon::Error => &[(
                "path",
                &[(
                    "d",
                    "M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM6 6l4 4M10 6l-4 4",
                )],
            )],
            Icon::Fixed => &[(
                "path",
                &[(
                    "d",
                    "M2.5 13.5l.75-3.250L10.750 2.750l2.500 2.500-7.500 7.500zM9 4.500l2.500 2.500",
                )],
            )],
            Icon::File => &[
                (
                    "path",
                    &[(
                        "d",
                        "M9.25 1.75H4.5a1 1 0 0 0-1 1v10.5a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5zM9.25 1.75V5h3.25",
                    )],
                ),
                ("circle", &[("cx", "6.5"), ("cy", "9.5"), ("r", "1.25")]),
                ("path", &[("d", "M7.75 9.5h2.75v1.25")]),
            ],
            Icon::Tray => &[("path", &[("d", "M8 2v7.5M5 6.75l3 3 3-3M2 10v3.25h12V10")])],
            Icon::Page => &[
                (
                    "rect",
                    &[
                        ("x", "1.75"),
                        ("y", "2.75"),
                        ("width", "12.5"),
                        ("height", "10.5"),
                        ("rx", "1"),
                    ],
                ),
                ("path", &[("d", "M1.75 5.75h12.5M4 4.3v-.05M6 4.3v-.05")]),
            ],
            Icon::Chevron => &[("path", &[("d", "m6 3.5 4.5 4.5L6 12.5")])],
            Icon::Search => &[
                ("circle", &[("cx", "7"), ("cy", "7"), ("r", "4.25")]),
                ("path", &[("d", "m10.25 10.25 3.5 3.5")]),
            ],
            Icon::Check => &[("path", &[("d", "m3 8.5 3.25 3.25L13 4.75")])],
            Icon::Undo => {
                &[("path", &[("d", "M5.5 2.75 2.25 6 5.5 9.25M2.5 6h7a4 4 0 0 1 0 8H6")])]
            }
            Icon::Wipe => &[(
                "path",
                &[("d", "M2.5 4h11M6 4V2.25h4V4M4 4l.6 9.75h6.8L12 4M6.75 6.75v4.5M9.25 6.75v4.5")],
            )],
            Icon::Wait => &[(
                "circle",
                &[("cx", "8"), ("cy", "8"), ("r", "6.25"), ("stroke-dasharray", ".1 3.82")],
            )],
            Icon::Busy => &[("path", &[("d", "M8 1.75A6.25 6.25 0 1 1 1.75 8")])],
            Icon::Options => &[
                ("path", &[("d", "M2 4.5h6.25M12.75 4.5H14M2 11.5h1.25M7.75 11.5H14")]),
                ("circle", &[("cx", "10.5"), ("cy", "4.5"), ("r", "2.25")]),
                ("circle", &[("cx", "5.5"), ("cy", "11.5"), ("r", "2.25")]),
            ],
            Icon::Close => &[("path", &[("d", "m3.75 3.75 8.5 8.5M12.25 3.75l-8.5 8.5")])],
            Icon::Lock => &[
                ("rect", &[("x", "3"), ("y", "7"), ("width", "10"), ("height", "7"), ("rx", "1")]),
                ("path", &[("d", "M5 7V5a3 3 0 0 1 6 0v2")]),
            ],
            Icon::Copy => &[
                (
                    "rect",
                    &[
                        ("x", "5.75"),
                        ("y", "5.75"),
                        ("width", "8.5"),
                        ("height", "8.5"),
                        ("rx", "1"),
                    ],
                ),
                (
                    "path",
                    &[(
                        "d",
                        "M3.25 10.25h-.5a1 1 0 0 1-1-1v-6.5a1 1 0 0 1 1-1h6.5a1 1 0 0 1 1 1v.5",
                    )],
                ),
            ],
            Icon::Out => &[("path", &[("d", OUT)])],
            Icon::Mark => &[
                ("rect", &[("width", "128"), ("height", "128"), ("rx", "28"), ("fill", "#4353d9")]),
                (
                    "circle",
                    &[("cx", "40"), ("cy", "48"), ("r", "17"), WHITE, OPEN, ("stroke-width", "14")],
                ),
                ("path", &[("d", KEY), WHITE, OPEN, ("stroke-width", "15"), ROUND, JOINED]),
                ("path", &[("d", WAVE), ("stroke", "#cfd6ff"), OPEN, ("stroke-width", "9"), ROUND]),
            ],
        }
    }
}

const WHITE: (&str, &str) = ("stroke", "#fff");
const OPEN: (&str, &str) = ("fill", "none");
const ROUND: (&str, &str) = ("stroke-linecap", "round");
const JOINED: (&str, &str) = ("stroke-linejoin", "round");
const OUT: &str =
    "M9.5 2h4.5v4.5M14 2 7.5 8.5M6.5 3H3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V9.5";
const KEY: &str = "M57 48h47V31M80 48V31";
const WAVE: &str = "M16 97q8-13 16 0t16 0 16 0 16 0 16 0 16 0";

/// An SVG element and its attributes.
type Shape = (&'static str, &'static [(&'static str, &'static str)]);

fn shape(tag: &str, attributes: &[(&str, &str)]) -> El {
    attributes.iter().fold(svg(tag), |shape, (name, value)| shape.attr(name, value))
}
