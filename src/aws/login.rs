//! The live check: whether Wave can log in to a registry with a key. It asks AWS what Wave asks, in the
//! same order: ECR for a login token, the registry to take it; and STS whose key it is, which needs no
//! permission and tells a key that ECR doesn't know from a region that isn't enabled.
//!
//! [`Login`] is a pure state machine like [`Fill`](crate::form::Fill): it makes the next request, signed,
//! and takes AWS's answer in; whoever has a network carries it. The secret is in no request.

mod answers;
mod proof;

pub use proof::{Proof, Reached, Verdict};

use super::signing::{Scope, Unsigned, sign};
use super::{AccessKeyId, Partition, RegistryHost, SecretAccessKey, Time};
use crate::json::Json;
use answers::{Identity, PublicToken, Said, Token};
use std::fmt;
use zeroize::Zeroizing;

/// A clock that is further off than this has its signatures refused (AWS, *Signature Version 4*).
const TOLERATED_S: i64 = 300;
/// How long AWS is left alone before it is asked the same again.
const PAUSE_MS: u32 = 1_000;
/// How long a key that was made just now is given until all of AWS knows it. It may take longer; who waits
/// sees nothing happen meanwhile.
const NEW_KEY_MS: u32 = 3_000;
/// ECR Public is asked in this region, whatever region one is in (Wave 1.37 `AwsEcrService`); and the
/// global STS is signed for it.
const HOME: &str = "us-east-1";
const PUBLIC_API: &str = "api.ecr-public.us-east-1.amazonaws.com";

/// A check under way.
pub struct Login {
    id: AccessKeyId,
    secret: SecretAccessKey,
    registry: RegistryHost,
    asking: Asking,
    /// Whether the same was asked a second time already.
    asked_again: bool,
    /// Whether STS knows a key that ECR doesn't, once it was asked for that.
    known_to_sts: Option<bool>,
    pause_ms: u32,
    /// How far AWS's clock is ahead of this computer's, once AWS has told it.
    ahead_s: i64,
    token: Zeroizing<String>,
    proof: Proof,
}

/// Who is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// ECR, for a login token.
    Ecr,
    /// The registry, whether it takes the token.
    Registry,
    /// STS, whose key it is.
    Sts,
}

/// One request to AWS, ready to be sent. It shows nothing of its headers in `Debug`: one of them may be a
/// login to the registry.
pub struct Request {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where.
    pub url: String,
    /// What goes with it; `host` is the browser's to send.
    pub headers: Vec<(&'static str, Zeroizing<String>)>,
    /// The body of a `POST`.
    pub body: &'static str,
    /// How long to wait before it is sent.
    pub pause_ms: u32,
}

/// What came back. It shows nothing of its text in `Debug`: that may be a login to the registry.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// An answer: its HTTP status, and its body as text.
    Said {
        /// The status; 0 for one that leads elsewhere, which a browser doesn't follow and doesn't name.
        status: u16,
        /// The body.
        text: Zeroizing<String>,
    },
    /// None: there is no connection, or something stands between.
    Unreachable,
    /// None in time.
    TimedOut,
}

/// What a check does next.
#[derive(Debug)]
pub enum Next {
    /// It asks again: see [`Login::request`].
    Ask,
    /// It is over.
    Done(Proof),
}

impl Login {
    /// Begins a check.
    pub fn new(id: AccessKeyId, secret: SecretAccessKey, registry: RegistryHost) -> Login {
        Login {
            id,
            secret,
            registry,
            asking: Asking::Ecr,
            asked_again: false,
            known_to_sts: None,
            pause_ms: 0,
            ahead_s: 0,
            token: Zeroizing::default(),
            proof: Proof::default(),
        }
    }

    /// The hosts that a check of this registry may ask, so that a browser can be asked for access to just
    /// these.
    pub fn hosts(registry: &RegistryHost) -> [String; 3] {
        [ecr_host(registry), registry.to_string(), sts(registry).0]
    }

    /// The request to send now. `now` is what this computer's clock says.
    pub fn request(&self, now: Time) -> Request {
        let time = now.plus(self.ahead_s);
        match self.asking {
            Asking::Ecr => {
                let (service, target) = match &self.registry {
                    RegistryHost::Public => {
                        ("ecr-public", "SpencerFrontendService.GetAuthorizationToken")
                    }
                    RegistryHost::Private { .. } => {
                        ("ecr", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken")
                    }
                };
                let region = self.registry.region().map_or(HOME, |region| region.as_str());
                let own =
                    [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", target)];
                let scope = Scope { region, service, time };
                self.signed(ecr_host(&self.registry), &own, "{}", &scope)
            }
            Asking::Sts => {
                let (host, region) = sts(&self.registry);
                let own = [
                    ("accept", "application/json"),
                    ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                ];
                let body = "Action=GetCallerIdentity&Version=2011-06-15";
                self.signed(host, &own, body, &Scope { region, service: "sts", time })
            }
            Asking::Registry => {
                let path = match self.registry {
                    RegistryHost::Public => "/token/?service=public.ecr.aws",
                    RegistryHost::Private { .. } => "/v2/",
                };
                let login = Zeroizing::new(["Basic ", &self.token].concat());
                Request {
                    method: "GET",
                    url: ["https://", &self.registry.to_string(), path].concat(),
                    headers: vec![("authorization", login)],
                    body: "",
                    pause_ms: self.pause_ms,
                }
            }
        }
    }

    fn signed(
        &self,
        host: String,
        own: &[(&'static str, &'static str)],
        body: &'static str,
        scope: &Scope,
    ) -> Request {
        let date = scope.time.to_string();
        // What a browser may send otherwise than it is told isn't signed.
        let mut signs: Vec<(&str, &str)> =
            own.iter().filter(|(name, _)| *name != "accept").copied().collect();
        signs.extend([("host", host.as_str()), ("x-amz-date", date.as_str())]);
        let unsigned =
            Unsigned { method: "POST", path: "/", headers: &signs, body: body.as_bytes() };
        let signature = sign(&unsigned, scope, &self.secret).authorization(&self.id, scope);
        let mut headers: Vec<(&'static str, Zeroizing<String>)> =
            own.iter().map(|(name, value)| (*name, Zeroizing::new((*value).to_owned()))).collect();
        headers.push(("x-amz-date", Zeroizing::new(date)));
        headers.push(("authorization", Zeroizing::new(signature)));
        let url = ["https://", &host, "/"].concat();
        Request { method: "POST", url, headers, body, pause_ms: self.pause_ms }
    }

    /// Takes an answer in. `now` is what this computer's clock says.
    pub fn take<J: Json>(&mut self, answer: &Answer, now: Time) -> Next {
        self.pause_ms = 0;
        let (status, text) = match answer {
            Answer::Said { status, text } => (*status, text.as_str()),
            Answer::Unreachable => return self.unanswered(Verdict::Unreachable),
            Answer::TimedOut => return self.unanswered(Verdict::TimedOut),
        };
        if status == 429 || status >= 500 {
            return self.busy(None);
        }
        match self.asking {
            Asking::Ecr => self.token_came::<J>(status, text, now),
            Asking::Sts => self.identity_came::<J>(status, text, now),
            Asking::Registry => self.registry_said(status, text),
        }
    }

    fn token_came<J: Json>(&mut self, status: u16, text: &str, now: Time) -> Next {
        if status == 200 {
            let token = match self.registry {
                RegistryHost::Public => J::read::<PublicToken>(text).and_then(PublicToken::token),
                RegistryHost::Private { .. } => J::read::<Token>(text).and_then(Token::token),
            };
            let Some(token) = token else { return self.unanswered(Verdict::NotAws) };
            self.token = token;
            (self.proof.key, self.proof.token) = (Reached::Good, Reached::Good);
            self.proof.answer = None; // of a key that wasn't known yet
            return self.ask(Asking::Registry);
        }
        let Some(said) = Said::read::<J>(text) else { return self.unanswered(Verdict::NotAws) };
        if said.is_refused_time() {
            return self.set_clock(said, now);
        }
        match said.code.as_str() {
            "UnrecognizedClientException" | "InvalidClientTokenId" => self.unknown_to_ecr(said),
            "InvalidSignatureException" | "SignatureDoesNotMatch" => self.wrong_signature(said),
            "AccessDeniedException" | "AccessDenied" => {
                self.proof.learn(said.who());
                self.proof.lacks = Some(said.lacks().unwrap_or_else(|| self.needs().to_owned()));
                self.proof.key = Reached::Good;
                self.proof.token = Reached::Failed;
                let verdict = match said.is_denied_explicitly() {
                    true => Verdict::Denied,
                    false => Verdict::NoPermission,
                };
                self.proof.answer = Some(said.code);
                self.done(verdict)
            }
            _ if said.is_busy() => self.busy(Some(said)),
            _ => self.unclear(said),
        }
    }

    /// ECR doesn't know the key. Of one that STS knows, this means that the region isn't enabled for its
    /// account, or that it is as new as that AWS doesn't know it everywhere yet.
    fn unknown_to_ecr(&mut self, said: Said) -> Next {
        self.proof.answer = Some(said.code);
        let is_always_on = self.registry.region().is_none_or(|region| region.is_always_on());
        let verdict = match self.known_to_sts {
            None => {
                self.proof.verdict = Verdict::KeyUnknownHere;
                return self.ask(Asking::Sts);
            }
            Some(false) => {
                self.proof.key = Reached::Failed;
                return self.done(Verdict::KeyUnknown);
            }
            Some(true) if is_always_on => Verdict::NotYet,
            Some(true) => Verdict::RegionOff,
        };
        self.proof.token = Reached::Failed;
        self.done(verdict)
    }

    /// Asks ECR once more about a key that it didn't know.
    fn ask_later(&mut self, known_to_sts: bool) -> Next {
        self.known_to_sts = Some(known_to_sts);
        self.pause_ms = NEW_KEY_MS;
        self.ask(Asking::Ecr)
    }

    /// What a key has to be allowed before all else.
    fn needs(&self) -> &'static str {
        match self.registry {
            RegistryHost::Private { .. } => "ecr:GetAuthorizationToken",
            RegistryHost::Public => "ecr-public:GetAuthorizationToken",
        }
    }

    fn identity_came<J: Json>(&mut self, status: u16, text: &str, now: Time) -> Next {
        let was = self.proof.verdict;
        let is_after_login = was != Verdict::KeyUnknownHere;
        if status == 200 {
            if let Some(who) = Identity::read::<J>(text) {
                self.proof.learn(Some(who));
                self.proof.key = Reached::Good;
                return match is_after_login {
                    true => self.done(was),
                    false => self.ask_later(true),
                };
            }
        } else if let Some(said) = Said::read::<J>(text) {
            if said.is_refused_time() && !self.asked_again {
                return self.set_clock(said, now);
            }
            match said.code.as_str() {
                _ if is_after_login => {}
                "InvalidClientTokenId" | "UnrecognizedClientException" => {
                    return self.ask_later(false);
                }
                "SignatureDoesNotMatch" | "InvalidSignatureException" => {
                    return self.wrong_signature(said);
                }
                _ => {}
            }
        }
        // Whose key it is was only nice to know; or what ECR said is all that is known.
        self.done(was)
    }

    fn registry_said(&mut self, status: u16, text: &str) -> Next {
        self.token = Zeroizing::default();
        let is_page = text.trim_start().starts_with('<');
        let (reached, verdict) = match status {
            200 if is_page => (Reached::Failed, Verdict::NotAws),
            200 => (Reached::Good, Verdict::Good),
            401 | 403 => (Reached::Failed, Verdict::RegistryRefused),
            0..=399 => (Reached::Failed, Verdict::NotAws),
            _ => (Reached::Failed, Verdict::Unclear),
        };
        if matches!(verdict, Verdict::RegistryRefused | Verdict::Unclear) {
            self.proof.answer = Some(["HTTP ", &status.to_string()].concat());
        }
        self.proof.registry = reached;
        self.proof.verdict = verdict;
        self.ask(Asking::Sts)
    }

    fn ask(&mut self, whom: Asking) -> Next {
        self.asking = whom;
        self.asked_again = false;
        Next::Ask
    }

    /// Asks the same once more, if that wasn't done yet.
    fn again(&mut self, pause_ms: u32) -> bool {
        let may = !self.asked_again;
        if may {
            self.pause_ms = pause_ms;
        }
        self.asked_again = true;
        may
    }

    /// AWS has another time than this computer: what is asked once more is signed with AWS's.
    fn set_clock(&mut self, said: Said, now: Time) -> Next {
        let Some(theirs) = said.time() else { return self.unclear(said) };
        self.ahead_s = theirs.since(now);
        self.proof.clock_s = i32::try_from(self.ahead_s).unwrap_or_default();
        match self.again(0) {
            true => Next::Ask,
            false => self.done(Verdict::ClockOff),
        }
    }

    /// AWS remembers for some seconds what a key's secret was, or was taken for: a right one may be
    /// refused once after a wrong one (trufflehog `access_keys/accesskey.go` asks twice for it).
    fn wrong_signature(&mut self, said: Said) -> Next {
        if self.again(PAUSE_MS) {
            return Next::Ask;
        }
        self.proof.answer = Some(said.code);
        self.proof.key = Reached::Failed;
        self.done(Verdict::SecretWrong)
    }

    fn busy(&mut self, said: Option<Said>) -> Next {
        if self.again(PAUSE_MS) {
            return Next::Ask;
        }
        self.proof.answer = said.map(|said| said.code);
        self.unanswered(Verdict::Busy)
    }

    fn unclear(&mut self, said: Said) -> Next {
        self.proof.answer = Some(said.code);
        self.unanswered(Verdict::Unclear)
    }

    /// No answer that says anything came from whom was asked.
    fn unanswered(&mut self, verdict: Verdict) -> Next {
        match self.asking {
            Asking::Ecr => {
                // What STS said of the key before holds.
                if self.known_to_sts == Some(false) {
                    self.proof.key = Reached::Failed;
                    return self.done(Verdict::KeyUnknown);
                }
                self.proof.token = Reached::Failed;
                self.done(verdict)
            }
            Asking::Registry => {
                self.token = Zeroizing::default();
                self.proof.registry = Reached::Failed;
                self.proof.verdict = verdict;
                self.ask(Asking::Sts)
            }
            Asking::Sts => {
                if self.proof.verdict == Verdict::KeyUnknownHere {
                    self.proof.key = Reached::Failed;
                }
                self.done(self.proof.verdict)
            }
        }
    }

    fn done(&mut self, verdict: Verdict) -> Next {
        self.proof.verdict = verdict;
        let told =
            verdict == Verdict::ClockOff || i64::from(self.proof.clock_s).abs() > TOLERATED_S;
        if !told {
            self.proof.clock_s = 0;
        }
        Next::Done(std::mem::take(&mut self.proof))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Said { status, .. } => write!(f, "HTTP {status}"),
            Answer::Unreachable => f.write_str("unreachable"),
            Answer::TimedOut => f.write_str("timed out"),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

/// Where ECR is asked for a token.
fn ecr_host(registry: &RegistryHost) -> String {
    match registry {
        RegistryHost::Public => PUBLIC_API.to_owned(),
        RegistryHost::Private { region, .. } => {
            let suffix = region.partition().dns_suffix();
            ["api.ecr.", region.as_str(), ".", suffix].concat()
        }
    }
}

/// Where STS is asked whose key it is, and the region that this is signed for: in the commercial cloud
/// the global one, which knows keys whichever regions are enabled.
fn sts(registry: &RegistryHost) -> (String, &str) {
    match registry.region() {
        Some(region) if region.partition() != Partition::Aws => {
            let suffix = region.partition().dns_suffix();
            (["sts.", region.as_str(), ".", suffix].concat(), region.as_str())
        }
        _ => ("sts.amazonaws.com".to_owned(), HOME),
    }
}
