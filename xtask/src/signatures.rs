//! Keyferry's signatures beside those that botocore, AWS's own client, makes of the same requests.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};
use keyferry::aws::signing::{Scope, Unsigned, sign};
use keyferry::aws::{SecretAccessKey, Time};
use serde_json::Value;

use crate::program;
use crate::python::Python;
use crate::workspace::Workspace;

/// Makes random requests and prints them with botocore's signatures.
const SCRIPT: &str = "tests/stand-in/signatures.py";
const COUNT: usize = 1_000;

/// Compares the signatures of a thousand random requests, other ones each time. The seed is said, so that
/// a difference can be found again: `signatures.py SEED 1000`.
pub fn compare(workspace: &Workspace, python: &Python) -> Result<()> {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos().to_string();
    let count = COUNT.to_string();
    let mut script = workspace.command(&python.path);
    let requests = program::output(script.args([SCRIPT, &seed, &count]))?;
    for (at, line) in requests.lines().enumerate() {
        compare_one(line).with_context(|| format!("request {at} of the seed {seed}"))?;
    }
    ensure!(requests.lines().count() == COUNT, "{SCRIPT} makes too few requests");
    program::say(&format!("{COUNT} signatures equal botocore's, of the seed {seed}"))
}

fn compare_one(line: &str) -> Result<()> {
    let request: Value = serde_json::from_str(line)?;
    let text = |of: &Value| of.as_str().map(str::to_owned).context("not a text");
    let member = |name: &str| text(&request[name]).context(name.to_owned());
    let list = request["headers"].as_array().context("headers")?;
    let headers = list.iter().map(|header| Ok((text(&header[0])?, text(&header[1])?)));
    let headers = headers.collect::<Result<Vec<_>>>()?;
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (method, path, body) = (member("method")?, member("path")?, member("body")?);
    let (region, service, date) = (member("region")?, member("service")?, member("date")?);
    let Ok(secret) = SecretAccessKey::parse(member("secret")?) else { bail!("no secret") };
    let time = Time::parse(&date).context("no time")?;
    let unsigned =
        Unsigned { method: &method, path: &path, headers: &headers, body: body.as_bytes() };
    let ours = sign(&unsigned, &Scope { region: &region, service: &service, time }, &secret);
    ensure!(ours.signed_headers == member("signed_headers")?, "other headers are signed: {line}");
    ensure!(ours.signature == member("signature")?, "another signature: {line}");
    Ok(())
}
