//! From a pace to five fields.

/// Five fields of the pace that `10m`, `2h` or `1h0m` stand for, where cron can keep it.
pub(super) fn every(pace: &str) -> Option<String> {
    let mut minutes: u32 = 0;
    let mut digits = String::new();
    for char in pace.chars() {
        if char.is_ascii_digit() {
            digits.push(char);
            continue;
        }
        let amount: u32 = digits.parse().ok()?;
        digits.clear();
        let added = match char {
            'h' => amount.checked_mul(60)?,
            'm' => amount,
            's' if amount.is_multiple_of(60) => amount / 60,
            _ => return None,
        };
        minutes = minutes.checked_add(added)?;
    }
    match minutes {
        _ if !digits.is_empty() => None,
        1 => Some("* * * * *".into()),
        2..=59 if 60_u32.is_multiple_of(minutes) => Some(format!("*/{minutes} * * * *")),
        60 => Some("0 * * * *".into()),
        120..=1439 if minutes.is_multiple_of(60) && 1440_u32.is_multiple_of(minutes) => {
            Some(format!("0 */{} * * *", minutes / 60))
        }
        1440 => Some("0 0 * * *".into()),
        _ => None,
    }
}
