//! The one type for all that is ever said to the user: a [`Finding`].
//!
//! A finding is data, not prose. Its [`Code`] names what was found; the words for it stand in
//! `extension/_locales/<lang>/messages.json` under that name, and nowhere else. So a finding can be
//! tested, sent between contexts and translated, and can never carry a secret into a sentence.

use serde::{Deserialize, Serialize};

/// What a finding is about: the dropped file, or one of the form's five fields in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The dropped, chosen or pasted key file.
    File,
    /// The page's form as a whole.
    Form,
    /// `Name`: what Seqera lists the credential as.
    Name,
    /// `Provider`: must read Container registry.
    Provider,
    /// `User name`: the access key ID.
    UserName,
    /// `Password`: the secret access key.
    Password,
    /// `Registry server`: the ECR host.
    Registry,
    /// What AWS says of the key, asked live.
    Aws,
}

impl Field {
    /// The form's five fields, in the form's order: the only order in which they are ever listed.
    pub const FORM: [Field; 5] =
        [Field::Name, Field::Provider, Field::UserName, Field::Password, Field::Registry];

    /// The name in code and data, as `serde` writes it: `user_name`.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::File => "file",
            Field::Form => "form",
            Field::Name => "name",
            Field::Provider => "provider",
            Field::UserName => "user_name",
            Field::Password => "password",
            Field::Registry => "registry",
            Field::Aws => "aws",
        }
    }
}

/// How much a finding matters. Ordered: the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The field was checked and is right.
    Good,
    /// True and useful; never needs action.
    Advice,
    /// Probably not what is meant.
    Warning,
    /// It can't work through Wave, or Platform refuses it.
    Error,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub field: Field,
    /// How much it matters.
    pub severity: Severity,
    /// What it is; the key of its text.
    pub code: Code,
    /// What its text names in braces, such as `{account}`. Never a secret.
    pub arguments: Vec<(&'static str, String)>,
    /// The value that mends the field, only where that is certain; never for the password.
    pub fix: Option<String>,
}

impl Finding {
    /// A finding with the field and severity that belong to its code.
    pub fn new(code: Code) -> Finding {
        Finding {
            field: code.field(),
            severity: code.severity(),
            code,
            arguments: Vec::new(),
            fix: None,
        }
    }

    /// Adds what the text calls `{name}`.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Finding {
        self.arguments.push((name, value.into()));
        self
    }

    /// What the text calls `{name}`.
    pub fn argument(&self, name: &str) -> Option<&str> {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Adds the value that mends the field. A password never gets one.
    pub fn fixed_by(mut self, value: impl Into<String>) -> Finding {
        if self.field != Field::Password {
            self.fix = Some(value.into());
        }
        self
    }
}

/// The worst finding on `field`, if there is any.
pub fn worst_on(findings: &[Finding], field: Field) -> Option<&Finding> {
    // `max_by_key` takes the last of equals; the first found is the one to be told of first.
    findings.iter().rev().filter(|finding| finding.field == field).max_by_key(|f| f.severity)
}

/// Declares every code once: its name in data, the field it speaks of, and how much it matters.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $field:ident, $severity:ident;)+) => {
        /// What was found. The table in `src/finding.rs` is the list of all that Keyferry can say.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code { $($(#[doc = $doc])+ #[serde(rename = $text)] $name,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The name in data and the key of its text: `[a-z0-9_]+`.
            pub fn as_str(self) -> &'static str { match self { $(Code::$name => $text,)+ } }

            /// What it is about.
            pub fn field(self) -> Field { match self { $(Code::$name => Field::$field,)+ } }

            /// How much it matters.
            pub fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity,)+ } }
        }
    };
}

codes! {
    /// The file is empty, or only blank.
    FileEmpty = "file_empty", File, Error;
    /// The file is over 64 KiB.
    FileTooLarge = "file_too_large", File, Error;
    /// The file isn't text.
    FileBinary = "file_binary", File, Error;
    /// The file is a spreadsheet program's own, not a text table.
    FileWorkbook = "file_workbook", File, Error;
    /// A quoted cell has no end, or goes on behind it.
    FileQuotes = "file_quotes", File, Error;
    /// A spreadsheet program changed the key or its secret.
    FileAltered = "file_altered", File, Error;
    /// SES SMTP credentials: a real key id beside a mail password.
    FileSesSmtp = "file_ses_smtp", File, Error;
    /// A console password, without any access key.
    FileConsolePassword = "file_console_password", File, Error;
    /// Git credentials for CodeCommit.
    FileCodecommit = "file_codecommit", File, Error;
    /// A Bedrock API key.
    FileBedrock = "file_bedrock", File, Error;
    /// IAM's credential report, which lists keys without holding any.
    FileCredentialReport = "file_credential_report", File, Error;
    /// A list of users for a Cognito user pool.
    FileCognito = "file_cognito", File, Error;
    /// Keys that end after some hours.
    FileTemporaryKey = "file_temporary_key", File, Error;
    /// Another cloud's key.
    FileOtherCloud = "file_other_cloud", File, Error;
    /// The key comes from AWS's documentation.
    FileExampleKey = "file_example_key", File, Error;
    /// What stands in for a key in instructions.
    FilePlaceholder = "file_placeholder", File, Error;
    /// The twelve-hour token of `docker login`.
    FileLoginToken = "file_login_token", File, Error;
    /// Several ids or secrets of which none is sure to belong to another.
    FileAmbiguous = "file_ambiguous", File, Error;
    /// Settings of the AWS CLI without a key: a role, a session, a region.
    FileConfig = "file_config", File, Error;
    /// A private key or a certificate.
    FilePem = "file_pem", File, Error;
    /// A web page, saved in place of the file.
    FileWebPage = "file_web_page", File, Error;
    /// Not a file that AWS hands out for keys.
    FileUnknown = "file_unknown", File, Error;
    /// A key file's headings without any key.
    FileNoUsableKey = "file_no_usable_key", File, Error;
    /// A key whose id isn't one.
    FileBadKeyId = "file_bad_key_id", File, Error;
    /// A key whose secret isn't one.
    FileBadSecret = "file_bad_secret", File, Error;
    /// The key belongs to the account's root user.
    FileRootKey = "file_root_key", File, Warning;
    /// Rows with an unusable key were left out.
    FileRowsSkipped = "file_rows_skipped", File, Warning;
    /// Two rows give one key id different secrets.
    FileConflictingSecrets = "file_conflicting_secrets", File, Warning;
    /// Users without a key were left out.
    FileRowsWithoutKey = "file_rows_without_key", File, Advice;
    /// The headings are unknown; the keys were told by their form.
    FileReadByContent = "file_read_by_content", File, Advice;
    /// No key id.
    KeyIdEmpty = "key_id_empty", UserName, Error;
    /// A key id with blanks or quotes around it.
    KeyIdSurrounded = "key_id_surrounded", UserName, Error;
    /// A key id in small letters.
    KeyIdCase = "key_id_case", UserName, Error;
    /// A temporary key's id.
    KeyIdTemporary = "key_id_temporary", UserName, Error;
    /// An IAM user's id.
    KeyIdIsUser = "key_id_is_user", UserName, Error;
    /// A role's id.
    KeyIdIsRole = "key_id_is_role", UserName, Error;
    /// A group's id.
    KeyIdIsGroup = "key_id_is_group", UserName, Error;
    /// An instance profile's id.
    KeyIdIsInstanceProfile = "key_id_is_instance_profile", UserName, Error;
    /// A policy's id.
    KeyIdIsPolicy = "key_id_is_policy", UserName, Error;
    /// A public key's id.
    KeyIdIsPublicKey = "key_id_is_public_key", UserName, Error;
    /// A certificate's id.
    KeyIdIsCertificate = "key_id_is_certificate", UserName, Error;
    /// A bearer token's id.
    KeyIdIsBearerToken = "key_id_is_bearer_token", UserName, Error;
    /// The id of a credential for one service.
    KeyIdIsServiceCredential = "key_id_is_service_credential", UserName, Error;
    /// A role's ARN, which newer Waves take with an external id.
    KeyIdRoleArn = "key_id_role_arn", UserName, Warning;
    /// An ARN, but not a role's.
    KeyIdArn = "key_id_arn", UserName, Error;
    /// An account number.
    KeyIdIsAccount = "key_id_is_account", UserName, Error;
    /// The user name of `docker login`.
    KeyIdDockerLogin = "key_id_docker_login", UserName, Error;
    /// A Bedrock API key.
    KeyIdBedrock = "key_id_bedrock", UserName, Error;
    /// Another cloud's key id.
    KeyIdOtherCloud = "key_id_other_cloud", UserName, Error;
    /// The secret stands where the id belongs.
    KeyIdIsSecret = "key_id_is_secret", UserName, Error;
    /// What stands in for an id in instructions.
    KeyIdPlaceholder = "key_id_placeholder", UserName, Error;
    /// The id of AWS's documentation.
    KeyIdExample = "key_id_example", UserName, Error;
    /// It doesn't begin as a key id.
    KeyIdPrefix = "key_id_prefix", UserName, Error;
    /// A key id with too few or too many characters.
    KeyIdLength = "key_id_length", UserName, Error;
    /// A key id with a character that no id has.
    KeyIdCharacter = "key_id_character", UserName, Error;
    /// A key id with a digit that AWS doesn't use.
    KeyIdMistyped = "key_id_mistyped", UserName, Warning;
    /// A key of an account that makes keys as tripwires.
    KeyIdCanary = "key_id_canary", UserName, Warning;
    /// No secret.
    SecretEmpty = "secret_empty", Password, Error;
    /// A secret with blanks or quotes around it.
    SecretSurrounded = "secret_surrounded", Password, Error;
    /// The id stands where the secret belongs.
    SecretIsKeyId = "secret_is_key_id", Password, Error;
    /// A password for SES mail or CodeCommit.
    SecretOtherPassword = "secret_other_password", Password, Error;
    /// A Bedrock API key.
    SecretBedrock = "secret_bedrock", Password, Error;
    /// The twelve-hour token of `docker login`.
    SecretLoginToken = "secret_login_token", Password, Error;
    /// What stands in for a secret in instructions, or hides it on a page.
    SecretPlaceholder = "secret_placeholder", Password, Error;
    /// The secret of AWS's documentation.
    SecretExample = "secret_example", Password, Error;
    /// A secret with too few or too many characters.
    SecretLength = "secret_length", Password, Error;
    /// A secret with a character that no secret has.
    SecretCharacter = "secret_character", Password, Error;
    /// Forty hexadecimal digits, as of a Git commit.
    SecretHash = "secret_hash", Password, Warning;
    /// No account.
    AccountEmpty = "account_empty", Registry, Error;
    /// An account that hasn't twelve digits.
    AccountLength = "account_length", Registry, Error;
    /// An account with something else than digits.
    AccountCharacter = "account_character", Registry, Error;
    /// No region.
    RegionEmpty = "region_empty", Registry, Error;
    /// No region is built like this.
    RegionShape = "region_shape", Registry, Error;
    /// No registry server, which means Docker Hub.
    RegistryEmpty = "registry_empty", Registry, Warning;
    /// Docker Hub.
    RegistryDockerHub = "registry_docker_hub", Registry, Warning;
    /// A text that can't be a host.
    RegistryNotHost = "registry_not_host", Registry, Error;
    /// Several registries at once.
    RegistrySeveral = "registry_several", Registry, Error;
    /// The secret stands where the host belongs.
    RegistryIsSecret = "registry_is_secret", Registry, Error;
    /// The key id stands where the host belongs.
    RegistryIsKeyId = "registry_is_key_id", Registry, Error;
    /// A registry of somebody else than AWS.
    RegistryNotEcr = "registry_not_ecr", Registry, Warning;
    /// An address of AWS that isn't a registry.
    RegistryOtherAws = "registry_other_aws", Registry, Error;
    /// It reads like ECR and belongs to someone else.
    RegistryLookAlike = "registry_look_alike", Registry, Error;
    /// ECR's FIPS host.
    RegistryFips = "registry_fips", Registry, Error;
    /// ECR's dual-stack host.
    RegistryDualStack = "registry_dual_stack", Registry, Error;
    /// A registry of a cloud that Wave doesn't know.
    RegistryPartition = "registry_partition", Registry, Error;
    /// The host's end belongs to another cloud than its region.
    RegistrySuffix = "registry_suffix", Registry, Error;
    /// The region is unknown, but could be new.
    RegistryRegionUnknown = "registry_region_unknown", Registry, Warning;
    /// The region is unknown and one slip away from a known one.
    RegistryRegionTypo = "registry_region_typo", Registry, Warning;
    /// Blanks around or in the host.
    RegistryBlanks = "registry_blanks", Registry, Error;
    /// Quotes around the host.
    RegistryQuotes = "registry_quotes", Registry, Error;
    /// Brackets, commas or the like around the host.
    RegistryPunctuation = "registry_punctuation", Registry, Error;
    /// A whole command, or other words around the host.
    RegistryCommand = "registry_command", Registry, Error;
    /// An ARN.
    RegistryArn = "registry_arn", Registry, Error;
    /// A page of the AWS console or of ECR's gallery.
    RegistryConsoleUrl = "registry_console_url", Registry, Error;
    /// A scheme before the host.
    RegistryScheme = "registry_scheme", Registry, Error;
    /// A user before the host.
    RegistryUserInfo = "registry_user_info", Registry, Error;
    /// A repository, a tag or a slash behind the host.
    RegistryPath = "registry_path", Registry, Error;
    /// A port behind the host.
    RegistryPort = "registry_port", Registry, Error;
    /// A dot behind the host.
    RegistryTrailingDot = "registry_trailing_dot", Registry, Error;
    /// Capitals in the host.
    RegistryCase = "registry_case", Registry, Error;
    /// Dashes in the host's account.
    RegistryAccountDashes = "registry_account_dashes", Registry, Error;

    /// The page has no Add Credentials form.
    FormNotFound = "form_not_found", Form, Error;
    /// The form is set to another provider.
    FormOtherProvider = "form_other_provider", Form, Error;
    /// The page has the form of another provider's credential.
    FormOtherForm = "form_other_form", Form, Error;
    /// The provider list didn't open.
    FormProviderNotOpened = "form_provider_not_opened", Form, Error;
    /// The form doesn't show the provider that was chosen.
    FormProviderNotShown = "form_provider_not_shown", Form, Error;
    /// The provider list opened and was empty.
    FormProviderListEmpty = "form_provider_list_empty", Form, Error;
    /// The provider list has no Container registry.
    FormNoContainerRegistry = "form_no_container_registry", Form, Error;
    /// The fields of a container registry credential never came.
    FormFieldsMissing = "form_fields_missing", Form, Error;
    /// The page was left while the form was being filled.
    FormPageLeft = "form_page_left", Form, Error;
    /// Another panel or frame fills the same page.
    FormBusy = "form_busy", Form, Error;
    /// The user stopped the fill.
    FormStopped = "form_stopped", Form, Warning;
    /// The page answered something that the content script never says.
    FormMisunderstood = "form_misunderstood", Form, Error;

    /// The name keeps Platform's rule.
    NameGood = "name_good", Name, Good;
    /// No credential of the workspace has the name.
    NameFree = "name_free", Name, Good;
    /// The name was taken, so that it got a number, with which it is free.
    NameNumbered = "name_numbered", Name, Good;
    /// A credential of the workspace has the name.
    NameTaken = "name_taken", Name, Error;
    /// Platform doesn't take the name.
    NameRefused = "name_refused", Name, Error;
    /// This Platform can't be asked for a name.
    NameUnaskedOld = "name_unasked_old", Name, Advice;
    /// Platform was asked too often.
    NameUnaskedOften = "name_unasked_often", Name, Advice;
    /// Platform answered with an error of its own.
    NameUnaskedBroken = "name_unasked_broken", Name, Advice;
    /// Platform didn't answer in time.
    NameUnaskedTimedOut = "name_unasked_timed_out", Name, Advice;
    /// Platform couldn't be reached.
    NameUnaskedUnreachable = "name_unasked_unreachable", Name, Advice;
    /// Something else answered in Platform's place.
    NameUnaskedNotSeqera = "name_unasked_not_seqera", Name, Advice;
    /// Platform lists no workspace as the page's address names it.
    NameUnaskedWorkspace = "name_unasked_workspace", Name, Advice;
    /// The session has ended.
    SeqeraSignedOut = "seqera_signed_out", Name, Warning;
    /// Whoever is signed in may not add credentials here.
    SeqeraMayNotAdd = "seqera_may_not_add", Name, Warning;
    /// The name of a credential that is there: it stays.
    NameStays = "name_stays", Name, Good;
    /// The page has no name: an earlier one of the same form may have it.
    NameElsewhere = "name_elsewhere", Name, Warning;
    /// No name.
    NameEmpty = "name_empty", Name, Error;
    /// A name of one character.
    NameShort = "name_short", Name, Error;
    /// A name over 99 characters.
    NameLong = "name_long", Name, Error;
    /// A blank in the name.
    NameBlank = "name_blank", Name, Error;
    /// A secret access key, where everyone would read it.
    NameIsSecret = "name_is_secret", Name, Error;
    /// A character that no name may have.
    NameCharacter = "name_character", Name, Error;
    /// The provider is Container registry.
    ProviderGood = "provider_good", Provider, Good;
    /// No provider is chosen.
    ProviderEmpty = "provider_empty", Provider, Error;
    /// Another provider is chosen.
    ProviderOther = "provider_other", Provider, Error;
    /// A long-term key, with its account.
    UserNameGood = "user_name_good", UserName, Good;
    /// A long-term key of the old generation, which doesn't encode its account.
    UserNameGoodOld = "user_name_good_old", UserName, Good;
    /// The secret stands in the form as it stands in the file.
    PasswordGood = "password_good", Password, Good;
    /// A private registry, in the key's own account.
    RegistryGood = "registry_good", Registry, Good;
    /// A private registry; the key's account isn't known.
    RegistryGoodUnchecked = "registry_good_unchecked", Registry, Good;
    /// ECR Public, which needs one permission more.
    RegistryPublic = "registry_public", Registry, Advice;
    /// A private registry of another account than the key's.
    RegistryOtherAccount = "registry_other_account", Registry, Warning;
    /// Another credential serves the registry, and comes first in Platform's list.
    RegistryServed = "registry_served", Registry, Warning;
    /// Another one serves it, and will come after the new one.
    RegistryServedAfter = "registry_served_after", Registry, Warning;
    /// Another one serves it, and which comes first can't be told.
    RegistryServedTwice = "registry_served_twice", Registry, Warning;
    /// Whether another credential has the registry isn't known: Platform's list didn't come.
    RegistryUnasked = "registry_unasked", Registry, Advice;
    /// Wave is off on this Platform, so that no credential is used by it.
    SeqeraWaveOff = "seqera_wave_off", Registry, Warning;
    /// AWS says that the key is its account's root user's.
    KeyIsRoot = "key_is_root", UserName, Warning;
    /// Another credential has this key for this registry.
    KeyStored = "key_stored", UserName, Warning;
    /// Another credential has this key, for another registry.
    KeyStoredElsewhere = "key_stored_elsewhere", UserName, Advice;
    /// Another credential has an older key of the same user for this registry.
    KeyRotates = "key_rotates", UserName, Warning;
    /// The region is the one used on this instance before.
    RegistryRegionLastUsed = "registry_region_last_used", Registry, Advice;
    /// The user's own user name was kept.
    UserNameKept = "user_name_kept", UserName, Warning;
    /// The user's own password was kept.
    PasswordKept = "password_kept", Password, Warning;
    /// The password was left out: beside the user's own user name it would be half a key.
    PasswordLeftOut = "password_left_out", Password, Warning;
    /// The user's own registry server was kept.
    RegistryKept = "registry_kept", Registry, Warning;
    /// The name was not written.
    NameNotReached = "name_not_reached", Name, Error;
    /// The provider was not chosen.
    ProviderNotReached = "provider_not_reached", Provider, Error;
    /// The user name was not written.
    UserNameNotReached = "user_name_not_reached", UserName, Error;
    /// The password was not written.
    PasswordNotReached = "password_not_reached", Password, Error;
    /// The registry server was not written.
    RegistryNotReached = "registry_not_reached", Registry, Error;
    /// The page changed the name after it was written.
    NameChanged = "name_changed", Name, Error;
    /// The page changed the user name after it was written.
    UserNameChanged = "user_name_changed", UserName, Error;
    /// The page changed the password after it was written.
    PasswordChanged = "password_changed", Password, Error;
    /// The page changed the registry server after it was written.
    RegistryChanged = "registry_changed", Registry, Error;
    /// The name takes no input.
    NameDisabled = "name_disabled", Name, Error;
    /// The provider takes no input.
    ProviderDisabled = "provider_disabled", Provider, Error;
    /// The user name takes no input.
    UserNameDisabled = "user_name_disabled", UserName, Error;
    /// The password takes no input.
    PasswordDisabled = "password_disabled", Password, Error;
    /// The registry server takes no input.
    RegistryDisabled = "registry_disabled", Registry, Error;
    /// Several files at once.
    FileSeveral = "file_several", File, Error;
    /// A folder.
    FileFolder = "file_folder", File, Error;
    /// Neither a file nor a text.
    FileNothing = "file_nothing", File, Error;
    /// Another file came while the form was being filled, and was turned away.
    FileWhileFilling = "file_while_filling", File, Advice;
    /// The browser couldn't read the file.
    FileUnreadable = "file_unreadable", File, Error;
    /// What stood in the registry server was mended.
    RegistryFixed = "registry_fixed", Registry, Good;

    /// The registry took a login with the key.
    AwsGood = "aws_good", Aws, Good;
    /// The registry took a login with a key that had better be another one.
    AwsGoodBut = "aws_good_but", Aws, Warning;
    /// AWS knows no such key, or it is inactive.
    AwsKeyUnknown = "aws_key_unknown", Aws, Error;
    /// ECR in the registry's region doesn't know the key, and STS couldn't say why.
    AwsKeyUnknownHere = "aws_key_unknown_here", Aws, Error;
    /// The secret isn't the key's.
    AwsSecretWrong = "aws_secret_wrong", Aws, Error;
    /// The user may not get a login token.
    AwsNoPermission = "aws_no_permission", Aws, Error;
    /// A policy forbids the user to get one.
    AwsDenied = "aws_denied", Aws, Error;
    /// The registry's region isn't enabled for the key's account.
    AwsRegionOff = "aws_region_off", Aws, Error;
    /// ECR doesn't know the key yet.
    AwsNotYet = "aws_not_yet", Aws, Warning;
    /// The registry didn't take the login token.
    AwsRegistryRefused = "aws_registry_refused", Aws, Error;
    /// This computer's clock is off, so that nothing could be asked.
    AwsClockOff = "aws_clock_off", Aws, Warning;
    /// AWS couldn't be reached.
    AwsUnreachable = "aws_unreachable", Aws, Warning;
    /// AWS didn't answer in time.
    AwsTimedOut = "aws_timed_out", Aws, Warning;
    /// AWS asked to come again later.
    AwsBusy = "aws_busy", Aws, Warning;
    /// Something else answered in AWS's place.
    AwsNotAws = "aws_not_aws", Aws, Warning;
    /// AWS answered something that isn't known here.
    AwsUnclear = "aws_unclear", Aws, Warning;
    /// The browser wasn't allowed to ask.
    AwsNotAllowed = "aws_not_allowed", Aws, Warning;
    /// The user ended the check.
    AwsStopped = "aws_stopped", Aws, Warning;
    /// This computer's clock is behind AWS's, which only its own requests suffer from.
    AwsClockBehind = "aws_clock_behind", Aws, Advice;
    /// This computer's clock is ahead of AWS's.
    AwsClockAhead = "aws_clock_ahead", Aws, Advice;
}
