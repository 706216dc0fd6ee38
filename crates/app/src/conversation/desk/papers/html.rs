//! A transcript as a page that asks for nothing: no script, no style, no address of anything.

use super::lines::Line;

/// The page.
pub(super) fn page(title: &str, facts: &[String], lines: &[Line]) -> String {
    let mut out =
        String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    escape(&mut out, title);
    out.push_str("</title>\n</head>\n<body>\n<h1>");
    escape(&mut out, title);
    out.push_str("</h1>\n<ul>\n");
    for fact in facts {
        element(&mut out, "li", fact);
    }
    out.push_str("</ul>\n<ol>\n");
    for line in lines {
        out.push_str("<li>\n<p>");
        escape(&mut out, &line.at);
        out.push_str(" <strong>");
        escape(&mut out, &line.who);
        out.push_str("</strong>");
        if let Some(mark) = line.mark {
            out.push_str(" <em>(");
            escape(&mut out, mark);
            out.push_str(")</em>");
        }
        out.push_str("</p>\n");
        element(&mut out, "pre", &line.text);
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n</body>\n</html>\n");
    out
}

fn element(out: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">"] {
        out.push_str(part);
    }
    escape(out, text);
    for part in ["</", name, ">\n"] {
        out.push_str(part);
    }
}

fn escape(out: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No control character but line breaks and tabs can stand in a page.
            '\n' | '\t' => out.push(char),
            char if char.is_control() => {}
            char => out.push(char),
        }
    }
}
