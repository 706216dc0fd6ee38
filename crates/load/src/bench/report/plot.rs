//! A plain plot as SVG: axes, lines and a legend, at home on light and on dark pages.

use std::fmt::Write as _;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 440.0;
const LEFT: f64 = 72.0;
const RIGHT: f64 = 24.0;
const BOTTOM: f64 = 56.0;
/// Where the legend begins, how far its rows are apart, and how wide a letter is, about.
const LEGEND: (f64, f64) = (24.0, 74.0);
const LEGEND_ROW: f64 = 20.0;
const LETTER: f64 = 7.0;
/// How much wider than its label a place in the legend is: the line's color, and room to the next.
const SWATCH: f64 = 46.0;
/// Told apart by most eyes, on white as on black; used again from the first after the last.
const COLORS: [&str; 6] = ["#3b82f6", "#d97706", "#10b981", "#a855f7", "#ef4444", "#06b6d4"];
const STYLE: &str = "svg{--ink:#1f2937;--soft:#6b7280;--line:#e5e7eb;--paper:#ffffff;\
    font:13px system-ui,-apple-system,'Segoe UI',sans-serif}\
    @media (prefers-color-scheme:dark){svg{--ink:#e5e7eb;--soft:#9ca3af;--line:#374151;--paper:#111827}}\
    .paper{fill:var(--paper)}text{fill:var(--soft)}.title{fill:var(--ink);font-size:17px;font-weight:600}\
    .legend{fill:var(--ink)}.grid{stroke:var(--line)}.axis{stroke:var(--soft)}\
    polyline{fill:none;stroke-width:2;stroke-linejoin:round}";

/// One axis: what it shows, and its marks from 0 (the beginning) to 1 (the end).
pub(super) struct Axis {
    pub(super) label: String,
    pub(super) marks: Vec<(f64, String)>,
}

/// One line. All places are from 0 to 1 along the axes.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) points: Vec<(f64, f64)>,
    /// At an x, from one y to another.
    pub(super) spreads: Vec<(f64, f64, f64)>,
    /// Whether each point is shown as a dot.
    pub(super) dots: bool,
}

/// Draws it.
pub(super) fn draw(title: &str, subtitle: &str, x: &Axis, y: &Axis, lines: &[Line]) -> String {
    let legend = Legend::of(lines);
    let frame = Frame { top: LEGEND.1 + LEGEND_ROW * lines.len().div_ceil(legend.columns) as f64 + 4.0 };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n\
         <text class=\"title\" x=\"24\" y=\"34\">{title}</text>\n<text x=\"24\" y=\"54\">{subtitle}</text>\n",
        title = escape(title),
        subtitle = escape(subtitle),
    );
    frame.axes(&mut svg, x, y);
    for (index, line) in lines.iter().enumerate() {
        let color = COLORS[index % COLORS.len()];
        frame.line(&mut svg, line, color);
        legend.line(&mut svg, index, &line.label, color);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Where the lines are drawn. Writing to a String cannot fail.
struct Frame {
    top: f64,
}

impl Frame {
    fn x(&self, at: f64) -> f64 {
        LEFT + at.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, at: f64) -> f64 {
        HEIGHT - BOTTOM - at.clamp(0.0, 1.0) * (HEIGHT - BOTTOM - self.top)
    }

    fn axes(&self, svg: &mut String, x: &Axis, y: &Axis) {
        let (left, right, top, bottom) = (self.x(0.0), self.x(1.0), self.y(1.0), self.y(0.0));
        for (at, label) in &y.marks {
            let (y, label) = (self.y(*at), escape(label));
            _ = writeln!(
                svg,
                "<line class=\"grid\" x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                left - 8.0,
                y + 4.0
            );
        }
        for (at, label) in &x.marks {
            let (x, label) = (self.x(*at), escape(label));
            let anchor = if *at > 0.97 { "end" } else { "middle" };
            _ = writeln!(
                svg,
                "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{label}</text>",
                bottom + 18.0
            );
        }
        _ = writeln!(
            svg,
            "<line class=\"axis\" x1=\"{left}\" x2=\"{right}\" y1=\"{bottom}\" y2=\"{bottom}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <text transform=\"translate(20 {:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            f64::midpoint(left, right),
            HEIGHT - 14.0,
            escape(&x.label),
            f64::midpoint(top, bottom),
            escape(&y.label),
        );
    }

    fn line(&self, svg: &mut String, line: &Line, color: &str) {
        for (at, least, most) in &line.spreads {
            let (x, least, most) = (self.x(*at), self.y(*least), self.y(*most));
            _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{least:.1}\" y2=\"{most:.1}\" stroke=\"{color}\" \
                 stroke-width=\"6\" stroke-opacity=\"0.3\" stroke-linecap=\"round\"/>"
            );
        }
        let points: Vec<String> =
            line.points.iter().map(|(x, y)| format!("{:.1},{:.1}", self.x(*x), self.y(*y))).collect();
        _ = writeln!(svg, "<polyline stroke=\"{color}\" points=\"{}\"/>", points.join(" "));
        for (x, y) in line.points.iter().filter(|_| line.dots) {
            let (x, y) = (self.x(*x), self.y(*y));
            _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"{color}\"/>");
        }
    }
}

/// Which line has which color.
struct Legend {
    columns: usize,
    width: f64,
}

impl Legend {
    /// As many columns as the longest label leaves room for.
    fn of(lines: &[Line]) -> Self {
        let longest = lines.iter().map(|line| line.label.chars().count()).max().unwrap_or_default();
        let width = longest as f64 * LETTER + SWATCH;
        let columns = ((WIDTH - LEGEND.0 - RIGHT) / width).floor().max(1.0);
        Self { columns: columns as usize, width }
    }

    fn line(&self, svg: &mut String, index: usize, label: &str, color: &str) {
        let x = LEGEND.0 + self.width * (index % self.columns) as f64;
        let y = LEGEND.1 + LEGEND_ROW * (index / self.columns) as f64;
        _ = writeln!(
            svg,
            "<line x1=\"{x}\" x2=\"{:.0}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{color}\" stroke-width=\"3\"/>\
             <text class=\"legend\" x=\"{:.0}\" y=\"{:.0}\">{}</text>",
            x + 18.0,
            x + 26.0,
            y + 4.0,
            escape(label)
        );
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_holds_its_lines_inside_the_frame() {
        let axis =
            |label: &str| Axis { label: label.into(), marks: vec![(0.0, "0".into()), (1.0, "<1>".into())] };
        let line = Line {
            label: "a & b".into(),
            points: vec![(0.0, 0.0), (2.0, -1.0)],
            spreads: vec![(0.5, 0.1, 0.2)],
            dots: true,
        };
        let svg = draw("Title", "Subtitle", &axis("x"), &axis("y"), &[line]);
        assert!(svg.contains("points=\"72.0,384.0 736.0,384.0\""), "{svg}");
        assert!(svg.contains("a &amp; b") && svg.contains("&lt;1&gt;"));
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    }
}
