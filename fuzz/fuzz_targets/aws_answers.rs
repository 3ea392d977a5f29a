//! An AWS that answers as it likes: a check comes to an end, asks nobody but its own three hosts, sends the
//! secret to none of them and the token to the registry alone, and says neither.
#![no_main]

use arbitrary::Arbitrary;
use keyferry::aws::login::{Answer, Login, Next, Proof, Reached, Request, Verdict};
use keyferry::aws::{AccessKeyId, RegistryHost, SecretAccessKey, Time};
use keyferry_fuzz::{Serde, findings_are_sound};

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
/// No name that is said can hold a slash.
const TOKEN: &str = "QVdTOmtmRXhhbXBsZVRva2Vu/+AB";

const HOSTS: &[&str] = &[
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn",
    "public.ecr.aws",
];

/// Two of each of the three who are asked, since none is asked a third time.
const MOST: usize = 6;

const CODES: &[&str] = &[
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "RequestTimeTooSkewed",
    "RequestExpired",
    "AccessDeniedException",
    "AccessDenied",
    "ThrottlingException",
    "com.amazonaws.ecr#ServerException",
    "ValidationException",
];

#[derive(Arbitrary, Debug)]
enum Reply {
    Said { status: u16, text: Text },
    Refused(Text),
    Accepted(Text),
    Unreachable,
    TimedOut,
}

#[derive(Arbitrary, Debug)]
enum Text {
    Any(String),
    /// A login token, as ECR and as ECR Public write it.
    Token {
        public: bool,
    },
    Refusal {
        code: u8,
        message: Message,
        shape: Shape,
    },
    Caller {
        arn: String,
        xml: bool,
    },
    User {
        account: u64,
        name: String,
    },
}

#[derive(Arbitrary, Debug)]
enum Message {
    Any(String),
    /// Another time than this computer's.
    Clock {
        ahead_s: i64,
    },
    Denied {
        arn: String,
        action: String,
        why: String,
    },
}

#[derive(Arbitrary, Debug)]
enum Shape {
    Json,
    Query,
    Xml,
}

/// A text as JSON has it.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Message {
    fn text(&self, now: Time) -> String {
        match self {
            Message::Any(text) => text.clone(),
            Message::Clock { ahead_s } => {
                let theirs = now.plus(*ahead_s);
                format!("Signature expired: {now} is now earlier than {theirs} ({theirs} - 5 min.)")
            }
            Message::Denied { arn, action, why } => {
                format!(
                    "User: arn:{arn} is not authorized to perform: {action} on resource: * {why}"
                )
            }
        }
    }
}

impl Text {
    fn text(&self, now: Time) -> String {
        match self {
            Text::Any(text) => text.clone(),
            Text::Token { public: true } => {
                format!(r#"{{"authorizationData":{{"authorizationToken":"{TOKEN}"}}}}"#)
            }
            Text::Token { public: false } => {
                format!(r#"{{"authorizationData":[{{"authorizationToken":"{TOKEN}"}}]}}"#)
            }
            Text::Refusal { code, message, shape } => {
                let code = CODES[usize::from(*code) % CODES.len()];
                let message = message.text(now);
                match shape {
                    Shape::Json => {
                        format!(r#"{{"__type":"{code}","message":{}}}"#, json(&message))
                    }
                    Shape::Query => {
                        let message = json(&message);
                        format!(r#"{{"Error":{{"Code":"{code}","Message":{message}}}}}"#)
                    }
                    Shape::Xml => {
                        format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>")
                    }
                }
            }
            Text::Caller { arn, xml: true } => format!("<Arn>{arn}</Arn>"),
            Text::Caller { arn, xml: false } => caller(arn),
            Text::User { account, name } => caller(&format!("arn:aws:iam::{account:012}:{name}")),
        }
    }
}

fn caller(arn: &str) -> String {
    let arn = json(arn);
    format!(r#"{{"GetCallerIdentityResponse":{{"GetCallerIdentityResult":{{"Arn":{arn}}}}}}}"#)
}

impl Reply {
    fn answer(&self, now: Time) -> Answer {
        let (status, text) = match self {
            Reply::Said { status, text } => (*status, text),
            Reply::Refused(text) => (400, text),
            Reply::Accepted(text) => (200, text),
            Reply::Unreachable => return Answer::Unreachable,
            Reply::TimedOut => return Answer::TimedOut,
        };
        Answer::Said { status, text: text.text(now).into() }
    }
}

/// A request goes to one of the check's hosts, and takes no secret there.
fn is_safe(request: &Request, hosts: &[String; 3]) {
    let host = request.url.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    let host = host.expect("an address");
    assert!(hosts.iter().any(|allowed| allowed == host), "{host}");
    let is_registry = host == hosts[1];
    assert_eq!(request.method, if is_registry { "GET" } else { "POST" });
    let headers = request.headers.iter().map(|(_, value)| value.as_str());
    for sent in headers.chain([request.url.as_str(), request.body]) {
        assert!(!sent.contains(SECRET));
        assert!(is_registry || !sent.contains(TOKEN));
        assert!(!sent.contains(['\r', '\n']));
    }
    assert!(!format!("{request:?}").contains(TOKEN));
}

/// What a check came to fits together, can be said, and shows no secret.
fn is_sound(proof: &Proof, registry: &RegistryHost) {
    assert_eq!(proof.verdict == Verdict::Good, proof.registry == Reached::Good);
    if proof.registry != Reached::Not {
        assert_eq!((proof.key, proof.token), (Reached::Good, Reached::Good));
    }
    if let Some(account) = &proof.account {
        assert!(account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()));
    }
    let (verdict, others) = proof.findings(registry, Some("wave-ecr"));
    findings_are_sound(std::slice::from_ref(&verdict));
    findings_are_sound(&others);
    let told = format!("{proof:?} {verdict:?} {others:?}");
    assert!(!told.contains(SECRET) && !told.contains(TOKEN), "{told}");
    assert!(told.len() < 8_000, "{} bytes", told.len());
}

libfuzzer_sys::fuzz_target!(|given: (u8, i64, Vec<Reply>)| {
    let (host, seconds, replies) = given;
    let now = Time::from_seconds(seconds);
    let (Ok(registry), Ok(id), Ok(secret)) = (
        RegistryHost::parse(HOSTS[usize::from(host) % HOSTS.len()]),
        AccessKeyId::parse(ID),
        SecretAccessKey::parse(SECRET),
    ) else {
        return;
    };
    let hosts = Login::hosts(&registry);
    let mut login = Login::new(id, secret, registry.clone());
    for (count, reply) in replies.iter().enumerate() {
        assert!(count < MOST, "it goes on and on");
        is_safe(&login.request(now), &hosts);
        if let Next::Done(proof) = login.take::<Serde>(&reply.answer(now), now) {
            is_sound(&proof, &registry);
            return;
        }
    }
});
