//! Pictures without what their makers wrote beside them: where they were taken, by which device, and whatever stands
//! behind their end. The picture itself is copied as it is, so nothing of it is lost.
//!
//! Each function keeps what it knows to be needed and leaves out everything else; `None` where the file is not built as
//! its format says, and then it has to be made anew.

use image::ImageFormat;

/// The same picture without anything beside it.
pub(super) fn strip(format: ImageFormat, bytes: &[u8]) -> Option<Vec<u8>> {
    match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::WebP => webp(bytes),
        ImageFormat::Gif => gif(bytes),
        _ => None,
    }
}

/// Segments: how it is coded, its colours, and the scans.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.strip_prefix(b"\xff\xd8").map(|_| b"\xff\xd8")?);
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let marker = bytes[at];
        at += 1;
        match marker {
            0xd9 => {
                out.extend_from_slice(b"\xff\xd9");
                return Some(out);
            }
            0x00 | 0x01 | 0xd0..=0xd8 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
        let segment = bytes.get(at..at + length.max(2))?;
        let says = |start: &[u8]| segment[2..].starts_with(start);
        let is_kept = match marker {
            0xe0 => says(b"JFIF\0"),
            0xe2 => says(b"ICC_PROFILE\0"),
            0xee => says(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if is_kept {
            out.extend_from_slice(&[0xff, marker]);
            out.extend_from_slice(segment);
        }
        at += segment.len();
        if marker == 0xda {
            let end = scan_end(&bytes[at..])?;
            out.extend_from_slice(&bytes[at..at + end]);
            at += end;
        }
    }
}

/// Where coded data ends: at a marker that is none of its own.
fn scan_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

/// Chunks: size, colours, transparency, the picture, and its frames where it moves.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 14] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"sBIT", b"cICP",
        b"acTL", b"fcTL", b"fdAT",
    ];
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let whole = length.checked_add(12)?;
        let chunk = rest.get(..whole)?;
        let name: &[u8; 4] = chunk[4..8].try_into().ok()?;
        if KEPT.contains(&name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = &rest[whole..];
    }
}

/// Chunks: the picture, its transparency, its colours, and its frames where it moves.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    /// Flags of VP8X that announce what is left out.
    const BESIDE: u8 = 0x08 | 0x04;
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let mut rest = bytes.get(12..size.checked_add(8)?)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(b"RIFF\0\0\0\0WEBP");
    while !rest.is_empty() {
        let name: &[u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        let chunk = rest.get(..padded)?;
        if KEPT.contains(&name) {
            let at = out.len();
            out.extend_from_slice(chunk);
            if name == b"VP8X" && length > 0 {
                out[at + 8] &= !BESIDE;
            }
        }
        rest = &rest[padded..];
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(out)
}

/// Blocks: frames, how each is shown, and how often all are.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    if !(bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")) {
        return None;
    }
    let mut at = 13 + colors(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let is_kept = match *bytes.get(at)? {
            0x2c => {
                at += 10 + colors(*bytes.get(at + 9)?) + 1;
                true
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                let loops = |name: &[u8]| matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0");
                label == 0xf9 || label == 0xff && bytes.get(at + 1..at + 12).is_some_and(loops)
            }
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if is_kept {
            out.extend_from_slice(bytes.get(start..at)?);
        }
    }
}

/// Bytes of a table of colours, by the flags that announce it.
const fn colors(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}
