//! The regions of each of AWS's clouds.

use keyferry::aws::{AccountId, Partition, Region, RegionError, RegistryHost};
use keyferry::finding::{Code, Severity};

use crate::hosts::{judged, says};
use crate::patterns::{Pattern, held_against};

/// What there is to know of a region: its place, its cloud, and the registry in it, whose host has
/// this end where Wave can reach it.
#[track_caller]
fn is_known(code: &str, city: &str, partition: Partition, end: Option<&str>) {
    let region = Region::parse(code).unwrap();
    let facts = region.facts().unwrap();
    assert_eq!((facts.code, facts.city, facts.partition), (code, city, partition));
    assert_eq!((region.partition(), region.meant()), (partition, None));
    let account = AccountId::parse("123456789012").unwrap();
    let host = RegistryHost::private(account, region).ok().map(|host| host.to_string());
    assert_eq!(host, end.map(|end| format!("123456789012.dkr.ecr.{code}.{end}")));
    if let Some(host) = host {
        assert_eq!(judged(&host), (Severity::Good, None));
    }
}

macro_rules! regions {
    ($($name:ident: $code:literal, $city:literal, $partition:ident, $end:expr;)+) => {
        $(
            #[test]
            fn $name() { is_known($code, $city, Partition::$partition, $end); }
        )+

        #[test]
        fn region_table_has_these_and_no_other() {
            let known: Vec<_> = Region::known().iter().map(|facts| facts.code).collect();
            assert_eq!(known, [$($code),+]);
        }
    };
}

regions! {
    region_af_south_1_is_cape_town: "af-south-1", "Cape Town", Aws, Some("amazonaws.com");
    region_ap_east_1_is_hong_kong: "ap-east-1", "Hong Kong", Aws, Some("amazonaws.com");
    region_ap_east_2_is_taipei: "ap-east-2", "Taipei", Aws, Some("amazonaws.com");
    region_ap_northeast_1_is_tokyo: "ap-northeast-1", "Tokyo", Aws, Some("amazonaws.com");
    region_ap_northeast_2_is_seoul: "ap-northeast-2", "Seoul", Aws, Some("amazonaws.com");
    region_ap_northeast_3_is_osaka: "ap-northeast-3", "Osaka", Aws, Some("amazonaws.com");
    region_ap_south_1_is_mumbai: "ap-south-1", "Mumbai", Aws, Some("amazonaws.com");
    region_ap_south_2_is_hyderabad: "ap-south-2", "Hyderabad", Aws, Some("amazonaws.com");
    region_ap_southeast_1_is_singapore: "ap-southeast-1", "Singapore", Aws, Some("amazonaws.com");
    region_ap_southeast_2_is_sydney: "ap-southeast-2", "Sydney", Aws, Some("amazonaws.com");
    region_ap_southeast_3_is_jakarta: "ap-southeast-3", "Jakarta", Aws, Some("amazonaws.com");
    region_ap_southeast_4_is_melbourne: "ap-southeast-4", "Melbourne", Aws, Some("amazonaws.com");
    region_ap_southeast_5_is_malaysia: "ap-southeast-5", "Malaysia", Aws, Some("amazonaws.com");
    region_ap_southeast_6_is_new_zealand:
        "ap-southeast-6", "New Zealand", Aws, Some("amazonaws.com");
    region_ap_southeast_7_is_thailand: "ap-southeast-7", "Thailand", Aws, Some("amazonaws.com");
    region_ca_central_1_is_canada_central:
        "ca-central-1", "Canada Central", Aws, Some("amazonaws.com");
    region_ca_west_1_is_calgary: "ca-west-1", "Calgary", Aws, Some("amazonaws.com");
    region_eu_central_1_is_frankfurt: "eu-central-1", "Frankfurt", Aws, Some("amazonaws.com");
    region_eu_central_2_is_zurich: "eu-central-2", "Zurich", Aws, Some("amazonaws.com");
    region_eu_north_1_is_stockholm: "eu-north-1", "Stockholm", Aws, Some("amazonaws.com");
    region_eu_south_1_is_milan: "eu-south-1", "Milan", Aws, Some("amazonaws.com");
    region_eu_south_2_is_spain: "eu-south-2", "Spain", Aws, Some("amazonaws.com");
    region_eu_west_1_is_ireland: "eu-west-1", "Ireland", Aws, Some("amazonaws.com");
    region_eu_west_2_is_london: "eu-west-2", "London", Aws, Some("amazonaws.com");
    region_eu_west_3_is_paris: "eu-west-3", "Paris", Aws, Some("amazonaws.com");
    region_il_central_1_is_tel_aviv: "il-central-1", "Tel Aviv", Aws, Some("amazonaws.com");
    region_me_central_1_is_uae: "me-central-1", "UAE", Aws, Some("amazonaws.com");
    region_me_south_1_is_bahrain: "me-south-1", "Bahrain", Aws, Some("amazonaws.com");
    region_mx_central_1_is_mexico: "mx-central-1", "Mexico", Aws, Some("amazonaws.com");
    region_sa_east_1_is_sao_paulo: "sa-east-1", "São Paulo", Aws, Some("amazonaws.com");
    region_us_east_1_is_n_virginia: "us-east-1", "N. Virginia", Aws, Some("amazonaws.com");
    region_us_east_2_is_ohio: "us-east-2", "Ohio", Aws, Some("amazonaws.com");
    region_us_west_1_is_n_california: "us-west-1", "N. California", Aws, Some("amazonaws.com");
    region_us_west_2_is_oregon: "us-west-2", "Oregon", Aws, Some("amazonaws.com");
    region_cn_north_1_is_beijing: "cn-north-1", "Beijing", China, Some("amazonaws.com.cn");
    region_cn_northwest_1_is_ningxia: "cn-northwest-1", "Ningxia", China, Some("amazonaws.com.cn");
    region_us_gov_east_1_is_govcloud_east:
        "us-gov-east-1", "GovCloud East", UsGov, Some("amazonaws.com");
    region_us_gov_west_1_is_govcloud_west:
        "us-gov-west-1", "GovCloud West", UsGov, Some("amazonaws.com");
    region_eusc_de_east_1_is_brandenburg: "eusc-de-east-1", "Brandenburg", EuSovereign, None;
    region_us_iso_east_1_is_iso_east: "us-iso-east-1", "ISO East", Iso, None;
    region_us_iso_west_1_is_iso_west: "us-iso-west-1", "ISO West", Iso, None;
    region_us_isob_east_1_is_isob_east: "us-isob-east-1", "ISOB East", IsoB, None;
    region_us_isob_west_1_is_isob_west: "us-isob-west-1", "ISOB West", IsoB, None;
    region_eu_isoe_west_1_is_isoe_west: "eu-isoe-west-1", "ISOE West", IsoE, None;
    region_us_isof_east_1_is_isof_east: "us-isof-east-1", "ISOF East", IsoF, None;
    region_us_isof_south_1_is_isof_south: "us-isof-south-1", "ISOF South", IsoF, None;
}

#[test]
fn region_table_counts_34_2_2_1_2_2_1_2_in_its_clouds() {
    use Partition::{Aws, China, EuSovereign, Iso, IsoB, IsoE, IsoF, UsGov};
    for (partition, count) in [
        (Aws, 34),
        (China, 2),
        (UsGov, 2),
        (EuSovereign, 1),
        (Iso, 2),
        (IsoB, 2),
        (IsoE, 1),
        (IsoF, 2),
    ] {
        let of_it = Region::known().iter().filter(|facts| facts.partition == partition).count();
        assert_eq!(of_it, count, "{partition:?}");
    }
}

#[test]
fn region_global_is_a_pseudo_region_of_each_cloud_and_none() {
    for code in [
        "aws-global",
        "aws-cn-global",
        "aws-us-gov-global",
        "aws-iso-global",
        "aws-iso-b-global",
        "aws-iso-e-global",
        "aws-iso-f-global",
    ] {
        assert_eq!(Region::parse(code), Err(RegionError::Shape { nearest: None }), "{code}");
    }
}

// The shapes of botocore's `partitions.json`, and what AWS may open tomorrow.

/// That our reading of a region's cloud is botocore's pattern; where not, why.
#[track_caller]
fn shape_agrees(partition: Partition, pattern: &'static str, samples: &[(&str, bool, bool, &str)]) {
    let ours = |text: &str| Region::parse(text).is_ok_and(|region| region.partition() == partition);
    held_against(Pattern(pattern), ours, samples);
    // All that are known fit their own shape and no other.
    for facts in Region::known() {
        let fits = Pattern(pattern).finds(facts.code);
        assert_eq!(fits, facts.partition == partition, "{}", facts.code);
    }
}

/// That an unknown region of the shape is a warning where Wave can reach it.
#[track_caller]
fn is_warned_of_only(code: &str, end: &str) {
    let host = format!("123456789012.dkr.ecr.{code}.{end}");
    assert_eq!(Region::parse(code).unwrap().facts(), None);
    assert!(RegistryHost::parse(&host).is_ok(), "{host}");
    assert_eq!(judged(&host), (Severity::Warning, None), "{host}");
    assert!(says(&host, Code::RegistryRegionUnknown), "{host}");
}

#[test]
fn shape_aws() {
    shape_agrees(
        Partition::Aws,
        r"^(us|eu|ap|sa|ca|me|af|il|mx)\-\w+\-\d+$",
        &[
            ("eu-west-9", true, true, ""),
            ("mx-north-12", true, true, ""),
            ("xx-west-1", false, false, ""),
            ("eu-west", false, false, ""),
            ("EU-WEST-1", false, false, ""),
            ("us-gov-west-1", false, false, ""),
            ("eu-west-0", true, false, "AWS counts from 1"),
            ("eu-west-100", true, false, "nothing that AWS numbers so"),
            ("eu-we5t-1", true, false, "AWS names regions in words"),
        ],
    );
    is_warned_of_only("eu-west-9", "amazonaws.com");
}

#[test]
fn shape_aws_cn() {
    shape_agrees(
        Partition::China,
        r"^cn\-\w+\-\d+$",
        &[("cn-south-1", true, true, ""), ("cn-north", false, false, "")],
    );
    is_warned_of_only("cn-south-1", "amazonaws.com.cn");
}

#[test]
fn shape_aws_us_gov() {
    shape_agrees(
        Partition::UsGov,
        r"^us\-gov\-\w+\-\d+$",
        &[("us-gov-south-1", true, true, ""), ("us-west-1", false, false, "")],
    );
    is_warned_of_only("us-gov-south-1", "amazonaws.com");
}

#[test]
fn shape_aws_eusc() {
    shape_agrees(
        Partition::EuSovereign,
        r"^eusc\-(de)\-\w+\-\d+$",
        &[("eusc-de-west-1", true, true, ""), ("eusc-fr-west-1", false, false, "")],
    );
}

#[test]
fn shape_aws_iso() {
    shape_agrees(
        Partition::Iso,
        r"^us\-iso\-\w+\-\d+$",
        &[("us-iso-south-1", true, true, ""), ("us-isob-south-1", false, false, "")],
    );
}

#[test]
fn shape_aws_iso_b() {
    shape_agrees(
        Partition::IsoB,
        r"^us\-isob\-\w+\-\d+$",
        &[("us-isob-south-1", true, true, ""), ("us-iso-south-1", false, false, "")],
    );
}

#[test]
fn shape_aws_iso_e() {
    shape_agrees(
        Partition::IsoE,
        r"^eu\-isoe\-\w+\-\d+$",
        &[("eu-isoe-east-1", true, true, ""), ("us-isoe-east-1", false, false, "")],
    );
}

#[test]
fn shape_aws_iso_f() {
    shape_agrees(
        Partition::IsoF,
        r"^us\-isof\-\w+\-\d+$",
        &[("us-isof-north-1", true, true, ""), ("eu-isof-north-1", false, false, "")],
    );
}

#[test]
fn a_region_that_is_one_slip_away_from_a_known_one_is_mended() {
    let host = "123456789012.dkr.ecr.eu-wset-1.amazonaws.com";
    let meant = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    assert!(says(host, Code::RegistryRegionTypo));
    assert_eq!(judged(host).1.as_deref(), Some(meant));
}

#[test]
fn a_region_travels_as_its_code_and_a_wrong_one_not_at_all() {
    let region = Region::parse("eu-west-1").unwrap();
    let json = serde_json::to_string(&region).unwrap();
    assert_eq!(json, "\"eu-west-1\"");
    assert_eq!(serde_json::from_str::<Region>(&json).unwrap(), region);
    assert!(serde_json::from_str::<Region>("\"nowhere\"").is_err());
    assert_eq!(
        (region.to_string(), format!("{region:?}")),
        ("eu-west-1".to_owned(), "Region(eu-west-1)".to_owned())
    );
    assert_eq!(Region::parse("nowhere").unwrap_err().to_string(), "region_shape");
}
