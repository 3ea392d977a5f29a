//! What the command line asks for.

use crate::bench;
use crate::inspect::Inspection;

/// What `cargo xtask` and `cargo xtask --help` print.
pub const USAGE: &str = "\
Usage: cargo xtask <task>

  build                      dist/chromium, dist/firefox and dist/www
  demo                       builds, then serves dist/www on 127.0.0.1 and opens a browser
    --no-open                opens no browser
    --port N                 port to serve on (default 8640; 0 takes any free one)
  demo --browser             builds, then starts Chromium with the extension and a practice Seqera
  bench [PART...]            times in Chromium what has to be fast there
    key-files                reading key files, beside other readers
    fills                    filling the form, beside the least that it takes
    snapshots                looking at large pages, beside a bare walk over their nodes
    standing                 what a page pays where nobody needs it, and what one waits for
  test                       formatting, clippy, native tests, types and browser tests
  inspect FILE...            what Keyferry makes of key files: a line of JSON each, never a secret
    --registry HOST          judged as if it stood in Registry server
    --name NAME              judged as if it stood in Name
    -                        in place of a file: stdin
  pictures                   builds, then takes the pictures of all that Keyferry shows";

/// One task with its choices.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Print [`USAGE`].
    Help,
    /// Build everything that ships.
    Build,
    /// Build, and serve the page that works without the extension.
    Demo {
        /// The port asked for; `None` is the default one.
        port: Option<u16>,
        /// Whether a browser may be opened.
        open: bool,
    },
    /// Build, and start a browser with the extension loaded.
    BrowserDemo,
    /// Measure in a browser what has to be fast there: these of [`bench::PARTS`], or all.
    Bench(Vec<String>),
    /// Prove that everything works.
    Test,
    /// Say what Keyferry makes of key files.
    Inspect(Inspection),
    /// Take the pictures.
    Pictures,
}

/// Reads the words after `cargo xtask`. The error is one sentence that says which word is wrong.
pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Task, String> {
    let words: Vec<String> = words.into_iter().collect();
    if words.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h") {
        return Ok(Task::Help);
    }
    let Some((name, rest)) = words.split_first() else {
        return Ok(Task::Help);
    };
    let task = match name.as_str() {
        "build" => Task::Build,
        "demo" => return demo(rest),
        "bench" => return bench(rest),
        "test" => Task::Test,
        "inspect" => return inspect(rest),
        "pictures" => Task::Pictures,
        "help" => Task::Help,
        _ => return Err(format!("there is no task `{name}`; `cargo xtask --help` lists them.")),
    };
    match rest.first() {
        Some(extra) => Err(format!("`{name}` takes no argument, but was given `{extra}`.")),
        None => Ok(task),
    }
}

fn bench(words: &[String]) -> Result<Task, String> {
    match words.iter().find(|word| !bench::PARTS.contains(&word.as_str())) {
        Some(wrong) => {
            Err(format!("`bench` knows `{}`, not `{wrong}`.", bench::PARTS.join("`, `")))
        }
        None => Ok(Task::Bench(words.to_vec())),
    }
}

fn demo(words: &[String]) -> Result<Task, String> {
    let (mut port, mut open, mut browser) = (None, true, false);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--no-open" => open = false,
            "--browser" => browser = true,
            "--port" => {
                let value = words.next().ok_or("`--port` wants a number after it.")?;
                port = Some(port_number(value)?);
            }
            _ => match word.strip_prefix("--port=") {
                Some(value) => port = Some(port_number(value)?),
                None => {
                    return Err(format!(
                        "`demo` knows `--no-open`, `--port N` and `--browser`, not `{word}`."
                    ));
                }
            },
        }
    }
    if browser && (port.is_some() || !open) {
        return Err(
            "`--browser` starts a browser of its own, so it takes neither `--port` nor `--no-open`."
                .to_owned(),
        );
    }
    Ok(if browser { Task::BrowserDemo } else { Task::Demo { port, open } })
}

fn inspect(words: &[String]) -> Result<Task, String> {
    let mut inspection = Inspection::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (option, joined) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let place = match option {
            "--registry" => &mut inspection.registry,
            "--name" => &mut inspection.name,
            "--" if joined.is_none() => {
                inspection.files.extend(words.by_ref().cloned());
                break;
            }
            _ if word.len() > 1 && word.starts_with('-') => {
                // What isn't spelled like an option may be a secret that was pasted here.
                let letters = |c: char| c.is_ascii_lowercase() || c == '-';
                let named = option.len() <= 20 && option.chars().all(letters);
                let not = if named { format!(", not `{option}`") } else { String::new() };
                return Err(format!("`inspect` knows `--registry` and `--name`{not}."));
            }
            _ => {
                inspection.files.push(word.clone());
                continue;
            }
        };
        let value = joined.or_else(|| words.next().cloned());
        *place = Some(value.ok_or_else(|| format!("`{option}` wants a value after it."))?);
    }
    if inspection.files.is_empty() {
        return Err("`inspect` wants a file, or `-` for stdin.".to_owned());
    }
    Ok(Task::Inspect(inspection))
}

fn port_number(value: &str) -> Result<u16, String> {
    value.parse().map_err(|_| format!("`--port` wants a number from 0 to 65535, not `{value}`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn no_word_or_a_cry_for_help_prints_the_usage() {
        for line in ["", "--help", "-h", "help", "demo --help", "test --port --help"] {
            assert_eq!(parsed(line), Ok(Task::Help), "{line}");
        }
    }

    #[test]
    fn each_task_has_its_name() {
        assert_eq!(parsed("build"), Ok(Task::Build));
        assert_eq!(parsed("bench"), Ok(Task::Bench(Vec::new())));
        assert_eq!(parsed("bench fills"), Ok(Task::Bench(vec!["fills".to_owned()])));
        assert_eq!(parsed("test"), Ok(Task::Test));
        assert_eq!(parsed("pictures"), Ok(Task::Pictures));
        assert_eq!(parsed("demo"), Ok(Task::Demo { port: None, open: true }));
        assert_eq!(parsed("demo --browser"), Ok(Task::BrowserDemo));
    }

    #[test]
    fn a_port_may_follow_or_be_joined() {
        let wanted = Ok(Task::Demo { port: Some(0), open: false });
        assert_eq!(parsed("demo --no-open --port 0"), wanted);
        assert_eq!(parsed("demo --port=0 --no-open"), wanted);
    }

    #[test]
    fn files_to_inspect_may_stand_before_and_behind_what_stands_in_the_form() {
        let wanted = |files: &[&str], registry: Option<&str>, name: Option<&str>| {
            Ok(Task::Inspect(Inspection {
                files: files.iter().map(|file| file.to_string()).collect(),
                registry: registry.map(str::to_owned),
                name: name.map(str::to_owned),
            }))
        };
        assert_eq!(
            parsed("inspect a.csv - b=c.csv"),
            wanted(&["a.csv", "-", "b=c.csv"], None, None)
        );
        let both = wanted(&["a.csv", "b.csv"], Some("x.y"), Some("jo"));
        assert_eq!(parsed("inspect a.csv --registry x.y --name jo b.csv"), both);
        assert_eq!(parsed("inspect --name=jo a.csv --registry=x.y b.csv"), both);
        assert_eq!(parsed("inspect a.csv --name="), wanted(&["a.csv"], None, Some("")));
        assert_eq!(parsed("inspect -- --name a.csv"), wanted(&["--name", "a.csv"], None, None));
    }

    #[test]
    fn a_wrong_word_is_named() {
        for (line, named) in [
            ("biuld", "`biuld`"),
            ("build --fast", "`--fast`"),
            ("bench fill", "`fill`"),
            ("demo --prot 1", "`--prot`"),
            ("demo --port", "`--port`"),
            ("demo --port 65536", "`65536`"),
            ("demo --port -1", "`-1`"),
            ("demo --browser --port 1", "`--browser`"),
            ("demo --no-open --browser", "`--browser`"),
            ("inspect", "`-`"),
            ("inspect --name x", "`-`"),
            ("inspect a.csv --nmae x", "`--nmae`"),
            ("inspect a.csv --registry", "`--registry`"),
            ("inspect --kfExampleSecretKeyForTests0000000000/+AB", "`--name`."),
        ] {
            let said = parsed(line).unwrap_err();
            assert!(said.contains(named) && said.ends_with('.'), "{line}: {said}");
        }
    }
}
