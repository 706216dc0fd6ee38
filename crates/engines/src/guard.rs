//! A server under guard: it ends with this process, however this process ends.

use std::{
    ffi::OsString,
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{EngineError, processes, programs};

/// How long a server may take until it is ready.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How long a server that was asked to stop may take.
const STOPS_WITHIN: Duration = Duration::from_secs(20);
/// How often a server is looked at while it is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// What the guard does.
const SCRIPT: &str = include_str!("guard.sh");
/// What every directory's name begins with.
const DIRECTORY: &str = "deskbell-engine-";

/// How a server ends at once, and in order where that is as quick.
#[derive(Clone, Copy)]
pub(crate) enum Ending {
    /// Without a word.
    Kill,
    /// As PostgreSQL does at once, taking its children with it.
    Quit,
}

/// A server with its directory, and the guard over both. They go when this is dropped.
pub(crate) struct Guard {
    name: &'static str,
    directory: PathBuf,
    guard: Child,
    /// Given back when this is dropped, which is what the guard waits for.
    words: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pid: Option<u32>,
}

/// A new directory, for a guard to take.
pub(crate) fn directory() -> Result<PathBuf, EngineError> {
    let made = tempfile::Builder::new().prefix(DIRECTORY).tempdir();
    Ok(made.map_err(EngineError::system("A temporary directory could not be made"))?.keep())
}

impl Guard {
    /// A guard over a directory and the server that will be run in it, which is not started yet.
    pub(crate) fn over(
        name: &'static str,
        directory: PathBuf,
        ending: Ending,
        server: &[OsString],
    ) -> Result<Self, EngineError> {
        let signal = match ending {
            Ending::Kill => "KILL",
            Ending::Quit => "QUIT",
        };
        let mut command: Command = programs::order(&["sh", "-c", SCRIPT, "guard"]);
        // A group of its own, since what ends this process's group must not end the guard with it.
        command.arg(&directory).arg(signal).args(server).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let guard = command.spawn();
        let mut guard =
            guard.map_err(EngineError::system(format!("The guard of {name} could not be started")))?;
        let words = guard.stdin.take();
        let Some(answers) = guard.stdout.take().map(BufReader::new) else {
            unreachable!("the standard output was asked for");
        };
        Ok(Self { name, directory, guard, words, answers, pid: None })
    }

    /// The server's number, while it runs.
    pub(crate) fn pid(&self) -> Option<u32> {
        self.pid
    }

    /// Starts the server and waits until it is ready.
    pub(crate) fn start(&mut self, is_ready: impl Fn(&Path, u32) -> bool) -> Result<(), EngineError> {
        let answer = self.ask("start")?;
        let pid = answer.parse().map_err(|_| self.failed())?;
        self.pid = Some(pid);
        let directory = self.directory.clone();
        self.waits("Starting it", READY_WITHIN, || is_ready(&directory, pid))
    }

    /// Waits until something is so.
    pub(crate) fn waits(
        &self,
        what: &str,
        within: Duration,
        is_so: impl Fn() -> bool,
    ) -> Result<(), EngineError> {
        let begun = Instant::now();
        while !is_so() {
            if self.pid.is_none_or(processes::has_ended) {
                return Err(self.failed());
            }
            if begun.elapsed() > within {
                let what = format!("{} of {}", what, self.name);
                return Err(EngineError::Late { what, within, said: self.said() });
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    /// Kills the server and its children without a word, and waits until it is gone.
    pub(crate) fn kill(&mut self) -> Result<(), EngineError> {
        if let Some(pid) = self.pid {
            processes::kill(pid);
            self.is_gone()?;
        }
        Ok(())
    }

    /// Asks the server to stop, and waits until it has.
    pub(crate) fn stop(&mut self, signal: rustix::process::Signal) -> Result<(), EngineError> {
        let Some(pid) = self.pid else { return Ok(()) };
        processes::thaw(pid);
        processes::tell(pid, signal);
        let begun = Instant::now();
        while !processes::has_ended(pid) {
            if begun.elapsed() > STOPS_WITHIN {
                let what = format!("Stopping {}", self.name);
                return Err(EngineError::Late { what, within: STOPS_WITHIN, said: self.said() });
            }
            thread::sleep(LOOK_EVERY);
        }
        self.is_gone()
    }

    fn is_gone(&mut self) -> Result<(), EngineError> {
        self.ask("wait")?;
        self.pid = None;
        Ok(())
    }

    fn ask(&mut self, word: &str) -> Result<String, EngineError> {
        let lost = || EngineError::system(format!("The guard of {} is gone", self.name));
        if let Some(words) = &mut self.words {
            writeln!(words, "{word}").map_err(lost())?;
        }
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(lost())?;
        Ok(line.trim().to_owned())
    }

    fn failed(&self) -> EngineError {
        EngineError::Failed { program: self.name.to_owned(), said: self.said() }
    }

    fn said(&self) -> String {
        programs::end_of(&fs::read(self.directory.join("log")).unwrap_or_default())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.words.take();
        let _ended = self.guard.wait();
    }
}
