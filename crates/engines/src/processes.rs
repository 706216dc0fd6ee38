//! Signals to a server and to the processes it has begun.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

/// Looks for children that began while others were being told, at most this often.
const LOOKS: usize = 8;
/// How long children that were killed are waited for at most, and how often they are looked at.
const GOES_WITHIN: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Sends one signal; a process that has ended needs none.
pub(crate) fn tell(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _gone = kill_process(pid, signal);
    }
}

/// Stops a server and all its children where they are; the server first, so that it begins no more of them.
pub(crate) fn freeze(pid: u32) {
    tell(pid, Signal::STOP);
    let mut told = Vec::new();
    for _ in 0..LOOKS {
        let fresh: Vec<u32> = children(pid).into_iter().filter(|child| !told.contains(child)).collect();
        if fresh.is_empty() {
            break;
        }
        fresh.iter().for_each(|child| tell(*child, Signal::STOP));
        told.extend(fresh);
    }
}

/// Lets a server and its children go on.
pub(crate) fn thaw(pid: u32) {
    children(pid).into_iter().for_each(|child| tell(child, Signal::CONT));
    tell(pid, Signal::CONT);
}

/// Kills a server and all its children at once: none may finish what another began. The children are gone then, as far
/// as they go soon: a server that is started again must not find them holding what it needs.
pub(crate) fn kill(pid: u32) {
    freeze(pid);
    let family = children(pid);
    tell(pid, Signal::KILL);
    family.iter().for_each(|child| tell(*child, Signal::KILL));
    let begun = Instant::now();
    while begun.elapsed() < GOES_WITHIN && !family.iter().all(|child| has_ended(*child)) {
        thread::sleep(LOOK_EVERY);
    }
}

/// Whether a process has ended, reaped or not. Where the system has no `/proc`, none is known to.
pub(crate) fn has_ended(pid: u32) -> bool {
    if fs::metadata("/proc/self").is_err() {
        return false;
    }
    status(pid).is_none_or(|(_, state)| state == 'Z' || state == 'X')
}

/// The processes that a process has begun and that have not ended.
fn children(parent: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.filter(|pid| status(*pid).is_some_and(|(of, state)| of == parent && state != 'Z')).collect()
}

/// The parent and the state of a process.
fn status(pid: u32) -> Option<(u32, char)> {
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in brackets, may hold anything.
    let mut fields = line.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?.chars().next()?;
    Some((fields.next()?.parse().ok()?, state))
}
