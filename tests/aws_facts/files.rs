//! The files that AWS hands out, each by the letter that it has in the list of them, those of other
//! clouds that look alike, and what people make of them by hand.

use keyferry::aws::{AccessKeyId, AccessKeyIdError};
use keyferry::finding::{Code, Field, Severity};
use keyferry::key_file::Export;

use crate::{ID, SECRET, argument, codes, is_read, is_read_and_said, is_refused, read, refusal};

const TODAY: &str = "Access key ID,Secret access key\r\n{id},{secret}\r\n";
const USERS: &str = "User name,Password,Access key ID,Secret access key,Console login link\n";
const THE_KEY: (Option<&str>, &str, &str, Option<&str>) = (None, ID, SECRET, None);

#[test]
fn a_accesskeys_csv_of_today() {
    for name in ["wave-ecr_accessKeys.csv", "accessKeys.csv"] {
        is_read(TODAY, name, Export::AccessKeys, &[THE_KEY]);
    }
}

#[test]
fn b_new_user_credentials_csv_has_a_row_for_each_user_and_an_account() {
    let link = "https://123456789012.signin.aws.amazon.com/console";
    let text = format!(
        "{USERS}wave-ecr,kf-Example-1,{{id}},{{secret}},{link}\njo,x,{{id2}},{{secret2}},{link}\n"
    );
    for name in ["new_user_credentials.csv", "credentials.csv"] {
        let account = Some("123456789012");
        is_read(
            &text,
            name,
            Export::UserCredentials,
            &[
                (Some("wave-ecr"), ID, SECRET, account),
                (Some("jo"), crate::ID_2, crate::SECRET_2, account),
            ],
        );
    }
}

#[test]
fn b_with_an_empty_password() {
    let text = format!("{USERS}wave-ecr,,{{id}},{{secret}},\n");
    let key = (Some("wave-ecr"), ID, SECRET, None);
    is_read(&text, "new_user_credentials.csv", Export::UserCredentials, &[key]);
}

#[test]
fn c_credentials_csv_of_2012_to_2016_with_the_user_in_quotes() {
    let text = "User Name,Access Key Id,Secret Access Key\n\"joe\",{id},{secret}";
    is_read(text, "credentials.csv", Export::LegacyCredentials, &[(Some("joe"), ID, SECRET, None)]);
}

#[test]
fn c_older_still_with_every_cell_in_quotes() {
    let text = "\"User Name\",\"Access Key Id\",\"Secret Access Key\"\r\n\
                \"joe\",\"{id}\",\"{secret}\"\r\n";
    is_read(text, "credentials.csv", Export::LegacyCredentials, &[(Some("joe"), ID, SECRET, None)]);
}

#[test]
fn d_rootkey_csv_of_old_is_usable_and_warned_of() {
    let text = "AWSAccessKeyId={id}\nAWSSecretKey={secret}\n";
    let said = [Code::FileRootKey];
    is_read_and_said(text, "rootkey.csv", Export::LegacyRootKey, &[THE_KEY], &said);
    assert_eq!(read(text, "rootkey.csv").findings[0].severity, Severity::Warning);
}

#[test]
fn e_rootkey_csv_of_today_is_told_by_its_name_alone_and_warned_of() {
    let said = [Code::FileRootKey];
    is_read_and_said(TODAY, "rootkey.csv", Export::RootKey, &[THE_KEY], &said);
    assert!(codes(&read(TODAY, "wave-ecr_accessKeys.csv")).is_empty());
}

#[test]
fn f_user_credentials_csv_since_2022_holds_a_console_password() {
    is_refused(
        "User name,Password,Console sign-in URL\n\
         wave-ecr,kf-Example-1,https://123456789012.signin.aws.amazon.com/console\n",
        "wave-ecr_credentials.csv",
        Code::FileConsolePassword,
    );
}

#[test]
fn g_old_console_password_file() {
    is_refused(
        "\"User Name\",\"Password\",\"Direct Signin Link\"\n\
         \"wave-ecr\",\"kf-Example-1\",\"https://123456789012.signin.aws.amazon.com/console\"\n",
        "credentials.csv",
        Code::FileConsolePassword,
    );
}

#[test]
fn h_codecommit_credentials_csv() {
    for password in ["{mail}", "BKfExampleMailPasswordForTests000000000/+AB="] {
        is_refused(
            &format!("User Name,Password\nwave-ecr-at-123456789012,{password}\n"),
            "wave-ecr_codecommit_credentials.csv",
            Code::FileCodecommit,
        );
    }
}

#[test]
fn i_ses_smtp_of_old_is_refused_though_its_id_is_real() {
    let text = "IAM User Name,Smtp Username,Smtp Password\n\"ses-smtp-user\",{id},{mail}\n";
    is_refused(text, "credentials.csv", Code::FileSesSmtp);
    assert!(AccessKeyId::parse(ID).is_ok());
}

#[test]
fn i_ses_smtp_of_today_is_refused_though_its_id_is_real() {
    let text = "IAM user name,SMTP user name,SMTP password\nses-smtp-user,{id},{mail}\n";
    is_refused(text, "credentials.csv", Code::FileSesSmtp);
}

#[test]
fn i_ses_smtp_with_an_arn_and_an_endpoint_is_refused_though_its_id_is_real() {
    is_refused(
        "IAM User Arn,SMTP endpoint,SMTP username,SMTP password\n\
         arn:aws:iam::123456789012:user/ses,email-smtp.eu-west-1.amazonaws.com,{id},{mail}\n",
        "credentials.csv",
        Code::FileSesSmtp,
    );
}

#[test]
fn i_ses_smtp_is_told_by_its_headings_whatever_the_password_looks_like() {
    for password in ["{secret}", "short", ""] {
        let text = format!("IAM user name,SMTP user name,SMTP password\njo,{{id}},{password}\n");
        is_refused(&text, "credentials.csv", Code::FileSesSmtp);
    }
}

#[test]
fn i_ses_smtp_is_told_by_its_password_under_other_headings_too() {
    is_refused("Access key ID,Secret access key\n{id},{mail}\n", "", Code::FileSesSmtp);
    is_refused("User,Login,Word\njo,{id},{mail}\n", "", Code::FileSesSmtp);
}

#[test]
fn j_bedrock_api_key_is_told_by_its_heading_whatever_the_value_looks_like() {
    for heading in ["API key", "API key value", "ServiceApiKeyValue"] {
        is_refused(&format!("{heading}\nshort\n"), "", Code::FileBedrock);
    }
}

#[test]
fn j_bedrock_api_key_under_each_of_its_headings() {
    let key = format!("ABSK{}", "QUJD".repeat(32));
    for heading in ["API key", "API key value", "ServiceApiKeyValue"] {
        let text = format!("{heading}\n{key}\n");
        is_refused(&text, "bedrock-long-term-api-key.csv", Code::FileBedrock);
    }
    is_refused(&format!("Value\n{key}\n"), "", Code::FileBedrock);
}

#[test]
fn k_credential_report_holds_no_keys_at_all() {
    const HEADINGS: &str = "user,arn,user_creation_time,password_enabled,password_last_used,\
        password_last_changed,password_next_rotation,mfa_active,access_key_1_active,\
        access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,\
        access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
        access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,\
        cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
    let row = "wave-ecr,arn:aws:iam::123456789012:user/wave-ecr,2026-01-01T00:00:00+00:00,false,\
        N/A,N/A,N/A,false,true,2026-01-01T00:00:00+00:00,2026-02-01T00:00:00+00:00,eu-west-1,ecr,\
        false,N/A,N/A,N/A,N/A,false,N/A,false,N/A";
    let text = format!("{HEADINGS}\n{row}\n");
    is_refused(&text, "credential-report.csv", Code::FileCredentialReport);
}

#[test]
fn l_identity_centers_exports_are_temporary() {
    is_refused(
        "export AWS_ACCESS_KEY_ID=\"ASIARZPUZDIKKVKVKVKV\"\n\
         export AWS_SECRET_ACCESS_KEY=\"{secret}\"\nexport AWS_SESSION_TOKEN=\"kfExampleToken\"\n",
        "",
        Code::FileTemporaryKey,
    );
}

#[test]
fn l_identity_centers_profile_block_is_temporary() {
    is_refused(
        "[123456789012_Admin]\naws_access_key_id=ASIARZPUZDIKKVKVKVKV\n\
         aws_secret_access_key={secret}\naws_session_token=kfExampleToken\n",
        "",
        Code::FileTemporaryKey,
    );
}

#[test]
fn m_cognitos_list_for_the_import_of_users() {
    let headings = "cognito:username,name,email,email_verified,cognito:mfa_enabled\n";
    for rows in ["", "jo,Jo,,TRUE,FALSE\n"] {
        is_refused(&format!("{headings}{rows}"), "template.csv", Code::FileCognito);
    }
}

/// That a file is refused as the other cloud's, and named so.
#[track_caller]
fn is_of_another_cloud(text: &str, file_name: &str, cloud: &'static str, id: &str) {
    is_refused(text, file_name, Code::FileOtherCloud);
    let refusal = refusal(text, file_name);
    assert_eq!(refusal.finding().field, Field::File);
    assert_eq!(argument(&refusal, "cloud").as_deref(), Some(cloud));
    assert_eq!(AccessKeyId::parse(id), Err(AccessKeyIdError::OtherCloud { cloud }));
}

#[test]
fn x_alibabas_accesskey_csv() {
    let text = "AccessKey ID,AccessKey Secret\n\
                LTAIkfExampleIdForTests0,kfExampleSecretForTests0000000\n";
    is_of_another_cloud(text, "AccessKey.csv", "Alibaba Cloud", "LTAIkfExampleIdForTests0");
}

#[test]
fn x_huaweis_credentials_csv_has_the_headings_of_aws_of_2014() {
    for bom in ["", "\u{feff}"] {
        let text = format!(
            "{bom}User Name,Access Key Id,Secret Access Key\n\
             \"wave-ecr\",HPUAKFEXAMPLE0000000,{{secret}}\n"
        );
        is_of_another_cloud(&text, "credentials.csv", "Huawei Cloud", "HPUAKFEXAMPLE0000000");
    }
}

#[test]
fn x_huaweis_credentials_csv_has_the_headings_of_aws_of_today() {
    for bom in ["", "\u{feff}"] {
        let text =
            format!("{bom}Access key ID,Secret access key\nHPUAKFEXAMPLE0000000,{{secret}}\n");
        is_of_another_cloud(&text, "credentials.csv", "Huawei Cloud", "HPUAKFEXAMPLE0000000");
    }
}

// By hand.

#[test]
fn by_hand_a_user_name_column_in_capitals_for_the_aws_cli() {
    let text = "User Name,Access key ID,Secret access key\njo,{id},{secret}\n";
    let file = read(text, "");
    assert_eq!(crate::keys(&file), [(Some("jo"), ID, SECRET, None)]);
    assert!(codes(&file).is_empty());
}

#[test]
fn by_hand_a_user_name_column() {
    let text = "User name,Access key ID,Secret access key\njo,{id},{secret}\n";
    let file = read(text, "");
    assert_eq!(crate::keys(&file), [(Some("jo"), ID, SECRET, None)]);
    assert!(codes(&file).is_empty());
}

#[test]
fn by_hand_columns_in_another_order() {
    let text = "Secret access key,User name,Access key ID\n{secret},jo,{id}\n";
    let file = read(text, "");
    assert_eq!(crate::keys(&file), [(Some("jo"), ID, SECRET, None)]);
    assert!(codes(&file).is_empty());
}

#[test]
fn by_hand_a_column_more() {
    let text = "User name,Access key ID,Secret access key, Region Name\n\
                jo,{id},{secret},eu-west-1\n";
    let file = read(text, "");
    assert_eq!(crate::keys(&file), [(Some("jo"), ID, SECRET, None)]);
    assert_eq!(file.keys[0].region().unwrap().as_str(), "eu-west-1");
    assert!(codes(&file).is_empty());
}

#[test]
fn by_hand_two_lines_upright() {
    let text = "Access key ID,{id}\nSecret access key,{secret}\n";
    is_read(text, "", Export::Table, &[THE_KEY]);
}

#[test]
fn by_hand_a_line_that_names_a_user_above_rows_without_headings() {
    let file = read("User: the whole lab\n{id},{secret}\n{id2},{secret2}\n", "");
    assert_eq!(crate::keys(&file), [THE_KEY, (None, crate::ID_2, crate::SECRET_2, None)]);
    assert_eq!(codes(&file), [Code::FileReadByContent]);
}

// The pair of AWS's documentation, which Seqera's page on registry credentials shows as well.

#[test]
fn example_of_the_documentation_is_no_key() {
    const EXAMPLE: &str = "AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    let headings = "Access key ID,Secret access key\n";
    for row in [
        EXAMPLE,
        "AKIDEXAMPLE,{secret}",
        "AKIAIOSFODNN7EXAMPLE,{secret}",
        "{id},wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "{id},wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY",
    ] {
        is_refused(&format!("{headings}{row}\n"), "", Code::FileExampleKey);
    }
    let beside = read(&format!("{headings}{EXAMPLE}\n{{id}},{{secret}}\n"), "");
    assert_eq!(crate::keys(&beside), [THE_KEY]);
    assert_eq!(codes(&beside), [Code::FileRowsSkipped]);
}

// What else tells the account.

#[test]
fn the_account_stands_in_b_console_login_link_and_an_alias_tells_none() {
    for (link, account) in [
        ("https://123456789012.signin.aws.amazon.com/console", Some("123456789012")),
        ("https://my-company.signin.aws.amazon.com/console", None),
    ] {
        let file = read(&format!("{USERS}jo,,{{id}},{{secret}},{link}\n"), "");
        assert_eq!(crate::keys(&file), [(Some("jo"), ID, SECRET, account)], "{link}");
    }
}

#[test]
fn the_account_stands_in_the_sign_in_links_of_govcloud_and_china_too() {
    for host in ["signin.amazonaws-us-gov.com", "signin.amazonaws.cn"] {
        let link = format!("https://123456789012.{host}/console");
        let file = read(&format!("{USERS}jo,,{{id}},{{secret}},{link}\n"), "");
        assert_eq!(crate::keys(&file)[0].3, Some("123456789012"), "{link}");
    }
}

#[test]
fn f_console_sign_in_url_tells_a_console_password_without_any_heading() {
    for account in ["123456789012", "my-company"] {
        let text = format!("jo,x,https://{account}.signin.aws.amazon.com/console\n");
        is_refused(&text, "", Code::FileConsolePassword);
    }
}

#[test]
fn h_user_at_an_account_tells_a_codecommit_password_without_any_heading() {
    is_refused("jane-at-123456789012,{mail}\n", "", Code::FileCodecommit);
}

#[test]
fn k_arns_of_a_report_are_no_role_and_no_key() {
    let arn = "arn:aws:iam::123456789012:user/wave-ecr";
    assert_eq!(AccessKeyId::parse(arn), Err(AccessKeyIdError::Arn));
}
