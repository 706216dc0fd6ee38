//! The machine underneath: which core a process runs on, and what it takes of memory and time.

use std::{io, time::Duration};

/// Does something with this thread kept on one core. Threads and processes begun meanwhile stay there.
///
/// # Errors
/// Where the machine has no such core, or does not let threads choose.
pub fn on_core<T>(core: Option<usize>, act: impl FnOnce() -> T) -> io::Result<T> {
    let Some(core) = core else { return Ok(act()) };
    let before = pinning::keep_to(core)?;
    let done = act();
    pinning::restore(&before)?;
    Ok(done)
}

/// Bytes of memory that a process holds; none where the system does not say.
pub fn resident_bytes(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    resident_in(&status)
}

/// Processor time a process has used so far; none where the system does not say.
pub fn processor_time(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    processor_time_in(&stat)
}

/// Name and core count of the machine's processor, as far as the system says.
pub fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("an unnamed processor", |(_, name)| name.trim());
    // Not how many this thread may use: it may keep to one.
    let cores = info.lines().filter(|line| line.starts_with("processor")).count().max(1);
    let s = if cores == 1 { "" } else { "s" };
    format!("{model}, {cores} core{s}")
}

fn resident_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The name of a process may hold spaces and brackets; the numbers come after its last bracket.
fn processor_time_in(stat: &str) -> Option<Duration> {
    /// The unit of `/proc`'s times for programs, on every architecture.
    const TICKS_PER_SECOND: u64 = 100;
    let (_, numbers) = stat.rsplit_once(") ")?;
    let mut numbers = numbers.split(' ').skip(11);
    let (own, system): (u64, u64) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    Some(Duration::from_millis((own + system) * 1000 / TICKS_PER_SECOND))
}

#[cfg(target_os = "linux")]
mod pinning {
    use std::io;

    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    pub(super) fn keep_to(core: usize) -> io::Result<CpuSet> {
        let before = sched_getaffinity(None)?;
        if core >= CpuSet::MAX_CPU {
            return Err(io::Error::other(format!("there is no core {core}")));
        }
        let mut only = CpuSet::new();
        only.set(core);
        sched_setaffinity(None, &only)
            .map_err(|error| io::Error::other(format!("core {core} cannot be had: {error}")))?;
        Ok(before)
    }

    pub(super) fn restore(before: &CpuSet) -> io::Result<()> {
        Ok(sched_setaffinity(None, before)?)
    }
}

#[cfg(not(target_os = "linux"))]
mod pinning {
    use std::io;

    pub(super) fn keep_to(_core: usize) -> io::Result<()> {
        Err(io::Error::other("this system does not let a process be kept on one core"))
    }

    pub(super) fn restore(_before: &()) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_read() {
        assert_eq!(resident_in("Name:\tx\nVmRSS:\t    2048 kB\nVmData: 1 kB\n"), Some(2 * 1024 * 1024));
        assert_eq!(resident_in("Name:\tx\n"), None);
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 4 0 100 1000 10\n";
        assert_eq!(processor_time_in(stat), Some(Duration::from_secs(2)));
        assert_eq!(processor_time_in("42 (a"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_knows_itself() {
        let own = std::process::id();
        assert!(resident_bytes(own).is_some_and(|bytes| bytes > 100_000));
        assert!(processor_time(own).is_some());
        assert_eq!(on_core(None, || 7).unwrap(), 7);
        assert!(on_core(Some(1023), || 7).is_err());
    }
}
