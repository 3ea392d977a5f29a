//! The live check with AWS: what it asks, in which order, and what it makes of each answer.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

use keyferry::aws::login::{Answer, Login, Next, Proof, Reached, Request, Verdict};
use keyferry::aws::{AccessKeyId, RegistryHost, SecretAccessKey, Time};
use keyferry::finding::{Code, Severity};
use keyferry::json::Json;
use serde::de::DeserializeOwned;

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
/// `AWS:kf` in base64.
const TOKEN: &str = "QVdTOmtm";
const NOW: &str = "20261130T120000Z";

struct Serde;

impl Json for Serde {
    fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
        serde_json::from_str(text).ok()
    }
}

fn now() -> Time {
    Time::parse(NOW).unwrap()
}

fn begin(host: &str) -> Login {
    let registry = RegistryHost::parse(host).unwrap();
    Login::new(AccessKeyId::parse(ID).unwrap(), SecretAccessKey::parse(SECRET).unwrap(), registry)
}

fn said(status: u16, text: &str) -> Answer {
    Answer::Said { status, text: text.to_owned().into() }
}

fn token() -> Answer {
    said(
        200,
        &format!(
            r#"{{"authorizationData":[{{"authorizationToken":"{TOKEN}","expiresAt":1.7e9,
            "proxyEndpoint":"https://{HOST}"}}]}}"#
        ),
    )
}

fn ecr(code: &str, message: &str) -> Answer {
    said(400, &format!(r#"{{"__type":"{code}","message":"{message}"}}"#))
}

fn sts(code: &str, message: &str) -> Answer {
    said(403, &format!(r#"{{"Error":{{"Code":"{code}","Message":"{message}"}}}}"#))
}

fn caller(arn: &str) -> Answer {
    said(
        200,
        &format!(
            r#"{{"GetCallerIdentityResponse":{{"GetCallerIdentityResult":{{"Account":"1","Arn":"{arn}",
            "UserId":"AIDA"}},"ResponseMetadata":{{"RequestId":"1"}}}}}}"#
        ),
    )
}

fn wave_ecr() -> Answer {
    caller("arn:aws:iam::123456789012:user/wave-ecr")
}

/// Plays a whole check: which hosts were asked, after which pause, and what it came to.
fn play(login: &mut Login, answers: &[Answer]) -> (Vec<(String, u32)>, Proof) {
    let mut asked = Vec::new();
    for answer in answers {
        let request = login.request(now());
        let host = request.url.split('/').nth(2).unwrap().to_owned();
        asked.push((host, request.pause_ms));
        if let Next::Done(proof) = login.take::<Serde>(answer, now()) {
            assert_eq!(asked.len(), answers.len(), "it ended early: {proof:?}");
            return (asked, proof);
        }
    }
    panic!("it goes on after {} answers", answers.len());
}

fn verdict(answers: &[Answer]) -> Proof {
    play(&mut begin(HOST), answers).1
}

fn header<'r>(request: &'r Request, wanted: &str) -> &'r str {
    request.headers.iter().find(|(name, _)| *name == wanted).unwrap().1.as_str()
}

#[test]
fn a_good_key_is_proven_by_ecr_the_registry_and_sts() {
    let (asked, proof) = play(&mut begin(HOST), &[token(), said(200, "{}"), wave_ecr()]);
    let hosts: Vec<&str> = asked.iter().map(|(host, _)| host.as_str()).collect();
    assert_eq!(hosts, ["api.ecr.eu-west-1.amazonaws.com", HOST, "sts.amazonaws.com"]);
    assert_eq!(proof.verdict, Verdict::Good);
    assert_eq!([proof.key, proof.token, proof.registry], [Reached::Good; 3]);
    assert_eq!(proof.user.as_deref(), Some("wave-ecr"));
    assert_eq!(proof.account.as_deref(), Some("123456789012"));
    assert!(!proof.is_root);
}

#[test]
fn requests_are_what_wave_sends_and_hold_no_secret() {
    let mut login = begin(HOST);
    let first = login.request(now());
    assert_eq!((first.method, first.body), ("POST", "{}"));
    assert_eq!(first.url, "https://api.ecr.eu-west-1.amazonaws.com/");
    assert_eq!(
        header(&first, "x-amz-target"),
        "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"
    );
    assert_eq!(header(&first, "content-type"), "application/x-amz-json-1.1");
    assert_eq!(header(&first, "x-amz-date"), NOW);
    let authorization = header(&first, "authorization");
    let scope = "20261130/eu-west-1/ecr/aws4_request";
    let signed = "SignedHeaders=content-type;host;x-amz-date;x-amz-target";
    assert!(
        authorization.starts_with(&format!(
            "AWS4-HMAC-SHA256 Credential={ID}/{scope}, {signed}, Signature="
        ))
    );
    assert!(!format!("{:?}", token()).contains(TOKEN));
    login.take::<Serde>(&token(), now());
    let second = login.request(now());
    assert_eq!((second.method, second.body), ("GET", ""));
    assert_eq!(second.url, format!("https://{HOST}/v2/"));
    assert_eq!(header(&second, "authorization"), format!("Basic {TOKEN}"));
    login.take::<Serde>(&said(200, "{}"), now());
    let third = login.request(now());
    assert_eq!(third.url, "https://sts.amazonaws.com/");
    assert_eq!(third.body, "Action=GetCallerIdentity&Version=2011-06-15");
    assert!(header(&third, "authorization").contains("/20261130/us-east-1/sts/aws4_request, "));
    for request in [&first, &second, &third] {
        assert!(!format!("{request:?}").contains("authorization"));
        for (_, value) in &request.headers {
            assert!(!value.contains("kfExample"));
        }
    }
}

#[test]
fn hosts_are_those_of_the_registrys_cloud() {
    for (registry, hosts) in [
        (HOST, ["api.ecr.eu-west-1.amazonaws.com", HOST, "sts.amazonaws.com"]),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
            [
                "api.ecr.cn-north-1.amazonaws.com.cn",
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
                "sts.cn-north-1.amazonaws.com.cn",
            ],
        ),
        (
            "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com",
            [
                "api.ecr.us-gov-west-1.amazonaws.com",
                "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com",
                "sts.us-gov-west-1.amazonaws.com",
            ],
        ),
        (
            "public.ecr.aws",
            ["api.ecr-public.us-east-1.amazonaws.com", "public.ecr.aws", "sts.amazonaws.com"],
        ),
    ] {
        let host = RegistryHost::parse(registry).unwrap();
        assert_eq!(Login::hosts(&host), hosts.map(str::to_owned));
        let mut login = begin(registry);
        let answer = match host {
            RegistryHost::Public => {
                said(200, &format!(r#"{{"authorizationData":{{"authorizationToken":"{TOKEN}"}}}}"#))
            }
            RegistryHost::Private { .. } => token(),
        };
        let (asked, proof) = play(&mut login, &[answer, said(200, "{}"), wave_ecr()]);
        let asked: Vec<String> = asked.into_iter().map(|(host, _)| host).collect();
        assert_eq!(asked, hosts);
        assert_eq!(proof.verdict, Verdict::Good, "{registry}");
    }
}

/// A registry in a region that an account has to enable.
const LATER_HOST: &str = "123456789012.dkr.ecr.eu-south-1.amazonaws.com";

fn unknown() -> Answer {
    ecr("UnrecognizedClientException", "The security token included in the request is invalid.")
}

#[test]
fn an_inactive_or_unknown_key_is_asked_about_twice() {
    let to_sts =
        sts("InvalidClientTokenId", "The security token included in the request is invalid.");
    let (asked, proof) = play(&mut begin(HOST), &[unknown(), to_sts.clone(), unknown()]);
    let (ecr, sts) = ("api.ecr.eu-west-1.amazonaws.com", "sts.amazonaws.com");
    let asked: Vec<_> = asked.iter().map(|(host, pause_ms)| (host.as_str(), *pause_ms)).collect();
    assert_eq!(asked, [(ecr, 0), (sts, 0), (ecr, 3000)]);
    assert_eq!(proof.verdict, Verdict::KeyUnknown);
    assert_eq!([proof.key, proof.token], [Reached::Failed, Reached::Not]);
    assert_eq!(proof.answer.as_deref(), Some("UnrecognizedClientException"));
    // What STS said of it holds, whatever the second answer is.
    for answer in [Answer::TimedOut, said(200, "<html>")] {
        let proof = verdict(&[unknown(), to_sts.clone(), answer]);
        assert_eq!((proof.verdict, proof.key), (Verdict::KeyUnknown, Reached::Failed));
    }

    let proof = verdict(&[unknown(), Answer::TimedOut]);
    assert_eq!((proof.verdict, proof.key), (Verdict::KeyUnknownHere, Reached::Failed));
}

#[test]
fn a_key_that_aws_doesnt_know_everywhere_yet_is_told_from_a_region_that_is_off() {
    for (host, expected) in [
        (HOST, Verdict::NotYet),
        ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", Verdict::NotYet),
        ("public.ecr.aws", Verdict::NotYet),
        (LATER_HOST, Verdict::RegionOff),
    ] {
        let (_, proof) = play(&mut begin(host), &[unknown(), wave_ecr(), unknown()]);
        assert_eq!(proof.verdict, expected, "{host}");
        assert_eq!([proof.key, proof.token], [Reached::Good, Reached::Failed], "{host}");
    }
    let to_sts = sts("InvalidClientTokenId", "");
    for first in [wave_ecr(), to_sts] {
        let proof = verdict(&[unknown(), first, token(), said(200, "{}"), wave_ecr()]);
        assert_eq!((proof.verdict, proof.answer), (Verdict::Good, None));
        assert_eq!([proof.key, proof.token, proof.registry], [Reached::Good; 3]);
    }
    let proof = verdict(&[unknown(), wave_ecr(), Answer::TimedOut]);
    assert_eq!((proof.verdict, proof.key), (Verdict::TimedOut, Reached::Good));
}

#[test]
fn a_wrong_secret_is_asked_about_twice() {
    let text = "The request signature we calculated does not match the signature you provided.";
    let wrong = ecr("InvalidSignatureException", text);
    let (asked, proof) = play(&mut begin(HOST), &[wrong.clone(), wrong.clone()]);
    assert_eq!(asked.iter().map(|(_, pause)| *pause).collect::<Vec<_>>(), [0, 1000]);
    assert_eq!(proof.verdict, Verdict::SecretWrong);
    assert_eq!(proof.key, Reached::Failed);
    assert_eq!(
        verdict(&[wrong, token(), said(200, "{}"), wave_ecr()]).verdict,
        Verdict::Good,
        "the second time it may be right"
    );
}

#[test]
fn a_wrong_clock_is_put_right_once_and_told() {
    let expired = ecr(
        "InvalidSignatureException",
        "Signature expired: 20261130T120000Z is now earlier than 20261130T121500Z (20261130T122000Z - 5 min.)",
    );
    let mut login = begin(HOST);
    assert!(matches!(login.take::<Serde>(&expired, now()), Next::Ask));
    let again = login.request(now());
    assert_eq!(again.pause_ms, 0);
    assert_eq!(header(&again, "x-amz-date"), "20261130T122000Z");
    let (_, proof) = play(&mut login, &[token(), said(200, "{}"), wave_ecr()]);
    assert_eq!((proof.verdict, proof.clock_s), (Verdict::Good, 1200));
    let (_, others) = proof.findings(&RegistryHost::parse(HOST).unwrap(), None);
    let told = others.iter().find(|finding| finding.code == Code::AwsClockBehind).unwrap();
    assert_eq!(told.arguments, [("minutes", "20".to_owned())]);

    let proof = verdict(&[expired.clone(), expired]);
    assert_eq!((proof.verdict, proof.clock_s), (Verdict::ClockOff, 1200));

    // As far off as can be told.
    let theirs = now().plus(i64::from(i32::MIN));
    let text = format!("Signature expired: x ({theirs} - 5 min.)");
    let mut login = begin(HOST);
    login.take::<Serde>(&ecr("InvalidSignatureException", &text), now());
    assert!(matches!(login.take::<Serde>(&Answer::Unreachable, now()), Next::Done(_)));

    let early = ecr(
        "InvalidSignatureException",
        "Signature not yet current: 20261130T120000Z is still later than 20261130T114500Z (20261130T114000Z + 5 min.)",
    );
    let proof = verdict(&[early, token(), said(200, "{}"), wave_ecr()]);
    let (_, others) = proof.findings(&RegistryHost::parse(HOST).unwrap(), None);
    assert_eq!((proof.clock_s, others.last().unwrap().code), (-1200, Code::AwsClockAhead));
}

#[test]
fn a_missing_permission_is_named_with_its_user() {
    let refused = |why: &str| {
        ecr(
            "AccessDeniedException",
            &format!(
                "User: arn:aws:iam::123456789012:user/teams/wave-ecr is not authorized to perform: \
                 ecr:GetAuthorizationToken on resource: * {why}"
            ),
        )
    };
    let proof = verdict(&[refused("because no identity-based policy allows it")]);
    assert_eq!(proof.verdict, Verdict::NoPermission);
    assert_eq!(
        [proof.key, proof.token, proof.registry],
        [Reached::Good, Reached::Failed, Reached::Not]
    );
    assert_eq!(proof.user.as_deref(), Some("wave-ecr"));
    assert_eq!(proof.lacks.as_deref(), Some("ecr:GetAuthorizationToken"));
    for why in [
        "with an explicit deny in an identity-based policy",
        "because no service control policy allows the ecr:GetAuthorizationToken action",
        "because no permissions boundary allows the ecr:GetAuthorizationToken action",
    ] {
        assert_eq!(verdict(&[refused(why)]).verdict, Verdict::Denied, "{why}");
    }
}

#[test]
fn a_permission_is_named_where_aws_names_neither_it_nor_a_user() {
    for (host, lacks) in [
        (HOST, "ecr:GetAuthorizationToken"),
        ("public.ecr.aws", "ecr-public:GetAuthorizationToken"),
    ] {
        let refused = ecr("AccessDeniedException", "No.");
        let (_, proof) = play(&mut begin(host), &[refused]);
        assert_eq!((proof.lacks.as_deref(), proof.user), (Some(lacks), None));
    }
    let of_root = "User: arn:aws:iam::123456789012:root is not authorized to perform: \
                   ecr:GetAuthorizationToken on resource: * with an explicit deny in a service control policy";
    let proof = verdict(&[ecr("AccessDeniedException", of_root)]);
    let (finding, _) = proof.findings(&RegistryHost::parse(HOST).unwrap(), None);
    assert_eq!((finding.code, finding.argument("user")), (Code::AwsDenied, Some("root")));
}

#[test]
fn a_root_key_and_another_account_are_told_beside_a_good_login() {
    let registry = RegistryHost::parse(HOST).unwrap();
    let proof = verdict(&[token(), said(200, "{}"), caller("arn:aws:iam::999999999999:root")]);
    let (verdict, others) = proof.findings(&registry, None);
    let codes: Vec<Code> = others.iter().map(|each| each.code).collect();
    assert_eq!((verdict.code, verdict.severity), (Code::AwsGoodBut, Severity::Warning));
    assert_eq!(codes, [Code::KeyIsRoot, Code::RegistryOtherAccount]);
}

#[test]
fn whose_key_it_is_stays_open_where_sts_is_silent() {
    for silent in [
        Answer::Unreachable,
        Answer::TimedOut,
        said(200, "<html>"),
        sts("AccessDenied", ""),
        caller("arn:aws:iam::12:user/short"),
        caller("nothing"),
    ] {
        let proof = verdict(&[token(), said(200, "{}"), silent.clone()]);
        assert_eq!((proof.verdict, proof.user), (Verdict::Good, None), "{silent:?}");
    }
}

#[test]
fn sts_may_answer_in_xml() {
    let xml = "<GetCallerIdentityResponse><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::123456789012:user/wave-ecr</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>";
    let proof = verdict(&[token(), said(200, "{}"), said(200, xml)]);
    assert_eq!(proof.user.as_deref(), Some("wave-ecr"));
    let xml = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>\
        <Message>m</Message></Error></ErrorResponse>";
    let proof = verdict(&[unknown(), said(403, xml), unknown()]);
    assert_eq!(proof.verdict, Verdict::KeyUnknown);
}

#[test]
fn the_registry_has_the_last_word() {
    for (answer, expected) in [
        (said(401, "{}"), Verdict::RegistryRefused),
        (said(403, "{}"), Verdict::RegistryRefused),
        (said(404, "{}"), Verdict::Unclear),
        (said(200, " <!doctype html>"), Verdict::NotAws),
        (said(302, ""), Verdict::NotAws),
        (said(0, ""), Verdict::NotAws),
        (Answer::Unreachable, Verdict::Unreachable),
        (Answer::TimedOut, Verdict::TimedOut),
    ] {
        let proof = verdict(&[token(), answer.clone(), wave_ecr()]);
        assert_eq!(proof.verdict, expected, "{answer:?}");
        let (finding, _) = proof.findings(&RegistryHost::parse(HOST).unwrap(), None);
        assert_eq!(finding.argument("host"), Some(HOST));
        assert_eq!([proof.token, proof.registry], [Reached::Good, Reached::Failed], "{answer:?}");
    }
}

#[test]
fn aws_is_asked_again_once_where_it_wants_that() {
    for busy in [
        said(500, "<html>"),
        said(503, ""),
        said(429, "{}"),
        ecr("ThrottlingException", "Rate exceeded"),
        ecr("com.amazonaws.ecr#ServerException", ""),
    ] {
        let (asked, proof) = play(&mut begin(HOST), &[busy.clone(), busy.clone()]);
        assert_eq!(proof.verdict, Verdict::Busy, "{busy:?}");
        assert_eq!(asked.last().unwrap().1, 1000);
        let proof = verdict(&[busy, token(), said(200, "{}"), wave_ecr()]);
        assert_eq!(proof.verdict, Verdict::Good);
    }
}

#[test]
fn what_isnt_aws_or_isnt_whole_is_no_verdict_on_the_key() {
    for (answer, expected) in [
        (said(200, "<html>Sign in to the network</html>"), Verdict::NotAws),
        (said(200, r#"{"authorizationData":[{"authoriz"#), Verdict::NotAws),
        (said(200, r#"{"authorizationData":[]}"#), Verdict::NotAws),
        (
            said(200, r#"{"authorizationData":[{"authorizationToken":"a b c d e"}]}"#),
            Verdict::NotAws,
        ),
        (said(200, "{}"), Verdict::NotAws),
        (said(302, ""), Verdict::NotAws),
        (said(0, ""), Verdict::NotAws),
        (said(400, "Bad Request"), Verdict::NotAws),
        (said(400, r#"{"__type":"<script>"}"#), Verdict::NotAws),
        (ecr("OptInRequired", "m"), Verdict::Unclear),
        (Answer::Unreachable, Verdict::Unreachable),
        (Answer::TimedOut, Verdict::TimedOut),
    ] {
        let proof = verdict(std::slice::from_ref(&answer));
        assert_eq!(proof.verdict, expected, "{answer:?}");
        let (finding, _) = proof.findings(&RegistryHost::parse(HOST).unwrap(), None);
        assert_eq!(finding.argument("host"), Some("api.ecr.eu-west-1.amazonaws.com"));
        assert_eq!(proof.key, Reached::Not, "{answer:?}");
    }
}
