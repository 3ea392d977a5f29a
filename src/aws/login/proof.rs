use super::ecr_host;
use crate::aws::{AccountId, RegistryHost};
use crate::finding::{Code, Finding};

/// What a check with AWS came to. Nothing in it is secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// What is to be said of it first.
    pub verdict: Verdict,
    /// Whether the key is active.
    pub key: Reached,
    /// Whether ECR gave a login token for it.
    pub token: Reached,
    /// Whether the registry took that token.
    pub registry: Reached,
    /// The key's account, if AWS told it.
    pub account: Option<String>,
    /// The IAM user whose key it is, if AWS told that.
    pub user: Option<String>,
    /// Whether it is the key of the account's root user.
    pub is_root: bool,
    /// The permission that is missing, if AWS named it.
    pub lacks: Option<String>,
    /// AWS's own code for why it refused.
    pub answer: Option<String>,
    /// How many seconds AWS's clock is ahead of this computer's, where that is more than AWS tolerates.
    pub clock_s: i32,
}

/// What a check found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Verdict {
    /// The registry took the login.
    Good,
    /// AWS knows no such key, or it is inactive.
    KeyUnknown,
    /// ECR in that region doesn't know the key, and STS couldn't tell why.
    KeyUnknownHere,
    /// The secret isn't the key's.
    SecretWrong,
    /// This computer's clock is off, and AWS didn't take its own time either.
    ClockOff,
    /// The user may not get a login token.
    NoPermission,
    /// A policy forbids it.
    Denied,
    /// The region isn't enabled for the account.
    RegionOff,
    /// ECR doesn't know the key, though STS does and the region can't be off: it is a new one.
    NotYet,
    /// The registry didn't take the token.
    RegistryRefused,
    /// There was no connection.
    Unreachable,
    /// No answer came in time.
    TimedOut,
    /// AWS asked to come again later, twice.
    Busy,
    /// Something else answered in AWS's place.
    NotAws,
    /// An answer that isn't known here.
    Unclear,
    /// The browser wasn't allowed to ask.
    NotAllowed,
    /// Nothing was asked, or not to the end.
    #[default]
    Stopped,
}

/// How far one part of a check got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reached {
    /// It is so.
    Good,
    /// It isn't so, or nobody could say.
    Failed,
    /// Nobody was asked.
    #[default]
    Not,
}

/// Whose key it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) account: AccountId,
    pub(super) user: Option<String>,
    pub(super) is_root: bool,
}

impl Verdict {
    /// The code of what is said of it.
    pub fn code(self) -> Code {
        match self {
            Verdict::Good => Code::AwsGood,
            Verdict::KeyUnknown => Code::AwsKeyUnknown,
            Verdict::KeyUnknownHere => Code::AwsKeyUnknownHere,
            Verdict::SecretWrong => Code::AwsSecretWrong,
            Verdict::ClockOff => Code::AwsClockOff,
            Verdict::NoPermission => Code::AwsNoPermission,
            Verdict::Denied => Code::AwsDenied,
            Verdict::RegionOff => Code::AwsRegionOff,
            Verdict::NotYet => Code::AwsNotYet,
            Verdict::RegistryRefused => Code::AwsRegistryRefused,
            Verdict::Unreachable => Code::AwsUnreachable,
            Verdict::TimedOut => Code::AwsTimedOut,
            Verdict::Busy => Code::AwsBusy,
            Verdict::NotAws => Code::AwsNotAws,
            Verdict::Unclear => Code::AwsUnclear,
            Verdict::NotAllowed => Code::AwsNotAllowed,
            Verdict::Stopped => Code::AwsStopped,
        }
    }
}

impl Proof {
    /// A check that ended before anybody was asked.
    pub fn unasked(verdict: Verdict) -> Proof {
        Proof { verdict, ..Proof::default() }
    }

    /// Whether nothing is known of the key, because nobody who was asked answered for it.
    pub fn is_silent_on_key(&self) -> bool {
        let has_no_answer = matches!(
            self.verdict,
            Verdict::Unreachable
                | Verdict::TimedOut
                | Verdict::Busy
                | Verdict::NotAws
                | Verdict::Unclear
                | Verdict::Stopped
        );
        has_no_answer && self.key == Reached::Not
    }

    pub(super) fn learn(&mut self, who: Option<Who>) {
        if let Some(Who { account, user, is_root }) = who {
            self.account = Some(account.to_string());
            self.user = user;
            self.is_root = is_root;
        }
    }

    /// What is to be said: the verdict, and what else came to light. `user` is whose key the file says
    /// that it is.
    pub fn findings(&self, registry: &RegistryHost, user: Option<&str>) -> (Finding, Vec<Finding>) {
        let host = registry.to_string();
        let region = registry.region().map_or("us-east-1", |region| region.as_str());
        let mut verdict = Finding::new(self.verdict.code());
        // Whether ECR or the registry was out of reach.
        let host = if self.token == Reached::Good { host } else { ecr_host(registry) };
        let user = self.user.as_deref().or(user).or(self.is_root.then_some("root"));
        for (name, value) in [
            ("host", Some(host.as_str())),
            ("region", Some(region)),
            ("user", user),
            ("lacks", self.lacks.as_deref()),
            ("answer", self.answer.as_deref()),
        ] {
            verdict = verdict.with(name, value.unwrap_or_default());
        }
        let (minutes, clock) = (self.clock_s.unsigned_abs().div_ceil(60), self.clock_s);
        let minutes = minutes.to_string();
        let mut verdict = verdict.with("minutes", minutes.clone());
        let mut others = Vec::new();
        if self.is_root {
            others.push(Finding::new(Code::KeyIsRoot));
        }
        let key_account = self.account.as_deref();
        if let (Some(account), Some(key_account)) = (registry.account(), key_account)
            && account.as_str() != key_account
        {
            others.push(
                Finding::new(Code::RegistryOtherAccount)
                    .with("account", account.to_string())
                    .with("key_account", key_account),
            );
        }
        // What is wrong with a key that works is what is said first.
        if self.verdict == Verdict::Good && !others.is_empty() {
            verdict.code = Code::AwsGoodBut;
            verdict.severity = verdict.code.severity();
        }
        if clock != 0 && self.verdict != Verdict::ClockOff {
            let code = if clock > 0 { Code::AwsClockBehind } else { Code::AwsClockAhead };
            others.push(Finding::new(code).with("minutes", minutes));
        }
        (verdict, others)
    }
}
