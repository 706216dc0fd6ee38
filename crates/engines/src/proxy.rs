//! A line between two servers that can be cut, held and slowed.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::EngineError;

/// Bytes that are carried at once, each time delayed where the line is slow.
const CHUNK_BYTES: usize = 16 * 1024;
/// How long whom it leads to may take to accept.
const CONNECTS_WITHIN: Duration = Duration::from_secs(5);

/// How the line is.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Open,
    Slow(Duration),
    Held,
    Cut,
    Over,
}

/// What all connections share.
struct Shared {
    line: Mutex<Line>,
    changed: Condvar,
}

struct Line {
    mode: Mode,
    target: SocketAddr,
    /// Connections so far.
    count: u64,
    /// Both ends of every connection by its number, so that they can be cut.
    ends: BTreeMap<u64, Vec<TcpStream>>,
}

/// A TCP proxy on a free port of this machine. All its connections end when it is dropped.
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

impl Proxy {
    /// A proxy that leads to an address, whether or not somebody is there.
    ///
    /// # Errors
    /// Where there is no port.
    pub fn to(target: SocketAddr) -> Result<Self, EngineError> {
        let no_port = || EngineError::system("A proxy found no port");
        let listener = TcpListener::bind("127.0.0.1:0").map_err(no_port())?;
        let address = listener.local_addr().map_err(no_port())?;
        let line = Mutex::new(Line { mode: Mode::Open, target, count: 0, ends: BTreeMap::new() });
        let shared = Arc::new(Shared { line, changed: Condvar::new() });
        let accepting = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { address, shared, accepting: Some(accepting) })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Ends all connections, and every new one at once.
    pub fn cut(&self) {
        self.shared.becomes(Mode::Cut);
    }

    /// Lets nothing pass: connections stay and are silent, and so are new ones. What was sent meanwhile passes
    /// when the line has healed.
    pub fn hold(&self) {
        self.shared.becomes(Mode::Held);
    }

    /// Delays whatever passes, in each direction.
    pub fn slow(&self, by: Duration) {
        self.shared.becomes(Mode::Slow(by));
    }

    /// Leads new connections elsewhere, and ends those there are.
    pub fn leads_to(&self, target: SocketAddr) {
        let mut line = self.shared.line();
        line.target = target;
        line.ends_all();
    }

    /// Lets everything pass.
    pub fn heal(&self) {
        self.shared.becomes(Mode::Open);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.becomes(Mode::Over);
        // Whoever accepts looks at the mode after the next connection.
        let _woken = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ended = accepting.join();
        }
    }
}

impl Line {
    fn ends_all(&self) {
        for end in self.ends.values().flatten() {
            let _ended = end.shutdown(Shutdown::Both);
        }
    }
}

impl Shared {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn becomes(&self, mode: Mode) {
        let mut line = self.line();
        line.mode = mode;
        if is_dead(mode) {
            line.ends_all();
        }
        drop(line);
        self.changed.notify_all();
    }

    /// Waits until something may pass. Whether anything may any more.
    fn lets_pass(&self) -> bool {
        let mut line = self.line();
        loop {
            match line.mode {
                Mode::Open => return true,
                Mode::Cut | Mode::Over => return false,
                Mode::Held => {
                    line = self.changed.wait(line).unwrap_or_else(PoisonError::into_inner);
                }
                Mode::Slow(by) => {
                    let waited = self.changed.wait_timeout(line, by);
                    let (after, waited) = waited.unwrap_or_else(PoisonError::into_inner);
                    line = after;
                    if waited.timed_out() {
                        return !is_dead(line.mode);
                    }
                }
            }
        }
    }

    /// Keeps an end of a connection where it can be cut. Whether the line is alive still.
    fn keeps(&self, number: u64, end: TcpStream) -> bool {
        let mut line = self.line();
        line.ends.entry(number).or_default().push(end);
        !is_dead(line.mode)
    }

    fn forgets(&self, number: u64) {
        self.line().ends.remove(&number);
    }
}

fn is_dead(mode: Mode) -> bool {
    matches!(mode, Mode::Cut | Mode::Over)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming() {
        let mut line = shared.line();
        line.count += 1;
        let (mode, number) = (line.mode, line.count);
        drop(line);
        match (mode, connection) {
            (Mode::Over, _) => return,
            (Mode::Cut, _) | (_, Err(_)) => {}
            (_, Ok(near)) => {
                let shared = Arc::clone(shared);
                thread::spawn(move || {
                    let _carried = connect(number, &near, &shared);
                    let _ended = near.shutdown(Shutdown::Both);
                    shared.forgets(number);
                });
            }
        }
    }
}

/// Connects onwards once the line lets anything pass, and carries both ways until the connection ends.
fn connect(number: u64, near: &TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    if !shared.keeps(number, near.try_clone()?) || !shared.lets_pass() {
        return Ok(());
    }
    let target = shared.line().target;
    let far = TcpStream::connect_timeout(&target, CONNECTS_WITHIN)?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    if !shared.keeps(number, far.try_clone()?) {
        return Ok(());
    }
    let (back_from, back_to) = (far.try_clone()?, near.try_clone()?);
    let back = thread::spawn({
        let shared = Arc::clone(shared);
        move || carry(back_from, back_to, &shared)
    });
    carry(near.try_clone()?, far, shared);
    let _ended = back.join();
    Ok(())
}

/// Carries one way until either end is gone.
fn carry(mut from: TcpStream, mut to: TcpStream, shared: &Shared) {
    let mut chunk = vec![0; CHUNK_BYTES];
    while let Ok(length) = from.read(&mut chunk) {
        if length == 0 {
            // The other way may have more to say.
            let _ended = shared.lets_pass() && to.shutdown(Shutdown::Write).is_ok();
            return;
        }
        if !shared.lets_pass() || to.write_all(&chunk[..length]).is_err() {
            break;
        }
    }
    let _ended = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
