//! The addresses where IAM users sign in: `https://123456789012.signin.aws.amazon.com/console`.

use crate::aws::AccountId;

/// What they end in, in each partition that is open to customers.
const HOSTS: &[&str] =
    &[".signin.aws.amazon.com", ".signin.amazonaws-us-gov.com", ".signin.amazonaws.cn"];

/// Whether a text is or begins with such an address.
pub(super) fn is_sign_in(text: &str) -> bool {
    front(text).is_some()
}

/// The account in front; none where an alias stands in its place.
pub(super) fn account(text: &str) -> Option<AccountId> {
    front(text).filter(|front| front.len() == 12).and_then(|front| AccountId::parse(front).ok())
}

/// What stands before one of the hosts, in the place of the account.
fn front(text: &str) -> Option<&str> {
    let address = match text.split_once("://") {
        Some((scheme, rest))
            if ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) =>
        {
            rest
        }
        Some(_) => return None,
        None => text,
    };
    let host = address.split(['/', '?', '#']).next().unwrap_or(address);
    HOSTS.iter().find_map(|end| {
        let front = host.get(..host.len().checked_sub(end.len())?)?;
        host.get(front.len()..).filter(|tail| tail.eq_ignore_ascii_case(end)).and(Some(front))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_aws_own_addresses_tell_an_account() {
        for link in [
            "https://123456789012.signin.aws.amazon.com/console",
            "Https://123456789012.Signin.aws.amazon.com/console/",
            "123456789012.signin.aws.amazon.com",
            "https://123456789012.signin.amazonaws-us-gov.com/console",
            "https://123456789012.signin.amazonaws.cn/console?x",
        ] {
            assert_eq!(
                account(link).map(|a| a.to_string()).as_deref(),
                Some("123456789012"),
                "{link}"
            );
        }
        for link in [
            "https://my-company.signin.aws.amazon.com/console",
            "https://12345678901.signin.aws.amazon.com/console",
            "https://123456789012.signin.evil.example/console",
            "https://evil.example/123456789012.signin.aws.amazon.com",
            "https://123456789012.signin.aws.amazon.com.evil.example",
            "httpx://123456789012.signin.aws.amazon.com",
            "123456789012",
            "",
        ] {
            assert_eq!(account(link), None, "{link}");
        }
        assert!(is_sign_in("https://my-company.signin.aws.amazon.com/console"));
    }
}
