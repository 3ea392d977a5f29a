//! What AWS answers, in the shapes in which it does.

use super::proof::Who;
use crate::aws::{AccountId, Time};
use crate::json::Json;
use serde::Deserialize;
use zeroize::Zeroizing;

/// No code or ARN of AWS's is longer.
const LONGEST: usize = 300;
/// No login token is longer: they have some two thousand characters.
const LONGEST_TOKEN: usize = 16_384;

/// ECR's answer to `GetAuthorizationToken`.
#[derive(Deserialize)]
pub(super) struct Token {
    #[serde(rename = "authorizationData")]
    data: Vec<AuthorizationData>,
}

/// ECR Public's.
#[derive(Deserialize)]
pub(super) struct PublicToken {
    #[serde(rename = "authorizationData")]
    data: AuthorizationData,
}

#[derive(Deserialize)]
struct AuthorizationData {
    /// `AWS:<password>` in base64: what a Basic login wants.
    #[serde(rename = "authorizationToken")]
    token: String,
}

impl Token {
    pub(super) fn token(self) -> Option<Zeroizing<String>> {
        self.data.into_iter().next()?.checked()
    }
}

impl PublicToken {
    pub(super) fn token(self) -> Option<Zeroizing<String>> {
        self.data.checked()
    }
}

impl AuthorizationData {
    fn checked(self) -> Option<Zeroizing<String>> {
        let is_base64 =
            self.token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        let is_token = is_base64 && (8..=LONGEST_TOKEN).contains(&self.token.len());
        let token = Zeroizing::new(self.token);
        is_token.then_some(token)
    }
}

/// STS's answer to `GetCallerIdentity`, where it answers in JSON.
#[derive(Deserialize)]
pub(super) struct Identity {
    #[serde(rename = "GetCallerIdentityResponse")]
    response: IdentityResponse,
}

#[derive(Deserialize)]
struct IdentityResponse {
    #[serde(rename = "GetCallerIdentityResult")]
    result: IdentityResult,
}

#[derive(Deserialize)]
struct IdentityResult {
    #[serde(rename = "Arn")]
    arn: String,
}

impl Identity {
    /// Whose key it is, from JSON or from XML: STS speaks both.
    pub(super) fn read<J: Json>(text: &str) -> Option<Who> {
        let json = J::read::<Identity>(text).map(|identity| identity.response.result.arn);
        Who::of_arn(json.as_deref().or_else(|| between(text, "Arn"))?)
    }
}

/// What AWS refuses with: the code that says why, and a text.
pub(super) struct Said {
    pub(super) code: String,
    message: String,
}

/// As the services that speak JSON write it.
#[derive(Deserialize)]
struct JsonError {
    #[serde(rename = "__type")]
    kind: String,
    message: Option<String>,
    #[serde(rename = "Message")]
    message_too: Option<String>,
}

/// As STS writes it when it is asked for JSON.
#[derive(Deserialize)]
struct QueryError {
    #[serde(rename = "Error")]
    error: QueryErrorInside,
}

#[derive(Deserialize)]
struct QueryErrorInside {
    #[serde(rename = "Code")]
    code: String,
    #[serde(rename = "Message")]
    message: Option<String>,
}

impl Said {
    /// Reads a refusal in any of AWS's shapes; `None` for what isn't one.
    pub(super) fn read<J: Json>(text: &str) -> Option<Said> {
        let (code, message) = if let Some(error) = J::read::<JsonError>(text) {
            (error.kind, error.message.or(error.message_too))
        } else if let Some(QueryError { error }) = J::read(text) {
            (error.code, error.message)
        } else {
            (between(text, "Code")?.to_owned(), between(text, "Message").map(str::to_owned))
        };
        // A name space may stand before it: `com.amazonaws.ecr#AccessDeniedException`.
        let code = code.rsplit('#').next().unwrap_or_default();
        let is_code = !code.is_empty()
            && code.len() <= LONGEST
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        is_code.then(|| Said { code: code.to_owned(), message: message.unwrap_or_default() })
    }

    /// Whether it is the time that the signature is refused for.
    pub(super) fn is_refused_time(&self) -> bool {
        let is_of_time = ["InvalidSignatureException", "SignatureDoesNotMatch"]
            .contains(&self.code.as_str())
            && ["Signature expired", "Signature not yet current"]
                .iter()
                .any(|begin| self.message.starts_with(begin));
        is_of_time || self.code == "RequestTimeTooSkewed" || self.code == "RequestExpired"
    }

    /// What AWS's clock says: `Signature expired: T1 is now earlier than T2 (T3 - 5 min.)`, where T3 is
    /// AWS's time.
    pub(super) fn time(&self) -> Option<Time> {
        let (_, rest) = self.message.split_once('(')?;
        Time::parse(rest.split(' ').next()?)
    }

    /// Whether it asks to come again later.
    pub(super) fn is_busy(&self) -> bool {
        [
            "Throttling",
            "ThrottlingException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "LimitExceededException",
            "ServerException",
            "InternalFailure",
            "InternalServerError",
            "ServiceUnavailable",
            "ServiceUnavailableException",
        ]
        .contains(&self.code.as_str())
    }

    /// Whose key it is, as a refusal for want of a permission names them.
    pub(super) fn who(&self) -> Option<Who> {
        let at = self.message.find("arn:")?;
        Who::of_arn(self.message.get(at..)?.split(' ').next()?)
    }

    /// The permission that is missing: `ecr:GetAuthorizationToken`.
    pub(super) fn lacks(&self) -> Option<String> {
        let (_, rest) = self.message.split_once("to perform: ")?;
        let action = rest.split(' ').next()?;
        let is_action = action.contains(':')
            && action.len() <= LONGEST
            && action.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-".contains(&byte));
        is_action.then(|| action.to_owned())
    }

    /// Whether a policy forbids it, so that another one that allows it wouldn't help; or one of the
    /// organization's or a boundary doesn't allow it, which is the same to a user.
    pub(super) fn is_denied_explicitly(&self) -> bool {
        ["explicit deny", "service control policy", "permissions boundary"]
            .iter()
            .any(|words| self.message.contains(words))
    }
}

/// What stands in an element of XML that has no elements in it.
fn between<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let open = ["<", name, ">"].concat();
    let close = ["</", name, ">"].concat();
    let (_, rest) = text.split_once(&open)?;
    let (inside, _) = rest.split_once(&close)?;
    (inside.len() <= 4 * LONGEST).then_some(inside)
}

impl Who {
    /// Reads `arn:aws:iam::123456789012:user/path/name` or `…:root`.
    fn of_arn(arn: &str) -> Option<Who> {
        let mut parts = arn.splitn(6, ':');
        let is_arn = parts.next() == Some("arn") && arn.len() <= LONGEST;
        let (_partition, _service, _region) = (parts.next()?, parts.next()?, parts.next()?);
        let account = AccountId::parse(parts.next()?).ok().filter(|_| is_arn)?;
        let whose = parts.next()?;
        let user = whose.strip_prefix("user/").and_then(|path| path.rsplit('/').next());
        let is_user_name = |name: &&str| {
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte))
        };
        Some(Who {
            account,
            user: user.filter(is_user_name).map(str::to_owned),
            is_root: whose == "root",
        })
    }
}
