//! The page that works without the extension, on this machine.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};

use crate::dist;
use crate::program;
use crate::server;
use crate::site::Site;
use crate::workspace::Workspace;

/// Where the page is unless another port is asked for.
const DEFAULT_PORT: u16 = 8640;

/// Builds, then serves the page until the program is ended.
pub fn serve(workspace: &Workspace, port: Option<u16>, open: bool) -> Result<()> {
    let port = port.unwrap_or(DEFAULT_PORT);
    // A busy port is told before the minutes of a first build, not after.
    drop(listen(port)?);
    let built = dist::build(workspace)?;
    eprintln!("{built}");

    let site = Site::new(&workspace.dist().join("www")).context("dist/www isn't there")?;
    let listener = listen(port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    program::say(&format!("Keyferry is at {address} (Ctrl+C ends it)"))?;
    if open {
        open_browser(&address);
    }
    server::serve(&listener, site);
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} is in use by another program: choose another with `--port N` \
             (`--port 0` takes any free one)"
        ),
        ErrorKind::PermissionDenied => anyhow!(
            "port {port} may not be opened by this user: choose another with `--port N` \
             (`--port 0` takes any free one)"
        ),
        _ => anyhow!("port {port} can't be opened: {error}"),
    })
}

/// Opens the address where there is a screen. That none opens is no error: the address was told.
fn open_browser(address: &str) {
    let mut opener = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut start = Command::new("cmd");
        start.args(["/C", "start", ""]);
        start
    } else {
        let has_screen = |name| std::env::var_os(name).is_some_and(|screen| !screen.is_empty());
        if !has_screen("DISPLAY") && !has_screen("WAYLAND_DISPLAY") {
            return;
        }
        Command::new("xdg-open")
    };
    let quiet = opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.arg(address).spawn().ok();
}
