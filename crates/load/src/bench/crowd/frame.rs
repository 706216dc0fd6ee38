//! WebSocket frames (RFC 6455) as a client writes and a server answers them.
//!
//! The masking key is zero, so that text goes out as it was prepared. A browser must choose a key nobody can
//! guess, to protect the proxies between; between a load and its server there are none.

/// A piece of text, whole.
pub(super) const TEXT: u8 = 0x1;
/// The end.
pub(super) const CLOSE: u8 = 0x8;
/// To be answered.
pub(super) const PING: u8 = 0x9;
/// The answer.
pub(super) const PONG: u8 = 0xA;

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
const MASK: [u8; 4] = [0; 4];

/// Writes one whole frame.
pub(super) fn write(out: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    out.push(FINAL | kind);
    match payload.len() {
        length @ 0..=125 => out.push(MASKED | length as u8),
        length @ 126..=0xFFFF => {
            out.push(MASKED | 126);
            out.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            out.push(MASKED | 127);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(&MASK);
    out.extend_from_slice(payload);
}

/// A frame of the server's at the start of some bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    pub(super) kind: u8,
    pub(super) payload: &'a [u8],
    /// Bytes it takes, head and all.
    pub(super) taken: usize,
}

/// The frame at the start of some bytes; none where it has not arrived whole.
///
/// # Errors
/// A sentence, where it is none that a server may send to somebody who agreed on no extension.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Frame<'_>>, &'static str> {
    let &[first, second, ..] = bytes else { return Ok(None) };
    if first & 0x70 != 0 || second & MASKED != 0 {
        return Err("the server sent a frame of an extension that nobody agreed on");
    }
    if first & FINAL == 0 || first & 0x0F == 0 {
        return Err("the server sent a text in pieces, which this load does not put together");
    }
    let (head, length) = match second {
        126 => match bytes.get(2..4) {
            Some(&[high, low]) => (4, usize::from(u16::from_be_bytes([high, low]))),
            _ => return Ok(None),
        },
        127 => match bytes.get(2..10).and_then(|bytes| bytes.try_into().ok()) {
            Some(length) => (10, usize::try_from(u64::from_be_bytes(length)).unwrap_or(usize::MAX)),
            None => return Ok(None),
        },
        length => (2, usize::from(length)),
    };
    let taken = head + length.min(usize::MAX - head);
    Ok(bytes.get(head..taken).map(|payload| Frame { kind: first & 0x0F, payload, taken }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same frame as the server would write it: without the mask.
    fn from_server(kind: u8, payload: &[u8]) -> Vec<u8> {
        let mut frame = Vec::new();
        write(&mut frame, kind, payload);
        let head = frame.len() - payload.len() - MASK.len();
        frame.drain(head..head + MASK.len());
        frame[1] &= !MASKED;
        frame
    }

    #[test]
    fn what_is_written_is_read_at_every_length() {
        for length in [0, 1, 125, 126, 127, 0xFFFF, 0x1_0000] {
            let payload = vec![b'x'; length];
            let frame = from_server(TEXT, &payload);
            let read_back = read(&frame).unwrap().unwrap();
            assert_eq!(
                (read_back.kind, read_back.payload, read_back.taken),
                (TEXT, &payload[..], frame.len())
            );
            for cut in [0, 1, 2, frame.len() - 1] {
                assert!(
                    cut >= frame.len() || read(&frame[..cut]).unwrap().is_none(),
                    "{length} cut at {cut}"
                );
            }
        }
    }

    #[test]
    fn a_client_masks() {
        let mut frame = Vec::new();
        write(&mut frame, TEXT, b"3");
        assert_eq!(frame, [0x81, 0x81, 0, 0, 0, 0, b'3']);
    }

    #[test]
    fn what_nobody_agreed_on_is_refused() {
        assert!(read(&[0xC1, 0x00]).is_err());
        assert!(read(&[0x81, 0x80]).is_err());
        assert!(read(&[0x01, 0x00]).is_err());
        assert!(read(&[0x80, 0x00]).is_err());
        assert_eq!(read(&[0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255]).unwrap(), None);
    }
}
