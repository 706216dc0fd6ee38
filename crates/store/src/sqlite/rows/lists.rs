//! Lists of conversations, newest message first.
//!
//! A list is put together from branches, each of which SQLite can read along one index in the list's order:
//! what a scope allows is a union (the queue, one's own, those of each team), and several statuses are several
//! branches too. Rehearsals are in none of these indexes. Each branch stops after a page, so a page costs the same among a thousand conversations and
//! among a million. A condition on a column whose index shall not be used is written with SQLite's unary `+`.

pub(crate) mod among;
pub(crate) mod places;
pub(crate) mod sessions;
pub(crate) mod sweeps;

use std::sync::Arc;

use deskbell_domain::{
    AgentId, ConversationState, Status,
    policy::{ListScope, ListView},
};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::conversations;
use crate::{
    AssigneeFilter, Filter, OpenCounts, Page, Sort,
    query::Cursor,
    sqlite::convert::{blob, micros},
};

/// Conditions, and the values they name by number.
#[derive(Default)]
struct Query {
    values: Vec<Box<dyn ToSql>>,
    conditions: Vec<String>,
}

impl Query {
    /// Names a value.
    fn value(&mut self, value: impl ToSql + 'static) -> String {
        self.values.push(Box::new(value));
        format!("?{}", self.values.len())
    }

    /// Adds a condition in which `{}` stands for the value.
    fn needs(&mut self, condition: &str, value: impl ToSql + 'static) {
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
) -> rusqlite::Result<Page<Arc<ConversationState>>> {
    let (tail, values) = statement(view.scope(), filter, cursor, limit);
    let heads = conversations::select(connection, &tail, params_from_iter(&values))?;
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
) -> (String, Vec<Box<dyn ToSql>>) {
    let mut query = Query::default();
    let picked = pick(filter, scope);
    filter_by(&mut query, filter, &picked);
    let order = Order::of(filter.sort);
    if let Some(cursor) = cursor {
        let at = query.value(cursor.sort_at);
        let id = query.value(blob(cursor.id.0));
        let place = format!("({at}, (SELECT pk FROM conversations WHERE id = {id}))");
        let (by, after) = (order.by, order.after);
        query.conditions.push(format!("({by}, c.pk) {after} {place}"));
        if filter.sort == Sort::Waiting {
            // Two values at once do not lead SQLite to the place in an index of what is reckoned.
            query.conditions.push(format!("{by} >= {at}"));
        }
    }
    let branches = branches(&mut query, scope, filter, &picked);
    let Order { by, direction, .. } = order;
    let limit = query.value(limit + 1);
    let common = query.conditions.iter().map(|one| format!(" AND {one}")).collect::<String>();
    let parts = branches.iter().map(|branch| {
        // SQLite would rather read all live conversations and sort them.
        let index = match &picked {
            Pick::Waiting => "INDEXED BY conversations_by_waiting",
            _ if branch == WAITING => "INDEXED BY conversations_waiting",
            _ => "",
        };
        format!(
            "SELECT * FROM (SELECT c.pk, {by} AS place FROM conversations c {index}
             WHERE c.started = 1 AND c.rehearsal = 0 AND {branch}{common}
             ORDER BY {by} {direction}, c.pk {direction} LIMIT {limit})"
        )
    });
    let union = parts.collect::<Vec<_>>().join(" UNION ");
    let tail = format!(
        "FROM (SELECT pk AS found FROM ({union}) ORDER BY place {direction}, pk {direction} LIMIT {limit})
         CROSS JOIN conversations c ON c.pk = found ORDER BY {by} {direction}, c.pk {direction}"
    );
    (tail, query.values)
}

fn place_of(connection: &Connection, last: &ConversationState, sort: Sort) -> rusqlite::Result<Cursor> {
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

impl Pick {
    /// What keeps SQLite from another index than this one.
    fn unless(&self, picked: &Self) -> &'static str {
        if self == picked { "" } else { "+" }
    }
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
        query.needs("c.customer_pk = (SELECT pk FROM customers WHERE id = {})", blob(customer.0));
    }
    match filter.assignee {
        Some(AssigneeFilter::Agent(agent)) => {
            let plus = if filter.customer.is_some() { "+" } else { "" };
            let condition = format!("{plus}c.assignee_pk = (SELECT pk FROM agents WHERE id = {{}})");
            query.needs(&condition, blob(agent.0));
        }
        Some(AssigneeFilter::Nobody) => query.conditions.push("c.assignee_pk IS NULL".into()),
        None => {}
    }
    if let Some(agent) = filter.followed_by {
        let plus = if filter.customer.is_some() || filter.assignee.is_some() { "+" } else { "" };
        let condition = format!(
            "{plus}c.pk IN (SELECT conversation_pk FROM participants
                WHERE agent_pk = (SELECT pk FROM agents WHERE id = {{}}) AND follows = 1)"
        );
        query.needs(&condition, blob(agent.0));
    }
    if let Some(needs_reply) = filter.needs_reply {
        query.needs("c.needs_reply = {}", needs_reply);
    }
    if let Some(snoozed) = filter.snoozed {
        query.conditions.push(format!("{SNOOZED} = {}", u8::from(snoozed)));
    }
    if *picked != Pick::Statuses && !filter.status.is_empty() {
        let names: Vec<_> = filter.status.iter().map(|status| format!("'{}'", status.as_str())).collect();
        query.conditions.push(format!("+c.status IN ({})", names.join(", ")));
    }
    if let Some(team) = filter.team {
        let plus = picked.unless(&Pick::Scope);
        let condition = format!("{plus}c.team_pk = (SELECT pk FROM teams WHERE id = {{}})");
        query.needs(&condition, blob(team.0));
    }
    if let Some(inbox) = filter.inbox {
        query.needs("+c.inbox_pk = (SELECT pk FROM inboxes WHERE id = {})", blob(inbox.0));
    }
    if let Some(priority) = filter.priority {
        query.needs("c.priority = {}", priority.as_str());
    }
    if let Some(category) = &filter.category {
        query.needs("c.category = {}", category.as_str().to_owned());
    }
    if let Some(label) = &filter.label {
        query.needs("EXISTS (SELECT 1 FROM json_each(c.labels) WHERE value = {})", label.clone());
    }
    if let Some(q) = filter.q.as_ref().filter(|q| !q.is_empty()) {
        query.needs(
            "(contains_text(c.subject, {}) OR EXISTS (SELECT 1 FROM customers k WHERE k.pk = c.customer_pk
                AND (contains_text(k.name, {}) OR contains_text(k.email, {}))))",
            q.to_lowercase(),
        );
    }
}

/// The conditions of which a conversation has to meet one.
fn branches(query: &mut Query, scope: &ListScope, filter: &Filter, picked: &Pick) -> Vec<String> {
    let scopes = scopes(query, scope, picked.unless(&Pick::Scope));
    let either = format!("({})", scopes.join(" OR "));
    match picked {
        Pick::Waiting => vec![format!("c.status IN ('open', 'active') AND {either}")],
        Pick::Scope => scopes,
        Pick::Filter => vec![either],
        Pick::Statuses => Status::ALL
            .iter()
            .filter(|status| filter.status.contains(status))
            .map(|status| format!("c.status = '{}' AND {either}", status.as_str()))
            .collect(),
    }
}

/// What a scope allows, as conditions of which one has to be met.
fn scopes(query: &mut Query, scope: &ListScope, plus: &str) -> Vec<String> {
    match scope {
        ListScope::All => vec!["1".to_owned()],
        ListScope::Customer(id) => {
            let id = query.value(blob(id.0));
            vec![format!("{plus}c.customer_pk = (SELECT pk FROM customers WHERE id = {id})")]
        }
        ListScope::Own(agent) => own(query, *agent, plus),
        ListScope::Teams(agent, teams) => {
            let mut branches = own(query, *agent, plus);
            branches.push(format!("{plus}c.team_pk IS NULL"));
            for team in teams {
                let id = query.value(blob(team.0));
                branches.push(format!("{plus}c.team_pk = (SELECT pk FROM teams WHERE id = {id})"));
            }
            branches
        }
    }
}

/// Whether it is put off: 1 or 0.
const SNOOZED: &str = "(c.desk IS NOT NULL AND json_type(c.desk, '$.snooze') IS NOT NULL)";

/// The queue.
const WAITING: &str = "(c.assignee_pk IS NULL AND c.status IN ('open', 'active'))";

/// The queue and those the agent takes part in.
fn own(query: &mut Query, agent: AgentId, plus: &str) -> Vec<String> {
    let id = query.value(blob(agent.0));
    let agent_pk = format!("(SELECT pk FROM agents WHERE id = {id})");
    vec![
        if plus.is_empty() { WAITING.to_owned() } else { WAITING.replace("c.", "+c.") },
        format!("{plus}c.assignee_pk = {agent_pk}"),
        format!(
            "{plus}c.pk IN (SELECT conversation_pk FROM participants WHERE agent_pk = {agent_pk} AND active = 1)"
        ),
    ]
}

/// How many live conversations somebody may see.
pub(crate) fn open_counts(
    connection: &Connection,
    view: &ListView,
    agent: Option<AgentId>,
) -> rusqlite::Result<OpenCounts> {
    let mut query = Query::default();
    let either = scopes(&mut query, view.scope(), "+").join(" OR ");
    let me = query.value(agent.map(|agent| blob(agent.0)));
    let sql = format!(
        "SELECT count(*), count(*) FILTER (WHERE c.assignee_pk = (SELECT pk FROM agents WHERE id = {me})),
            count(*) FILTER (WHERE c.assignee_pk IS NULL), count(*) FILTER (WHERE {SNOOZED}),
            count(*) FILTER (WHERE c.needs_reply = 1)
         FROM conversations c WHERE c.started = 1 AND c.rehearsal = 0 AND c.status IN ('open', 'active') AND ({either})"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_row(params_from_iter(&query.values), |row| {
        Ok(OpenCounts {
            all: row.get(0)?,
            mine: row.get(1)?,
            queue: row.get(2)?,
            snoozed: row.get(3)?,
            needs_reply: row.get(4)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use deskbell_domain::{CustomerId, TeamId};
    use uuid::Uuid;

    use super::*;
    use crate::sqlite::{migrate, open};

    /// The steps SQLite takes on `conversations c` for a list, as it describes them.
    fn plan(scope: &ListScope, filter: &Filter) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        migrate::migrate(&path, false).unwrap();
        let connection = open::connect(&path, open::Purpose::Read).unwrap();
        let cursor =
            Cursor { sort_at: 5, sort: filter.sort, id: deskbell_domain::ConversationId(Uuid::nil()) };
        let (tail, values) = statement(scope, filter, Some(cursor), 50);
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN SELECT c.pk {tail}")).unwrap();
        let steps = statement.query_map(params_from_iter(&values), |row| row.get::<_, String>(3)).unwrap();
        let ours = |step: &String| step.contains(" c ") || step.contains("TEMP B-TREE");
        steps.map(Result::unwrap).filter(ours).collect::<Vec<_>>().join("; ")
    }

    fn status(status: &[Status]) -> Filter {
        Filter { status: status.to_vec(), ..Filter::default() }
    }

    /// Each branch reads along an index in the list's order and stops after a page: no full scan, and nothing
    /// to sort but the pages of the branches and what one customer has.
    #[test]
    fn every_list_goes_along_an_index() {
        let (me, team) = (AgentId(Uuid::nil()), TeamId(Uuid::nil()));
        let mine = Filter { assignee: Some(AssigneeFilter::Agent(me)), ..status(&[Status::Active]) };
        let hers = Filter { customer: Some(CustomerId(Uuid::nil())), ..Filter::default() };
        let of_team = Filter { team: Some(team), ..Filter::default() };
        let waiting = Filter { sort: Sort::Waiting, ..Filter::default() };
        let my_waiting = Filter { sort: Sort::Waiting, ..mine.clone() };
        let followed = Filter { followed_by: Some(me), ..Filter::default() };
        let cases = [
            (ListScope::All, Filter::default(), vec!["conversations_recent"]),
            (ListScope::All, status(&[Status::Open, Status::Active]), vec!["conversations_by_status"; 2]),
            (ListScope::All, mine.clone(), vec!["conversations_by_assignee"]),
            (ListScope::All, hers, vec!["conversations_by_customer"]),
            (ListScope::All, of_team, vec!["conversations_by_team"]),
            (ListScope::All, waiting.clone(), vec!["conversations_by_waiting"]),
            (ListScope::All, my_waiting, vec!["conversations_by_waiting"]),
            (ListScope::Teams(me, vec![team]), waiting, vec!["conversations_by_waiting"]),
            (ListScope::All, followed, vec!["INTEGER PRIMARY KEY"]),
            (
                ListScope::Customer(CustomerId(Uuid::nil())),
                status(&[Status::Closed]),
                vec!["conversations_by_customer"],
            ),
            (
                ListScope::Teams(me, vec![team]),
                Filter::default(),
                vec![
                    "conversations_waiting",
                    "conversations_by_assignee",
                    "INTEGER PRIMARY KEY",
                    "conversations_by_team",
                    "conversations_by_team",
                ],
            ),
            (ListScope::Teams(me, vec![team]), status(&[Status::Open]), vec!["conversations_by_status"]),
            (ListScope::Teams(me, vec![team]), mine, vec!["conversations_by_assignee"]),
            (
                ListScope::Own(me),
                status(&[Status::Closed]),
                vec!["conversations_waiting", "conversations_by_assignee", "INTEGER PRIMARY KEY"],
            ),
        ];
        for (scope, filter, indexes) in cases {
            let plan = plan(&scope, &filter);
            let steps: Vec<_> = plan.split("; ").filter(|step| step.contains(" c ")).collect();
            // The last step fetches the rows of the page.
            assert_eq!(steps.len(), indexes.len() + 1, "{scope:?} {filter:?}: {plan}");
            for (step, index) in steps.iter().zip(&indexes) {
                let one_by_one = index.ends_with("customer") || index.ends_with("KEY");
                let in_order = step.contains("sort_at<?") || step.contains("<expr>>?");
                let fits = step.contains(index) && (one_by_one || in_order);
                assert!(fits, "{scope:?} {filter:?} wants {index}: {plan}");
            }
        }
    }
}
