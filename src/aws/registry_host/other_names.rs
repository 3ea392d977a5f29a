//! What else names a registry beside its host: ARNs and AWS's web pages.

use super::pasted::length_of_schemes;
use super::{RegistryHost, RegistryHostError};
use crate::aws::{AccountId, Partition, Region};

/// The registry of `arn:aws:ecr:eu-west-1:123456789012:repository/…`, if the text is an ARN.
pub(super) fn host_of_arn(text: &str) -> Option<Result<RegistryHost, RegistryHostError>> {
    let text = text.to_ascii_lowercase();
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, _] = parts[..] else { return None };
    let partition = Partition::ALL.into_iter().find(|known| known.as_str() == partition);
    Some(match (partition, service) {
        (Some(Partition::Aws), "ecr-public") => Ok(RegistryHost::Public),
        (Some(partition), "ecr") => AccountId::parse(account)
            .map_err(RegistryHostError::Account)
            .and_then(|account| RegistryHost::in_region(account, region))
            .and_then(|host| match host.region().map(Region::partition) {
                Some(of_region) if of_region != partition => Err(RegistryHostError::Arn),
                _ => Ok(host),
            }),
        _ => Err(RegistryHostError::Arn),
    })
}

const GALLERY: &str = "gallery.ecr.aws";
const CONSOLES: &[&str] =
    &["console.aws.amazon.com", "console.amazonaws.cn", "console.amazonaws-us-gov.com"];

/// The registry of a page in ECR's gallery, or of
/// `https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/…`, if the text
/// is a page of AWS's console.
pub(super) fn host_of_page(text: &str) -> Option<Result<RegistryHost, RegistryHostError>> {
    let page = text[length_of_schemes(text)..].to_ascii_lowercase();
    let site = page.split(['/', '?', '#']).next()?;
    if site == GALLERY {
        return Some(Ok(RegistryHost::Public));
    }
    let front = CONSOLES.iter().find_map(|console| site.strip_suffix(console))?;
    if !front.is_empty() && !front.ends_with('.') {
        return None;
    }
    let own_region = front.trim_end_matches('.').rsplit('.').next().filter(|r| !r.is_empty());
    let path = &page[site.len()..];
    Some(if path.starts_with("/ecr/repositories/public") {
        Ok(RegistryHost::Public)
    } else {
        host_of_repositories(path, own_region).unwrap_or(Err(RegistryHostError::ConsoleUrl))
    })
}

/// `None` where the page doesn't tell whose registry it is, or where.
fn host_of_repositories(
    path: &str,
    own_region: Option<&str>,
) -> Option<Result<RegistryHost, RegistryHostError>> {
    let account = path.strip_prefix("/ecr/repositories/private/")?.split(['/', '?', '#']).next()?;
    let account = AccountId::parse(account).ok()?;
    let asked = path.split(['?', '&', '#']).find_map(|part| part.strip_prefix("region="));
    let region = match (asked, own_region) {
        (Some(asked), Some(own)) if asked != own => return None,
        (asked, own) => asked.or(own)?,
    };
    Some(RegistryHost::in_region(account, region))
}
