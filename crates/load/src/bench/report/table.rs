//! The table that people read.

use std::fmt::Write as _;

use super::{Figure, Outcome};

/// One line for each figure: the run in the middle, and from the smallest to the largest where there were more.
pub fn table(outcomes: &[Outcome]) -> String {
    let names = outcomes.iter().flat_map(|outcome| &outcome.figures).map(|figure| figure.name.len());
    let width = names.max().unwrap_or_default();
    let mut text = String::new();
    for outcome in outcomes {
        // Writing to a String cannot fail.
        _ = writeln!(text, "{}, {}", outcome.scenario, outcome.size);
        for figure in &outcome.figures {
            let Figure { name, unit, runs } = figure;
            _ = write!(text, "  {name:width$}  {:>12} {unit}", number(figure.median()));
            if runs.len() > 1 {
                let (least, most) = figure.range();
                _ = write!(text, "  ({} to {})", number(least), number(most));
            }
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

/// A number with as many digits as mean something: three, and thousands told apart.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if size >= 100.0 => thousands(value.round()),
        _ if size >= 10.0 => format!("{value:.1}"),
        _ if size == 0.0 => "0".to_owned(),
        _ => format!("{value:.2}"),
    }
}

/// A whole number, with its thousands told apart.
pub(crate) fn thousands(whole: f64) -> String {
    let digits = format!("{:.0}", whole.abs());
    let mut text = String::from(if whole < 0.0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        let told = [0.0, 0.456, 12.34, 999.6, 25_000.4, 1_234_567.0, -1500.0].map(number);
        assert_eq!(told, ["0", "0.46", "12.3", "1,000", "25,000", "1,234,567", "-1,500"]);
    }

    #[test]
    fn the_table_has_a_line_for_each_figure() {
        let mut outcome = Outcome::new("closed", "100 conversations".into(), 100);
        outcome.figures = vec![
            Figure {
                name: "messages_per_second".into(),
                unit: "messages/s",
                runs: vec![25_000.0, 26_000.0, 27_000.0],
            },
            Figure { name: "lost".into(), unit: "messages", runs: vec![0.0] },
        ];
        let expected = "closed, 100 conversations\n  \
            messages_per_second        26,000 messages/s  (25,000 to 27,000)\n  \
            lost                            0 messages\n\n";
        assert_eq!(table(&[outcome]), expected);
    }
}
