//! The words of the command line.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{
    commands,
    config::{Config, Flags},
    ending, serve,
};

/// Self-hosted live chat between customers and the people who help them.
#[derive(Debug, Parser)]
#[command(name = "deskbell", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    word: Word,
}

#[derive(Debug, Subcommand)]
enum Word {
    /// Run the server
    Serve,
    /// Try it out: a fresh data directory with a sample inbox, agents and simulated customers
    Demo(Demo),
    /// Bring the database to this version's form, a copy being made before; or move all there is to another
    Migrate(Migrate),
    /// Look the installation over and say what is wrong
    Doctor(Doctor),
    /// Copy all there is into one file, while the server runs
    Backup(Backup),
    /// Put a backup in place, on a machine where no server runs
    Restore(Restore),
    /// Prove that everything stored is what was written; a server may run meanwhile
    Verify(Verify),
    /// Make the search index anew; a server may run meanwhile
    Reindex,
    /// Manage agents' accounts
    Agent(AgentWords),
    /// Sign a token to try a door with
    Token(Token),
    /// Try this installation out beside its real conversations: is anything lost, and how fast is it
    Rehearse(Rehearse),
    /// Try whether anything is lost: a server of its own is killed over and over while people write
    Torture(Torture),
    /// Measure how fast it is here: on a server of its own in a fresh directory, or on a running one
    Bench(Box<Bench>),
}

/// What `demo` is told.
#[derive(Debug, Args)]
pub struct Demo {
    /// Simulated customers that write, 12 at most
    #[arg(long, default_value_t = 6)]
    pub customers: usize,
    /// How fast they live: 1 as people do, 10 ten times as fast
    #[arg(long, default_value_t = 1.0)]
    pub pace: f64,
}

/// What `migrate` is told.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Only say what would be done; exit 1 when something would
    #[arg(long)]
    pub check: bool,
    /// Move the installation in this SQLite file (sqlite:PATH) to an empty PostgreSQL database; the file stays
    #[arg(long, value_name = "SQLITE", conflicts_with = "check")]
    pub from: Option<String>,
    /// Where to: postgres://user:password@host/database; where nothing is said, database_url
    #[arg(long, value_name = "POSTGRES", requires = "from")]
    pub to: Option<String>,
}

/// What `doctor` is told.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Print the example configuration instead
    #[arg(long)]
    pub example_config: bool,
}

/// What `backup` is told.
#[derive(Debug, Args)]
pub struct Backup {
    /// File to make
    pub file: PathBuf,
    /// Replace the file where it is there already
    #[arg(long)]
    pub force: bool,
    /// MiB copied a second at most; 0 for no bound
    #[arg(long, default_value_t = 0)]
    pub rate: u64,
    /// MiB the database's log may grow by meanwhile, before the copy is given up
    #[arg(long, default_value_t = 4096)]
    pub log_max: u64,
}

/// What `restore` is told.
#[derive(Debug, Args)]
pub struct Restore {
    /// Backup to put in place
    pub file: PathBuf,
    /// Move aside what is in the data directory
    #[arg(long)]
    pub force: bool,
}

/// What `verify` is told.
#[derive(Debug, Args)]
pub struct Verify {
    /// Backup or database to look at; without it, the database of this installation
    pub file: Option<PathBuf>,
    /// Hash of a checkpoint kept elsewhere, which has to be in the chain
    #[arg(long, value_parser = parse_hash)]
    pub checkpoint: Option<deskbell_store::hash::Hash>,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
struct AgentWords {
    #[command(subcommand)]
    word: AgentWord,
}

#[derive(Debug, Subcommand)]
enum AgentWord {
    /// Make an account
    Add(AddAgent),
}

/// What `agent add` is told.
#[derive(Debug, Args)]
pub struct AddAgent {
    /// Address to sign in with
    #[arg(long)]
    pub email: String,
    /// Name that customers see
    #[arg(long)]
    pub name: String,
    /// What the agent may do
    #[arg(long, value_enum, default_value_t = RoleName::Agent)]
    pub role: RoleName,
    /// Read the password from standard input
    #[arg(long, required = true)]
    pub password_stdin: bool,
}

/// What `token` is told.
#[derive(Debug, Args)]
pub struct Token {
    /// On which side of the desk
    #[arg(long, value_enum)]
    pub role: RoleName,
    /// Who: an id of your application's
    #[arg(long)]
    pub sub: String,
    /// Display name
    #[arg(long)]
    pub name: Option<String>,
    /// E-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// Inbox a customer comes through
    #[arg(long)]
    pub inbox: Option<String>,
    /// How long it lasts: 90s, 15m, 1h, 30d
    #[arg(long, default_value = "1h", value_parser = parse_duration)]
    pub ttl: std::time::Duration,
}

/// What `bench` is told.
#[derive(Debug, Args)]
pub struct Bench {
    /// What to measure: closed, open, idle, storm, fanout, history, inbox, start; everything where nothing is
    /// said
    pub scenarios: Vec<deskbell_load::bench::Scenario>,
    /// Everything at a small size, in a few seconds: to see that it works, not how fast it is
    #[arg(long)]
    pub quick: bool,
    /// Conversations that are written in at a time [default: 100,1000]
    #[arg(long, value_delimiter = ',')]
    pub conversations: Vec<usize>,
    /// Messages a second of the open loop [default: 1000]
    #[arg(long, value_delimiter = ',')]
    pub rate: Vec<u64>,
    /// Connections that are there and silent [default: 5000]
    #[arg(long, value_delimiter = ',')]
    pub idle: Vec<usize>,
    /// Connections that are cut at once and come back [default: 2000]
    #[arg(long, value_delimiter = ',')]
    pub storm: Vec<usize>,
    /// Sessions that have one conversation open [default: 1000]
    #[arg(long, value_delimiter = ',')]
    pub audience: Vec<usize>,
    /// Stores to read from, as CONVERSATIONS:ENTRIES [default: 100:10000,10000:100000]
    #[arg(long, value_delimiter = ',')]
    pub stores: Vec<deskbell_load::bench::Filling>,
    /// Also a store of a million conversations and ten million entries: minutes to fill, and some gigabytes
    #[arg(long)]
    pub large: bool,
    /// Seconds that each run is measured for [default: 10]
    #[arg(long)]
    pub seconds: Option<u64>,
    /// Runs of each; the one in the middle is told [default: 3]
    #[arg(long)]
    pub runs: Option<usize>,
    /// File to write the figures to as JSON
    #[arg(long)]
    pub json: Option<PathBuf>,
    /// Directory to draw plots in, as SVG
    #[arg(long)]
    pub plots: Option<PathBuf>,
    /// Core that the bench's own server keeps to
    #[arg(long)]
    pub server_cpu: Option<usize>,
    /// Core that the load keeps to
    #[arg(long)]
    pub load_cpu: Option<usize>,
    /// Directory on the disk to measure on; the system's temporary one where nothing is said
    #[arg(long)]
    pub disk: Option<PathBuf>,
    /// A running server to measure instead, as http://host:port; its limits hold
    #[arg(long)]
    pub url: Option<String>,
    /// What that server's tokens are signed with
    #[arg(long)]
    pub secret: Option<String>,
    /// Inbox that the customers come through there
    #[arg(long)]
    pub inbox: Option<String>,
    /// Its process on this machine, to tell the memory and processor time it takes
    #[arg(long)]
    pub pid: Option<u32>,
}

/// What `rehearse` is told.
#[derive(Debug, Args)]
pub struct Rehearse {
    /// Conversations, each with a customer and an agent
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub conversations: u32,
    /// How long they talk
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub seconds: u64,
    /// Where the installation is, as http://host:port; where its configuration says, otherwise
    #[arg(long)]
    pub url: Option<String>,
    /// Only drop what a rehearsal has left that did not come to its end
    #[arg(long)]
    pub clean: bool,
    /// Print what came of it as JSON
    #[arg(long)]
    pub json: bool,
}

/// What `torture` is told.
#[derive(Debug, Args)]
pub struct Torture {
    /// How often the server is killed with -9; of several nodes, how many faults befall them
    #[arg(long, visible_alias = "fault-count", default_value_t = 20)]
    pub kills: u32,
    /// How long it is tortured, about
    #[arg(long, default_value_t = 30)]
    pub seconds: u64,
    /// Nodes behind a balancer, over a PostgreSQL and a Redis of their own; 1 is one server over SQLite
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=16))]
    pub nodes: u16,
    /// What befalls several nodes: all, or some of node-kill, node-term, node-freeze, clock, postgres-kill,
    /// postgres-freeze, promote, redis-kill, redis-freeze, cut-postgres, cut-redis, slow-postgres, slow-redis
    #[arg(long, default_value = "all", value_delimiter = ',')]
    pub faults: Vec<String>,
    /// Conversations, each with a customer and an agent
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub conversations: u16,
    /// What chance is made from, to make the same choices again
    #[arg(long)]
    pub seed: Option<u64>,
    /// Print what came of it as JSON
    #[arg(long)]
    pub json: bool,
}

/// A role on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    /// A customer (tokens only)
    Customer,
    /// An agent
    Agent,
    /// A supervisor
    Supervisor,
    /// An admin
    Admin,
}

impl Cli {
    /// Does what the words say.
    ///
    /// # Errors
    /// With a sentence for the person at the terminal.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if let Word::Doctor(Doctor { example_config: true }) = self.word {
            print!("{}", crate::config::example());
            return Ok(ExitCode::SUCCESS);
        }
        let given_dir: Option<PathBuf> = self.flags.data_dir.clone();
        let config = match Config::read(&self.flags) {
            Ok(config) => config,
            Err(error) => return Ok(ending::of_configuration(&error)),
        };
        match self.word {
            Word::Serve => serve::serve(&config),
            Word::Demo(demo) => commands::demo::demo(config, given_dir, &demo),
            Word::Migrate(migrate) => commands::migrate::migrate(&config, &migrate),
            Word::Doctor(_) => commands::doctor::doctor(&config),
            Word::Backup(backup) => commands::backup::backup(&config, &backup),
            Word::Restore(restore) => commands::restore::restore(&config, &restore),
            Word::Verify(verify) => commands::verify::verify(&config, &verify),
            Word::Reindex => commands::reindex::reindex(&config),
            Word::Agent(AgentWords { word: AgentWord::Add(add) }) => commands::agent::add(&config, &add),
            Word::Token(token) => commands::token::token(&config, &token),
            Word::Rehearse(rehearse) => commands::rehearse::run(&config, &rehearse),
            Word::Torture(torture) => commands::torture::torture(&torture),
            Word::Bench(bench) => commands::bench::run(&bench),
        }
    }
}

fn parse_hash(text: &str) -> Result<deskbell_store::hash::Hash, String> {
    deskbell_store::checkpoint::parse_hash(text).ok_or_else(|| "copy all 64 digits of the hash".to_owned())
}

fn parse_duration(text: &str) -> Result<std::time::Duration, String> {
    const SENTENCE: &str = "write a number and s, m, h or d, as in 90s or 1h";
    let (number, unit) = text.split_at(text.len() - usize::from(text.ends_with(char::is_alphabetic)));
    let number: u64 = number.parse().map_err(|_| SENTENCE.to_owned())?;
    let seconds = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => return Err(SENTENCE.to_owned()),
    };
    Ok(std::time::Duration::from_secs(number.saturating_mul(seconds)))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn durations_carry_their_unit() {
        for (text, seconds) in [("90s", 90), ("15m", 900), ("1h", 3600), ("30d", 2_592_000), ("5", 5)] {
            assert_eq!(parse_duration(text).unwrap().as_secs(), seconds);
        }
        assert!(parse_duration("soon").is_err());
        assert!(parse_duration("").is_err());
    }

    #[test]
    fn the_help_is_what_operators_read() {
        let mut command = Cli::command();
        command.build();
        let mut help = command.render_long_help().to_string();
        for word in command.get_subcommands_mut() {
            help.push_str(&format!("\n=== {}\n", word.get_name()));
            help.push_str(&word.render_long_help().to_string());
        }
        insta::assert_snapshot!(help);
    }
}
