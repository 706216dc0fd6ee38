//! Measures the full-text index: fills a store with conversations that have happened, indexes them, and searches.
//!
//! `cargo run --release -p deskbell-store --example searching -- 1000000 /var/tmp` writes a million messages into a
//! directory of its own there; `postgres://…` instead of the directory fills that empty database.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a tool for one machine, run by hand")]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use deskbell_domain::{
    Actor, AgentId, ConversationId, CustomerId, EntryId, EntrySeed, InboxId, Occasion, Role, Status, TeamId,
    actor::{AgentActor, CustomerActor},
    agent::Sight,
    conversation::{Kind, Priority, SendInput, StartInput, create, send},
    entry::Moderation,
    policy,
    text::{ClientId, Content},
};
use deskbell_store::{Filter, Indexed, Location, NewCustomer, Options, SearchFor, Seed, StartPlan, Store};
use jiff::Timestamp;
use uuid::Uuid;

/// Messages of a conversation.
const MESSAGES: u64 = 10;
/// Words of the language; the nth is n times rarer than the first.
const WORDS: u64 = 50_000;
/// Searches of each kind.
const SEARCHES: usize = 300;

/// Chance that repeats itself.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.roll(u64::MAX), self.roll(u64::MAX))
    }

    /// The number of a word, small ones far more often.
    fn word(&mut self) -> u64 {
        let evenly = self.roll(1 << 32) as f64 / f64::from(u32::MAX);
        ((WORDS as f64).powf(evenly) as u64).min(WORDS)
    }

    fn sentence(&mut self) -> String {
        let length = 4 + self.roll(16);
        (0..length).map(|_| spelled(self.word())).collect::<Vec<_>>().join(" ")
    }
}

/// A word that looks like one.
fn spelled(number: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "ko", "mu", "ra"];
    let mut word = String::new();
    let mut left = number + 16;
    while left > 0 {
        word.push_str(SYLLABLES[(left % 16) as usize]);
        left /= 16;
    }
    word
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut words = std::env::args().skip(1);
    let messages: u64 = words.next().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let place = words.next().unwrap_or_else(|| "/var/tmp".into());
    let folder = tempfile::tempdir_in(if Path::new(&place).is_dir() { &place } else { "/tmp" }).unwrap();
    let location: Location = match place.parse::<deskbell_store::PostgresAddress>() {
        Ok(address) => address.into(),
        Err(_) => folder.path().join("deskbell.db").into(),
    };
    Store::migrate(&location, false).unwrap();
    let (store, mut commits) = Store::open(&Options { node: 1, ..Options::new(location) }).unwrap();
    tokio::spawn(async move { while commits.recv().await.is_some() {} });
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (inbox, team) = (InboxId(dice.id()), TeamId(dice.id()));
    store.seed(Seed { inbox_id: inbox, team_id: team, at: Timestamp::now() }).await.unwrap();

    let begun = Instant::now();
    let mut customers = Vec::new();
    for number in 0..messages / MESSAGES {
        customers.push(converse(&store, &mut dice, inbox, team, number).await);
    }
    println!("written: {messages} messages in {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    loop {
        let round = Instant::now();
        if store.index_some().await.unwrap() != Indexed::Some {
            break;
        }
        longest = longest.max(round.elapsed());
    }
    println!(
        "indexed in {:.1} s, the longest round {} ms",
        begun.elapsed().as_secs_f64(),
        longest.as_millis()
    );
    for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
        println!("  {}: {} MiB", file.file_name().display(), file.metadata().unwrap().len() >> 20);
    }
    measure(&store, &mut dice, &customers, team).await;
    store.shutdown().await;
}

/// A conversation that has happened.
async fn converse(
    store: &Store,
    dice: &mut Dice,
    inbox: InboxId,
    team: TeamId,
    number: u64,
) -> CustomerActor {
    let customer = CustomerActor {
        id: CustomerId(dice.id()),
        inbox_id: None,
        display_name: format!("Customer {number}"),
        blocked: false,
        rehearsal: None,
    };
    let new = NewCustomer {
        id: customer.id,
        inbox_id: inbox,
        name: Some(customer.display_name.clone()),
        email: Some(format!("c{number}@example.test")),
        attributes: None,
        at: Timestamp::now(),
    };
    store.add_customer(new).await.unwrap();
    let actor = Actor::Customer(customer.clone());
    let occasion = |dice: &mut Dice| Occasion {
        at: Timestamp::now(),
        seeds: std::array::from_fn(|_| EntrySeed { id: EntryId(dice.id()), salt: dice.id().into_bytes() }),
    };
    let input = StartInput {
        id: ConversationId(dice.id()),
        inbox_id: inbox,
        rehearsal: false,
        customer_id: customer.id,
        kind: Kind::Chat,
        team_id: Some(team),
        subject: None,
        description: None,
        priority: Priority::Medium,
        category: None,
        previous_conversation_id: None,
    };
    let mut made = create::create(&actor, &occasion(dice), input).unwrap();
    for message in 0..MESSAGES {
        let input = SendInput {
            client_id: ClientId::new(format!("m{message}")).unwrap(),
            content: Content::new(dice.sentence()).unwrap(),
            attachments: Vec::new(),
            metadata: None,
            moderation: Moderation::None,
        };
        let occasion = occasion(dice);
        made = made.then(|state| send::send(&actor, &occasion, state, input)).unwrap().map(|_| ());
    }
    let made = std::sync::Arc::new(made);
    let plan = move |_: deskbell_store::StartScene<'_>| {
        Ok(StartPlan::Make { close_live: None, make: Box::new(deskbell_domain::Decision::clone(&made)) })
    };
    store.start(customer.id, inbox, None, plan).await.unwrap();
    customer
}

async fn measure(store: &Store, dice: &mut Dice, customers: &[CustomerActor], team: TeamId) {
    let agent = |role, sight| {
        let (id, name) = (AgentId(Uuid::from_u128(1)), "Bo".to_owned());
        Actor::Agent(AgentActor {
            id,
            role,
            name,
            avatar_url: None,
            team_ids: vec![team],
            sight,
            active: true,
            rehearsal: None,
        })
    };
    let (lead, of_team) = (agent(Role::Admin, Sight::All), agent(Role::Agent, Sight::Team));
    let plain = |q: String| SearchFor { q, ..SearchFor::default() };
    let mut kinds: Vec<(&str, Vec<(Actor, SearchFor)>)> = Vec::new();
    let mut each = |name, ask: &mut dyn FnMut() -> (Actor, SearchFor)| {
        kinds.push((name, (0..SEARCHES).map(|_| ask()).collect()));
    };
    each("a word of most messages", &mut || (lead.clone(), plain(format!("{} ", spelled(1)))));
    each("a word as people use it", &mut || (lead.clone(), plain(format!("{} ", spelled(dice.word())))));
    each("a rare word", &mut || {
        (lead.clone(), plain(format!("{} ", spelled(WORDS - dice.roll(WORDS / 10)))))
    });
    each("a word nobody wrote", &mut || (lead.clone(), plain("quetzalcoatl".into())));
    each("three letters", &mut || (lead.clone(), plain(spelled(dice.word()).chars().take(3).collect())));
    each("one letter", &mut || (lead.clone(), plain(spelled(dice.word()).chars().take(1).collect())));
    each("two words", &mut || {
        (lead.clone(), plain(format!("{} {} ", spelled(dice.word()), spelled(dice.word()))))
    });
    each("a word, open ones of a team", &mut || {
        let filter = Filter { status: vec![Status::Open], ..Filter::default() };
        (of_team.clone(), SearchFor { filter, ..plain(format!("{} ", spelled(dice.word()))) })
    });
    each("a customer's name", &mut || {
        (lead.clone(), plain(format!("c{}@example ", dice.roll(customers.len() as u64))))
    });
    each("a customer, the most used word", &mut || {
        let customer = customers[dice.roll(customers.len() as u64) as usize].clone();
        (Actor::Customer(customer), plain(format!("{} ", spelled(1))))
    });
    for (name, asked) in kinds {
        let (mut took, mut hits, mut partial) = (Vec::new(), 0, 0);
        for (actor, search) in asked {
            let view = policy::list_view(&actor).unwrap();
            let begun = Instant::now();
            let found = store.search(&view, search, None, 25, Duration::from_millis(200)).await.unwrap();
            took.push(begun.elapsed());
            hits += found.hits.len();
            partial += usize::from(found.partial);
        }
        took.sort_unstable();
        let ms = |part: usize| took[(took.len() - 1) * part / 100].as_secs_f64() * 1e3;
        println!(
            "{name}: p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms; {:.1} hits a page, {partial} partial",
            ms(50),
            ms(99),
            ms(100),
            hits as f64 / took.len() as f64
        );
    }
}
