//! Lists of conversations, newest message first.
//!
//! A list is put together from branches, each of which PostgreSQL can read along one index in the list's order:
//! what a scope allows is a union (the queue, one's own, those of each team), and several statuses are several
//! branches too. Rehearsals are in none of these indexes. Each branch stops after a page, so a page costs the same
//! among a thousand conversations and among a million.

pub(crate) mod among;
pub(crate) mod places;
pub(crate) mod sessions;
pub(crate) mod sweeps;

use std::sync::Arc;

use deskbell_domain::{
    AgentId, ConversationState, Status,
    policy::{ListScope, ListView},
};
use tokio_postgres::types::ToSql;

use super::conversations;
use crate::{
    AssigneeFilter, Filter, OpenCounts, Page, Sort,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big, micros},
    },
    query::Cursor,
};

/// Conditions, and the values they name by number.
#[derive(Default)]
struct Query {
    values: Vec<Box<dyn ToSql + Sync>>,
    conditions: Vec<String>,
}

impl Query {
    /// Names a value.
    fn value(&mut self, value: impl ToSql + Sync + 'static) -> String {
        self.values.push(Box::new(value));
        format!("${}", self.values.len())
    }

    /// Adds a condition in which `{}` stands for the value.
    fn needs(&mut self, condition: &str, value: impl ToSql + Sync + 'static) {
        let name = self.value(value);
        self.conditions.push(condition.replace("{}", &name));
    }
}

/// One page of a list.
pub(crate) fn page(
    connection: &Connection,
    view: &ListView,
    filter: &Filter,
    cursor: Option<Cursor>,
    limit: usize,
) -> Result<Page<Arc<ConversationState>>, SqlError> {
    let (tail, values) = statement(view.scope(), filter, cursor, limit);
    let heads = conversations::select(connection, &tail, &borrowed(&values))?;
    let mut items: Vec<_> = heads.into_iter().map(|head| head.state).collect();
    let next_cursor = (items.len() > limit).then(|| {
        items.truncate(limit);
        items.last().map(|last| place_of(connection, last, filter.sort))
    });
    let next_cursor = next_cursor.flatten().transpose()?.map(|place| place.encode());
    Ok(Page { items, next_cursor })
}

/// The tail of the statement that finds a page and one more, and the values it names.
fn statement(
    scope: &ListScope,
    filter: &Filter,
    cursor: Option<Cursor>,
    limit: usize,
) -> (String, Vec<Box<dyn ToSql + Sync>>) {
    let mut query = Query::default();
    let picked = pick(filter, scope);
    filter_by(&mut query, filter, &picked);
    let order = Order::of(filter.sort);
    if let Some(cursor) = cursor {
        let at = query.value(cursor.sort_at);
        let id = query.value(cursor.id.0);
        let place = format!("({at}, (SELECT pk FROM conversations WHERE id = {id}))");
        query.conditions.push(format!("({}, c.pk) {} {place}", order.by, order.after));
    }
    let branches = branches(&mut query, scope, filter, &picked);
    let Order { by, direction, .. } = order;
    let limit = query.value(big(limit as u64 + 1));
    let common = query.conditions.iter().map(|one| format!(" AND {one}")).collect::<String>();
    let parts = branches.iter().map(|branch| {
        format!(
            "(SELECT c.pk, {by} AS place FROM conversations c
             WHERE c.started AND NOT c.rehearsal AND {branch}{common}
             ORDER BY {by} {direction}, c.pk {direction} LIMIT {limit})"
        )
    });
    let union = parts.collect::<Vec<_>>().join(" UNION ");
    let tail = format!(
        "FROM (SELECT u.pk AS found FROM ({union}) u ORDER BY u.place {direction}, u.pk {direction} LIMIT {limit}) f
         JOIN conversations c ON c.pk = f.found ORDER BY {by} {direction}, c.pk {direction}"
    );
    (tail, query.values)
}

fn borrowed(values: &[Box<dyn ToSql + Sync>]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| &**value).collect()
}

fn place_of(connection: &Connection, last: &ConversationState, sort: Sort) -> Result<Cursor, SqlError> {
    let sort_at = match sort {
        Sort::Recent => places::of(connection, last.id)?,
        Sort::Waiting => last.asked_at.map_or(i64::MAX, micros),
    };
    Ok(Cursor { sort_at, sort, id: last.id })
}

/// How a list is sorted.
struct Order {
    /// By what, and then by the key of the row.
    by: &'static str,
    direction: &'static str,
    /// How what comes after a place compares with it.
    after: &'static str,
}

impl Order {
    const fn of(sort: Sort) -> Self {
        match sort {
            Sort::Recent => Self { by: "c.sort_at", direction: "DESC", after: "<" },
            Sort::Waiting => {
                Self { by: "coalesce(c.asked_at, 9223372036854775807)", direction: "ASC", after: ">" }
            }
        }
    }
}

/// Which index a filtered list goes along.
#[derive(PartialEq, Eq)]
enum Pick {
    /// That of live ones by waiting.
    Waiting,
    /// That of the customer, the assignee or the follower the filter names.
    Filter,
    /// That of each status the filter names.
    Statuses,
    /// The scope's own.
    Scope,
}

fn pick(filter: &Filter, scope: &ListScope) -> Pick {
    if filter.sort == Sort::Waiting {
        return Pick::Waiting;
    }
    let of_agent = matches!(filter.assignee, Some(AssigneeFilter::Agent(_))) || filter.followed_by.is_some();
    if filter.customer.is_some() || of_agent {
        return Pick::Filter;
    }
    match scope {
        ListScope::All | ListScope::Teams(..) if !filter.status.is_empty() => Pick::Statuses,
        ListScope::All | ListScope::Teams(..) | ListScope::Customer(_) | ListScope::Own(_) => Pick::Scope,
    }
}

fn filter_by(query: &mut Query, filter: &Filter, picked: &Pick) {
    if let Some(customer) = filter.customer {
        query.needs("c.customer_pk = (SELECT pk FROM customers WHERE id = {})", customer.0);
    }
    match filter.assignee {
        Some(AssigneeFilter::Agent(agent)) => {
            query.needs("c.assignee_pk = (SELECT pk FROM agents WHERE id = {})", agent.0);
        }
        Some(AssigneeFilter::Nobody) => query.conditions.push("c.assignee_pk IS NULL".into()),
        None => {}
    }
    if let Some(agent) = filter.followed_by {
        query.needs(
            "c.pk = ANY (ARRAY(SELECT conversation_pk FROM participants
                WHERE agent_pk = (SELECT pk FROM agents WHERE id = {}) AND follows))",
            agent.0,
        );
    }
    if let Some(needs_reply) = filter.needs_reply {
        query.needs("c.needs_reply = {}", needs_reply);
    }
    if let Some(snoozed) = filter.snoozed {
        query.conditions.push(if snoozed { SNOOZED.to_owned() } else { format!("NOT {SNOOZED}") });
    }
    if *picked != Pick::Statuses && !filter.status.is_empty() {
        let names: Vec<_> = filter.status.iter().map(|status| format!("'{}'", status.as_str())).collect();
        query.conditions.push(format!("c.status IN ({})", names.join(", ")));
    }
    if let Some(team) = filter.team {
        query.needs("c.team_pk = (SELECT pk FROM teams WHERE id = {})", team.0);
    }
    if let Some(inbox) = filter.inbox {
        query.needs("c.inbox_pk = (SELECT pk FROM inboxes WHERE id = {})", inbox.0);
    }
    if let Some(priority) = filter.priority {
        query.needs("c.priority = {}", priority.as_str());
    }
    if let Some(category) = &filter.category {
        query.needs("c.category = {}", category.as_str().to_owned());
    }
    if let Some(label) = &filter.label {
        query.needs("c.labels::jsonb ? {}", label.clone());
    }
    if let Some(q) = filter.q.as_ref().filter(|q| !q.is_empty()) {
        query.needs(
            "(position({} IN lower(c.subject COLLATE \"und-x-icu\")) > 0
              OR EXISTS (SELECT 1 FROM customers k WHERE k.pk = c.customer_pk
                AND (position({} IN lower(k.name COLLATE \"und-x-icu\")) > 0
                  OR position({} IN lower(k.email COLLATE \"und-x-icu\")) > 0)))",
            q.to_lowercase(),
        );
    }
}

/// The conditions of which a conversation has to meet one.
fn branches(query: &mut Query, scope: &ListScope, filter: &Filter, picked: &Pick) -> Vec<String> {
    if *picked == Pick::Scope {
        return scopes(query, scope, Taking::OneByOne);
    }
    let either = format!("({})", scopes(query, scope, Taking::Together).join(" OR "));
    match picked {
        Pick::Waiting => vec![format!("(c.status IN ('open', 'active')) IS TRUE AND {either}")],
        Pick::Scope | Pick::Filter => vec![either],
        Pick::Statuses => Status::ALL
            .iter()
            .filter(|status| filter.status.contains(status))
            .map(|status| format!("c.status = '{}' AND {either}", status.as_str()))
            .collect(),
    }
}

/// How the conversations that an agent takes part in are asked for.
#[derive(Clone, Copy)]
enum Taking {
    /// Each is found by its key, however many others there are; said otherwise, PostgreSQL may read them all instead.
    OneByOne,
    /// Known all at once, for whoever looks at others and asks whether each is among them.
    Together,
}

/// What a scope allows, as conditions of which one has to be met.
fn scopes(query: &mut Query, scope: &ListScope, taking: Taking) -> Vec<String> {
    match scope {
        ListScope::All => vec!["true".to_owned()],
        ListScope::Customer(id) => {
            let id = query.value(id.0);
            vec![format!("c.customer_pk = (SELECT pk FROM customers WHERE id = {id})")]
        }
        ListScope::Own(agent) => own(query, *agent, taking),
        ListScope::Teams(agent, teams) => {
            let mut branches = own(query, *agent, taking);
            branches.push("c.team_pk IS NULL".to_owned());
            for team in teams {
                let id = query.value(team.0);
                branches.push(format!("c.team_pk = (SELECT pk FROM teams WHERE id = {id})"));
            }
            branches
        }
    }
}

/// Whether it is put off.
const SNOOZED: &str = "(c.desk IS NOT NULL AND c.desk::jsonb ? 'snooze')";

/// The queue.
const WAITING: &str = "(c.assignee_pk IS NULL AND c.status IN ('open', 'active'))";

/// The queue and those the agent takes part in.
fn own(query: &mut Query, agent: AgentId, taking: Taking) -> Vec<String> {
    let id = query.value(agent.0);
    let agent_pk = format!("(SELECT pk FROM agents WHERE id = {id})");
    let taken = format!("SELECT conversation_pk FROM participants WHERE agent_pk = {agent_pk} AND active");
    vec![
        WAITING.to_owned(),
        format!("c.assignee_pk = {agent_pk}"),
        match taking {
            Taking::OneByOne => format!("c.pk = ANY (ARRAY({taken}))"),
            Taking::Together => format!("c.pk IN ({taken})"),
        },
    ]
}

/// How many live conversations somebody may see.
pub(crate) fn open_counts(
    connection: &Connection,
    view: &ListView,
    agent: Option<AgentId>,
) -> Result<OpenCounts, SqlError> {
    let mut query = Query::default();
    let either = scopes(&mut query, view.scope(), Taking::Together).join(" OR ");
    let me = query.value(agent.map(|agent| agent.0));
    let sql = format!(
        "SELECT count(*), count(*) FILTER (WHERE c.assignee_pk = (SELECT pk FROM agents WHERE id = {me})),
            count(*) FILTER (WHERE c.assignee_pk IS NULL), count(*) FILTER (WHERE {SNOOZED}),
            count(*) FILTER (WHERE c.needs_reply)
         FROM conversations c WHERE c.started AND NOT c.rehearsal AND c.status IN ('open', 'active') AND ({either})"
    );
    let row = connection.one(&sql, &borrowed(&query.values))?;
    let mut cells = Cells::of(&row);
    Ok(OpenCounts {
        all: cells.count()?,
        mine: cells.count()?,
        queue: cells.count()?,
        snoozed: cells.count()?,
        needs_reply: cells.count()?,
    })
}

#[cfg(test)]
mod tests {
    use deskbell_domain::{CustomerId, TeamId};
    use deskbell_engines::Postgres;
    use uuid::Uuid;

    use super::*;
    use crate::postgres::{address::PostgresAddress, migrate};

    /// Twenty thousand conversations of five thousand customers, held by fifty agents of five teams. A tenth is open,
    /// of which half waits in the queue.
    const FILLED: &str = "
        INSERT INTO teams (id, name, created_at) SELECT gen_random_uuid(), 'T' || n, n FROM generate_series(1, 5) n;
        INSERT INTO inboxes (id, name, chat_enabled, team_pk, created_at, updated_at)
            VALUES (gen_random_uuid(), 'I', true, 1, 1, 1);
        INSERT INTO agents (id, name, role, availability, capacity, active, created_at, updated_at)
            SELECT gen_random_uuid(), 'A' || n, 'agent', 'online', 5, true, n, n FROM generate_series(1, 50) n;
        INSERT INTO customers (id, inbox_pk, name, attributes, blocked, created_at, updated_at)
            SELECT gen_random_uuid(), 1, 'C' || n, '{}', false, n, n FROM generate_series(1, 5000) n;
        INSERT INTO conversations (id, inbox_pk, customer_pk, kind, status, priority, labels, assignee_pk, team_pk,
                head_seq, customer_head_seq, message_count, started, needs_reply, customer_delivered_seq,
                customer_read_seq, customer_settled, created_at, updated_at, head_hash, sort_at, asked_at)
            SELECT gen_random_uuid(), 1, 1 + n * 7 % 5000, 'ticket',
                CASE n % 10 WHEN 0 THEN 'open' WHEN 1 THEN 'active' WHEN 2 THEN 'resolved' ELSE 'closed' END, 'low',
                '[]', CASE WHEN n % 20 > 0 THEN 1 + n * 11 % 50 END, 1 + n % 5, 0, 0, 0, true, false, 0, 0, 0, n, n,
                sha256(''), n * 13 % 20000, CASE WHEN n % 10 < 2 THEN n * 17 % 20000 END
            FROM generate_series(1, 20000) n;
        INSERT INTO participants (conversation_pk, agent_pk, place, active, delivered_seq, read_seq, settled)
            SELECT pk, assignee_pk, 1, true, 0, 0, 0 FROM conversations WHERE assignee_pk IS NOT NULL;
        ANALYZE";

    /// The indexes that PostgreSQL goes along for a list, in the order of its branches.
    fn indexes(connection: &Connection, scope: &ListScope, filter: &Filter) -> Vec<String> {
        let cursor = Cursor { sort_at: 9000, sort: filter.sort, id: id(connection, "conversations") };
        let (tail, values) = statement(scope, filter, Some(cursor), 50);
        let sql = format!("EXPLAIN (COSTS OFF) SELECT c.pk {tail}");
        let steps = connection.query(&sql, &borrowed(&values)).unwrap();
        let steps = steps.iter().map(|row| row.get::<_, String>(0).trim().to_owned());
        let index = |step: String| {
            assert!(
                !step.contains("Seq Scan on conversations"),
                "{scope:?} {filter:?} reads them all: {step}"
            );
            let by_index =
                step.split_once(" on conversations c_").and_then(|(before, _)| before.split_once("using "));
            let by_bitmap =
                step.split_once("Bitmap Index Scan on ").filter(|(_, index)| index.starts_with("conv"));
            by_index.or(by_bitmap).map(|(_, index)| index.to_owned())
        };
        steps.filter_map(index).collect()
    }

    fn id<T: From<Uuid>>(connection: &Connection, table: &str) -> T {
        let sql = format!("SELECT id FROM {table} WHERE pk = 3");
        Cells::of(&connection.one(&sql, &[]).unwrap()).id().unwrap()
    }

    fn status(status: &[Status]) -> Filter {
        Filter { status: status.to_vec(), ..Filter::default() }
    }

    /// Each branch reads along an index in the list's order, or what one person has; none reads all there is.
    #[test]
    fn every_list_goes_along_an_index() {
        let url = Postgres::shared().create_database("lists").unwrap();
        let address: PostgresAddress = url.parse().unwrap();
        migrate::migrate(&address).unwrap();
        let connection = &address.connect().unwrap();
        connection.run(FILLED).unwrap();
        let (me, team): (AgentId, TeamId) = (id(connection, "agents"), id(connection, "teams"));
        let customer: CustomerId = id(connection, "customers");
        let mine = Filter { assignee: Some(AssigneeFilter::Agent(me)), ..status(&[Status::Active]) };
        let hers = Filter { customer: Some(customer), ..Filter::default() };
        let of_team = Filter { team: Some(team), ..Filter::default() };
        let waiting = Filter { sort: Sort::Waiting, ..Filter::default() };
        let followed = Filter { followed_by: Some(me), ..Filter::default() };
        let cases = [
            (ListScope::All, Filter::default(), vec!["recent"]),
            (ListScope::All, status(&[Status::Open, Status::Active]), vec!["by_status", "by_status"]),
            (ListScope::All, mine.clone(), vec!["by_assignee"]),
            (ListScope::All, hers, vec!["by_customer"]),
            (ListScope::All, of_team, vec!["by_team"]),
            (ListScope::All, waiting.clone(), vec!["by_waiting"]),
            (ListScope::Teams(me, vec![team]), waiting, vec!["by_waiting"]),
            (ListScope::All, followed, vec!["pkey"]),
            (ListScope::Customer(customer), status(&[Status::Closed]), vec!["by_customer"]),
            (
                ListScope::Teams(me, vec![team]),
                Filter::default(),
                vec!["waiting", "by_assignee", "pkey", "by_team", "by_team"],
            ),
            (ListScope::Teams(me, vec![team]), status(&[Status::Open]), vec!["by_status"]),
            (ListScope::Teams(me, vec![team]), mine, vec!["by_assignee"]),
            (ListScope::Own(me), status(&[Status::Closed]), vec!["waiting", "by_assignee", "pkey"]),
        ];
        for (scope, filter, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|index| format!("conversations_{index}")).collect();
            assert_eq!(indexes(connection, &scope, &filter), expected, "{scope:?} {filter:?}");
        }
    }
}
