//! A list holds exactly what policy lets its reader read, whatever happened before.

use deskbell_domain::{
    Actor, ConversationId, Role, TeamId,
    agent::Sight,
    conversation::lifecycle,
    inbox::Team,
    policy::{self, Standing},
};
use deskbell_store::Filter;
use proptest::{prelude::*, test_runner::Config};

use crate::world::World;

/// One step of a random history.
#[derive(Clone, Debug)]
enum Step {
    Starts { customer: usize, team: usize },
    Replies { agent: usize, conversation: usize },
    Assigns { agent: usize, conversation: usize },
    Unassigns { conversation: usize },
    Reads { agent: usize, conversation: usize },
    Resolves { conversation: usize },
    Closes { conversation: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let some = 0..8_usize;
    prop_oneof![
        4 => (some.clone(), some.clone()).prop_map(|(customer, team)| Step::Starts { customer, team }),
        2 => (some.clone(), some.clone()).prop_map(|(agent, conversation)| Step::Replies { agent, conversation }),
        2 => (some.clone(), some.clone()).prop_map(|(agent, conversation)| Step::Assigns { agent, conversation }),
        1 => some.clone().prop_map(|conversation| Step::Unassigns { conversation }),
        1 => (some.clone(), some.clone()).prop_map(|(agent, conversation)| Step::Reads { agent, conversation }),
        1 => some.clone().prop_map(|conversation| Step::Resolves { conversation }),
        1 => some.prop_map(|conversation| Step::Closes { conversation }),
    ]
}

/// Everybody of one random history.
struct Stage {
    world: World,
    customers: Vec<Actor>,
    agents: Vec<Actor>,
    teams: Vec<Option<TeamId>>,
    conversations: Vec<ConversationId>,
}

impl Stage {
    async fn new() -> Self {
        let world = World::new().await;
        let mut teams = vec![None];
        for name in ["Sales", "Returns"] {
            let id = TeamId(world.id());
            world.store.add_team(Team { id, name: name.into() }, world.now()).await.unwrap();
            teams.push(Some(id));
        }
        let (sales, returns) = (teams[1].unwrap(), teams[2].unwrap());
        let agents = vec![
            world.agent_with("All", Role::Agent, Sight::All, vec![]).await,
            world.agent_with("Team", Role::Agent, Sight::Team, vec![sales]).await,
            world.agent_with("Teams", Role::Agent, Sight::Team, vec![sales, returns]).await,
            world.agent_with("Teamless", Role::Agent, Sight::Team, vec![]).await,
            world.agent_with("Own", Role::Agent, Sight::Own, vec![sales]).await,
            world.agent_with("Lead", Role::Supervisor, Sight::Own, vec![]).await,
        ];
        let customers = vec![world.customer("Ana").await, world.customer("Zoe").await];
        Self { world, customers, agents, teams, conversations: Vec::new() }
    }

    async fn takes(&mut self, step: Step) {
        let world = &self.world;
        let agent = |number: usize| &self.agents[number % self.agents.len()];
        let pick = |number: usize| self.conversations.get(number % self.conversations.len().max(1)).copied();
        let lead = &self.agents[5];
        match step {
            Step::Starts { customer, team } => {
                let customer = &self.customers[customer % self.customers.len()];
                let team = self.teams[team % self.teams.len()];
                let id = world.ticket(customer, |input| input.team_id = team).await;
                self.conversations.push(id);
            }
            // Whoever may not see it is refused, which is as good a step as any.
            Step::Replies { agent: number, conversation } => {
                let Some(id) = pick(conversation) else { return };
                drop(world.says(agent(number), id, &world.id().simple().to_string(), "Hi").await);
            }
            Step::Assigns { agent: number, conversation } => {
                let Some(id) = pick(conversation) else { return };
                if world.state(id).await.status != deskbell_domain::Status::Closed {
                    world.assigns(lead, id, agent(number)).await;
                }
            }
            Step::Unassigns { conversation } => {
                let Some(id) = pick(conversation) else { return };
                let unassign = |actor: &_, occasion: &_, state: &_| {
                    deskbell_domain::conversation::assign::unassign(actor, occasion, state, None)
                };
                drop(world.does(lead, id, unassign).await);
            }
            Step::Reads { agent: number, conversation } => {
                let Some(id) = pick(conversation) else { return };
                let reader = agent(number);
                if policy::view(reader, &*world.state(id).await).is_ok() {
                    world.reads(reader, id, 2).await;
                }
            }
            Step::Resolves { conversation } => {
                let Some(id) = pick(conversation) else { return };
                drop(world.does(lead, id, lifecycle::resolve).await);
            }
            Step::Closes { conversation } => {
                let Some(id) = pick(conversation) else { return };
                drop(world.does(lead, id, lifecycle::close).await);
            }
        }
    }

    /// Holds every list and every count against the policy's own word on each conversation.
    async fn agrees(&self) {
        for actor in self.agents.iter().chain(&self.customers) {
            let view = policy::list_view(actor).unwrap();
            let mut states = Vec::new();
            for id in &self.conversations {
                let state = self.world.state(*id).await;
                let standing = policy::standing(actor, &state);
                if matches!(standing, Standing::Owner | Standing::Helper | Standing::Lead) {
                    states.push(state);
                }
            }
            for status in
                [vec![], vec![deskbell_domain::Status::Closed], deskbell_domain::Status::ALL.to_vec()]
            {
                let filter = Filter { status: status.clone(), ..Filter::default() };
                let page = self.world.store.conversations(&view, filter, None, 200).await.unwrap();
                let mut listed: Vec<_> = page.items.iter().map(|state| state.id).collect();
                let of_status =
                    states.iter().filter(|state| status.is_empty() || status.contains(&state.status));
                let mut expected: Vec<_> = of_status.map(|state| state.id).collect();
                listed.sort();
                expected.sort();
                assert_eq!(listed, expected, "{actor:?} {status:?}");
            }
            let counts = self.world.store.open_counts(&view, actor.agent_id()).await.unwrap();
            let live = states.iter().filter(|state| state.status.is_live());
            assert_eq!(counts.all, live.clone().count() as u64);
            assert_eq!(counts.queue, live.filter(|state| state.assignee.is_none()).count() as u64);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 12, max_shrink_iters: 50, failure_persistence: None, ..Config::default() })]

    #[test]
    fn lists_hold_what_policy_lets_be_read(steps in prop::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut stage = Stage::new().await;
            for step in steps {
                stage.takes(step).await;
            }
            stage.agrees().await;
        });
    }
}
