//! The policies that let a key do what Wave does with it, and nothing else.

use crate::aws::{RegistryHost, Repository};

/// What Wave does with an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It pulls.
    Pull,
    /// It pulls, and pushes what it builds, freezes or mirrors.
    PullAndPush,
}

/// To log in to a private registry. It can't be bound to any resource (Service Authorization
/// Reference).
const LOG_IN: &[&str] = &["ecr:GetAuthorizationToken"];
/// To log in to ECR Public (botocore `ecr-public` service model, `GetAuthorizationToken`). Pulling
/// there needs nothing else: its images can be pulled by anybody.
const LOG_IN_PUBLIC: &[&str] = &["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"];
/// What a pull uses of the managed policy `AmazonEC2ContainerRegistryReadOnly`.
const PULL: &[&str] =
    &["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
/// Those and what the ECR user guide lists for pushing (`image-push-iam`): together they are Wave's
/// own list (`docs/install/kubernetes.md`).
const PULL_AND_PUSH: &[&str] = &[
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
];
/// ECR Public user guide, public repository policy examples.
const PUSH_PUBLIC: &[&str] = &[
    "ecr-public:BatchCheckLayerAvailability",
    "ecr-public:CompleteLayerUpload",
    "ecr-public:InitiateLayerUpload",
    "ecr-public:PutImage",
    "ecr-public:UploadLayerPart",
];

/// The IAM policy that a key needs at `registry`, as JSON: for one repository, or for every one of
/// the registry.
pub fn policy(registry: &RegistryHost, access: Access, repository: Option<&Repository>) -> String {
    let repository = repository.map_or("*", Repository::as_str);
    let mut text = String::from("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [");
    match registry {
        RegistryHost::Private { account, region } => {
            let partition = region.partition().as_str();
            let (region, account) = (region.as_str(), account.as_str());
            allow(&mut text, LOG_IN, "*");
            text.push_str(", ");
            let actions = match access {
                Access::Pull => PULL,
                Access::PullAndPush => PULL_AND_PUSH,
            };
            let arn =
                ["arn:", partition, ":ecr:", region, ":", account, ":repository/", repository];
            allow(&mut text, actions, &arn.concat());
        }
        RegistryHost::Public => {
            allow(&mut text, LOG_IN_PUBLIC, "*");
            if access == Access::PullAndPush {
                text.push_str(", ");
                // The host doesn't tell whose registry it is.
                allow(
                    &mut text,
                    PUSH_PUBLIC,
                    &["arn:aws:ecr-public::*:repository/", repository].concat(),
                );
            }
        }
    }
    text.push_str("]\n}");
    text
}

fn allow(text: &mut String, actions: &[&str], resource: &str) {
    text.push_str("{\n    \"Effect\": \"Allow\",\n    \"Action\": ");
    match actions {
        [action] => text.push_str(&["\"", action, "\""].concat()),
        _ => {
            text.push_str("[\n      \"");
            text.push_str(&actions.join("\",\n      \""));
            text.push_str("\"\n    ]");
        }
    }
    text.push_str(&[",\n    \"Resource\": \"", resource, "\"\n  }"].concat());
}
