use std::fmt;

const DAY: i64 = 86_400;

/// A moment as AWS writes it in signed requests: to the second, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Seconds since the beginning of 1970, between the years 1 and 9999.
    seconds: i64,
}

impl Time {
    /// A moment by the seconds since the beginning of 1970. What four digits can't write as a year is
    /// brought back to what they can.
    pub fn from_seconds(seconds: i64) -> Time {
        const FIRST: i64 = -62_135_596_800;
        const LAST: i64 = 253_402_300_799;
        Time { seconds: seconds.clamp(FIRST, LAST) }
    }

    /// Reads `20150830T123600Z`, as AWS writes a moment in a header and in its errors.
    pub fn parse(text: &str) -> Option<Time> {
        let [y0, y1, y2, y3, m0, m1, d0, d1, b'T', h0, h1, n0, n1, s0, s1, b'Z'] =
            *<&[u8; 16]>::try_from(text.as_bytes()).ok()?
        else {
            return None;
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_i64, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
            })
        };
        let (year, month, day) =
            (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?);
        let (hour, minute, second) = (number(&[h0, h1])?, number(&[n0, n1])?, number(&[s0, s1])?);
        let days = days_before(year, month, day);
        let is_real = year > 0 && civil(days) == (year, month, day);
        (is_real && hour < 24 && minute < 60 && second < 60)
            .then(|| Time::from_seconds(days * DAY + hour * 3600 + minute * 60 + second))
    }

    /// This moment, so many seconds later.
    pub fn plus(self, seconds: i64) -> Time {
        Time::from_seconds(self.seconds.saturating_add(seconds))
    }

    /// How many seconds this moment is after another one.
    pub fn since(self, other: Time) -> i64 {
        self.seconds - other.seconds
    }
}

/// As AWS writes it: `20150830T123600Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (self.seconds.div_euclid(DAY), self.seconds.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }
}

/// The days from the beginning of 1970 to a date of the Gregorian calendar; of a date that isn't one, to
/// another that is. Years are counted from March on, so that the leap day is their last.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date so many days after the beginning of 1970: year, month, day.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_aws_writes_it() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (951_782_400, "20000229T000000Z"),
            (4_107_542_399, "21000228T235959Z"),
            (-1, "19691231T235959Z"),
            (i64::MAX, "99991231T235959Z"),
            (i64::MIN, "00010101T000000Z"),
        ] {
            let time = Time::from_seconds(seconds);
            assert_eq!(time.to_string(), text);
            assert_eq!(Time::parse(text), Some(time), "{text}");
        }
    }

    #[test]
    fn every_day_of_a_thousand_years_is_read_back() {
        for day in -150_000..250_000 {
            let time = Time::from_seconds(day * DAY + 86_399);
            assert_eq!(Time::parse(&time.to_string()), Some(time));
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "20150830T123600",
            "20150830T123600z",
            "20150830 123600Z",
            "20150230T123600Z",
            "20151301T123600Z",
            "20150001T123600Z",
            "20150830T243600Z",
            "20150830T126000Z",
            "20150830T123660Z",
            "2015083+T123600Z",
            "00000830T123600Z",
            "20150830T123600Z ",
            "２０150830T123600Z",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }
}
