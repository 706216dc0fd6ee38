//! CSV as RFC 4180 has it, safe to open in a spreadsheet.

/// Adds a row.
pub(super) fn row<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, text) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

/// Adds a cell. A spreadsheet reckons with what begins like a formula, whoever wrote it; an apostrophe makes it a text.
/// Where it parts cells at semicolons or tabs, another cell may begin within this one.
pub(crate) fn cell(out: &mut String, text: &str) {
    let mut begins = true;
    out.push('"');
    for char in text.chars() {
        if begins && matches!(char, '=' | '+' | '-' | '@' | '\t' | '\r') {
            out.push('\'');
        }
        begins = matches!(char, ';' | '\t' | '\r' | '\n') || (begins && char.is_whitespace());
        if char == '"' {
            out.push('"');
        }
        out.push(char);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_reckoned_with() {
        let cases = [
            ("plain", "\"plain\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            (" =1+1", "\" '=1+1\""),
            ("x;=1+1", "\"x;'=1+1\""),
            ("x\n@SUM(A1)", "\"x\n'@SUM(A1)\""),
            ("+49 30", "\"'+49 30\""),
            ("\tx", "\"'\tx\""),
            ("a=b", "\"a=b\""),
            ("", "\"\""),
        ];
        for (text, written) in cases {
            let mut out = String::new();
            row(&mut out, [text, "z"]);
            assert_eq!(out, format!("{written},\"z\"\r\n"), "{text:?}");
        }
    }
}
