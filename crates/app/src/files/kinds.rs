//! Which files are taken: by what their name says they are, and by what their content is found to be. Both have to
//! agree, so that nothing is opened as something else.

use deskbell_domain::Refusal;

use super::names;

/// Bytes at the beginning of a file by which its content is known.
pub(super) const HEAD_BYTES: usize = 8192;
/// Bytes of a text in which markup is looked for.
const MARKUP_BYTES: usize = 1024;
/// What a text begins with that a browser would take for a page.
const MARKUP: [&str; 9] =
    ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<?xml", "<!--"];

/// A kind of file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Its media type.
    pub(super) content_type: &'static str,
    /// What names of it end with; the first one is given to a file whose name has none.
    extensions: &'static [&'static str],
    /// How its content is known.
    content: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Jpeg,
    Png,
    WebP,
    Gif,
    Pdf,
    Text,
    Zip,
    Office,
    Mp3,
    Ogg,
    Wav,
    Mp4,
    QuickTime,
    WebM,
}

const fn kind(content_type: &'static str, extensions: &'static [&'static str], content: Content) -> Kind {
    Kind { content_type, extensions, content }
}

/// Every kind that can be taken.
const KINDS: [Kind; 19] = [
    kind("image/jpeg", &["jpg", "jpeg", "jpe", "jfif"], Content::Jpeg),
    kind("image/png", &["png"], Content::Png),
    kind("image/webp", &["webp"], Content::WebP),
    kind("image/gif", &["gif"], Content::Gif),
    kind("application/pdf", &["pdf"], Content::Pdf),
    kind("text/plain", &["txt", "log", "md"], Content::Text),
    kind("text/csv", &["csv"], Content::Text),
    kind("application/zip", &["zip"], Content::Zip),
    kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
        Content::Office,
    ),
    kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"], Content::Office),
    kind(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
        Content::Office,
    ),
    kind("application/vnd.oasis.opendocument.text", &["odt"], Content::Office),
    kind("application/vnd.oasis.opendocument.spreadsheet", &["ods"], Content::Office),
    kind("audio/mpeg", &["mp3"], Content::Mp3),
    kind("audio/ogg", &["ogg", "oga", "opus"], Content::Ogg),
    kind("audio/wav", &["wav"], Content::Wav),
    kind("audio/mp4", &["m4a"], Content::Mp4),
    kind("video/mp4", &["mp4", "m4v"], Content::Mp4),
    kind("video/quicktime", &["mov", "qt"], Content::QuickTime),
];

/// Of which the recorder of a browser makes one; apart, since its name is looked at last.
const WEBM: Kind = kind("video/webm", &["webm"], Content::WebM);

fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().chain([&WEBM])
}

/// The media types that can be taken.
pub fn known_types() -> Vec<&'static str> {
    all().map(|kind| kind.content_type).collect()
}

/// What a file is, by its name, its beginning and whether all of it is text; and its name, with an extension.
///
/// # Errors
/// `unsupported_media_type` where it is of no kind that is allowed, or is not what its name says.
pub(super) fn judge(
    name: &str,
    head: &[u8],
    is_text: bool,
    allowed: &[String],
) -> Result<(&'static Kind, String), Refusal> {
    let taken = |kind: &&Kind| allowed.iter().any(|one| one == kind.content_type);
    let found = match names::extension(name) {
        Some(extension) => {
            let kind = all().find(|kind| kind.extensions.contains(&extension.as_str()));
            kind.filter(|kind| kind.is(head, is_text)).map(|kind| (kind, name.to_owned()))
        }
        // What is pasted or recorded has no name that says what it is. What holds anything else stays out.
        None => all()
            .find(|kind| !matches!(kind.content, Content::Zip | Content::Office) && kind.is(head, is_text))
            .map(|kind| (kind, names::with_extension(name, kind.extensions[0]))),
    };
    found.filter(|(kind, _)| taken(kind)).ok_or(Refusal::UnsupportedMediaType)
}

impl Kind {
    /// The format of a picture, where it is one.
    pub(super) const fn picture(&self) -> Option<image::ImageFormat> {
        match self.content {
            Content::Jpeg => Some(image::ImageFormat::Jpeg),
            Content::Png => Some(image::ImageFormat::Png),
            Content::WebP => Some(image::ImageFormat::WebP),
            Content::Gif => Some(image::ImageFormat::Gif),
            _ => None,
        }
    }

    fn is(&self, head: &[u8], is_text: bool) -> bool {
        let found = infer::get(head).map(|kind| kind.mime_type());
        match self.content {
            Content::Jpeg | Content::Png | Content::WebP | Content::Gif => found == Some(self.content_type),
            Content::Pdf => without_space(head).starts_with(b"%PDF-"),
            Content::Text => {
                is_text && !is_markup(head) && found.is_none_or(|found| found.starts_with("text/"))
            }
            Content::Zip => head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
            Content::Office => {
                head.starts_with(b"PK\x03\x04")
                    && found.is_some_and(|found| found == self.content_type || found == "application/zip")
            }
            Content::Mp3 => {
                head.starts_with(b"ID3") || matches!(head, [0xff, second, ..] if second & 0xe6 == 0xe2)
            }
            Content::Ogg => head.starts_with(b"OggS"),
            Content::Wav => head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE"),
            Content::Mp4 => is_mp4(head),
            Content::QuickTime => {
                is_mp4(head) || matches!(head.get(4..8), Some(b"moov" | b"mdat" | b"wide" | b"free"))
            }
            Content::WebM => {
                head.starts_with(b"\x1a\x45\xdf\xa3") && head.windows(4).take(64).any(|at| at == b"webm")
            }
        }
    }
}

/// Boxes of ISO media, but for pictures in them.
fn is_mp4(head: &[u8]) -> bool {
    let picture = matches!(head.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"msf1" | b"avif" | b"avis"));
    head.get(4..8) == Some(b"ftyp") && !picture
}

fn without_space(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

/// Whether a browser that looks at the content would take it for a page.
fn is_markup(head: &[u8]) -> bool {
    let start = without_space(head);
    if !start.starts_with(b"<") {
        return false;
    }
    let start = String::from_utf8_lossy(&start[..start.len().min(MARKUP_BYTES)]).to_lowercase();
    MARKUP.iter().any(|tag| start.contains(tag))
}

/// Whether what passes by is text: UTF-8 without control characters other than those of lines.
#[derive(Debug)]
pub(super) struct TextCheck {
    is_text: bool,
    /// The beginning of a character whose rest is to come.
    open: Vec<u8>,
}

impl Default for TextCheck {
    fn default() -> Self {
        Self { is_text: true, open: Vec::new() }
    }
}

impl TextCheck {
    /// Looks at the next bytes.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        if !self.is_text {
            return;
        }
        let controls =
            |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || *byte == 0x7f;
        if bytes.iter().any(controls) {
            self.is_text = false;
            return;
        }
        let mut joined = std::mem::take(&mut self.open);
        let bytes = if joined.is_empty() {
            bytes
        } else {
            joined.extend_from_slice(bytes);
            &joined
        };
        if let Err(error) = std::str::from_utf8(bytes) {
            match error.error_len() {
                Some(_) => self.is_text = false,
                None => self.open = bytes[error.valid_up_to()..].to_vec(),
            }
        }
    }

    /// Whether all of it was.
    pub(super) fn is_text(&self) -> bool {
        self.is_text && self.open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str, content: &[u8]) -> Option<(&'static str, String)> {
        let mut check = TextCheck::default();
        content.chunks(3).for_each(|part| check.pass(part));
        let allowed: Vec<String> = known_types().into_iter().map(str::to_owned).collect();
        judge(name, content, check.is_text(), &allowed).ok().map(|(kind, name)| (kind.content_type, name))
    }

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn name_and_content_have_to_agree() {
        assert_eq!(judged("cat.PNG", PNG).unwrap().0, "image/png");
        assert_eq!(judged("cat.jpg", PNG), None, "a lying extension");
        assert_eq!(judged("cat.exe", b"MZ\x90"), None);
        assert_eq!(judged("cat.txt", b"MZ\x90\0"), None);
        assert_eq!(judged("cat.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(judged("a.pdf", b"%PDF-1.7\n").unwrap().0, "application/pdf");
        assert_eq!(judged("a.pdf", b"<html>%PDF-1.7"), None);
        assert_eq!(judged("a.zip", b"PK\x03\x04rest").unwrap().0, "application/zip");
        assert_eq!(judged("a.m4a", b"\0\0\0\x20ftypM4A ").unwrap().0, "audio/mp4");
        assert_eq!(judged("a.mp4", b"\0\0\0\x20ftypheic"), None);
        assert_eq!(judged("a.heic", b"\0\0\0\x20ftypheic"), None);
    }

    #[test]
    fn text_is_utf8_without_control_bytes_and_no_page() {
        assert_eq!(judged("notes.txt", "Grüße\r\n\tAna 📦".as_bytes()).unwrap().0, "text/plain");
        assert_eq!(judged("list.csv", b"a,b\n1,2\n").unwrap().0, "text/csv");
        assert_eq!(judged("notes.txt", b"less < more, <b>bold</b>").unwrap().0, "text/plain");
        for page in
            ["<!DOCTYPE html><p>", " \n<HTML>", "\u{feff}<svg>", "<?xml version='1.0'?><svg/>", "<a><script>"]
        {
            assert_eq!(judged("notes.txt", page.as_bytes()), None, "{page}");
            assert_eq!(judged("page.html", page.as_bytes()), None, "{page}");
        }
        for bytes in [b"gr\xfc\xdfe".as_slice(), b"a\0b", b"\x1b[31m", b"cut \xc3"] {
            assert_eq!(judged("notes.txt", bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn what_has_no_extension_is_known_by_its_content() {
        assert_eq!(judged("blob", PNG), Some(("image/png", "blob.png".into())));
        assert_eq!(judged("README", b"hello"), Some(("text/plain", "README.txt".into())));
        assert_eq!(judged("blob", b"PK\x03\x04"), None);
        assert_eq!(judged("blob", b"\x7fELF\0"), None);
    }

    #[test]
    fn only_what_is_allowed_is_taken() {
        assert!(judge("cat.png", PNG, false, &["image/jpeg".to_owned()]).is_err());
        assert!(judge("cat.png", PNG, false, &["image/png".to_owned()]).is_ok());
    }
}
