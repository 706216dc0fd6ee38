//! One connection, used by one thread at a time: statements are asked and answered one after the other, as with
//! SQLite, or several at once where the order of their answers is known.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    time::Duration,
};

use foldhash::{HashMap, HashMapExt};
use tokio::{runtime::Runtime, time};
use tokio_postgres::{Client, Row, Statement, error::SqlState, types::ToSql};

/// How long the database may take to answer anything. A connection that has been silent for longer is given up.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// The same where all of a table may be read or written: an hour.
const PATIENT_WITHIN: Duration = Duration::from_secs(3600);
/// Statements kept prepared on one connection; lists are put together in many ways.
const STATEMENTS_KEPT: usize = 256;

/// Values of a statement.
pub(crate) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Why PostgreSQL did not do something.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SqlError {
    /// It, or the line to it, said no.
    #[error("{}", told(.0))]
    Driver(#[from] tokio_postgres::Error),
    /// It said nothing.
    #[error("PostgreSQL has not answered for {} s", ANSWER_WITHIN.as_secs())]
    Silent,
    /// A stored value is none of those it may be.
    #[error("a stored value cannot be read: {0}")]
    Value(String),
    /// There is no connection.
    #[error("{0}")]
    Unreachable(String),
}

/// The driver keeps the cause apart from its sentence.
fn told(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => match std::error::Error::source(error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    }
}

impl SqlError {
    /// What the database called it, where the database did.
    pub(crate) fn code(&self) -> Option<&SqlState> {
        match self {
            Self::Driver(error) => error.code(),
            Self::Silent | Self::Value(_) | Self::Unreachable(_) => None,
        }
    }

    /// The constraint that was in the way, where one was.
    pub(crate) fn constraint(&self) -> Option<&str> {
        match self {
            Self::Driver(error) => error.as_db_error().and_then(tokio_postgres::error::DbError::constraint),
            Self::Silent | Self::Value(_) | Self::Unreachable(_) => None,
        }
    }

    /// Whether the connection is of no more use, and what it was doing is not known.
    pub(crate) fn is_lost(&self) -> bool {
        match self {
            Self::Silent | Self::Unreachable(_) => true,
            Self::Value(_) => false,
            Self::Driver(error) => {
                error.is_closed() || error.code().map_or(error.as_db_error().is_none(), ends_session)
            }
        }
    }

    /// Whether the same may well succeed when it is tried again.
    pub(crate) fn passes(&self) -> bool {
        let again = [
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::QUERY_CANCELED,
            SqlState::READ_ONLY_SQL_TRANSACTION,
        ];
        self.is_lost() || self.code().is_some_and(|code| again.contains(code))
    }
}

/// Codes after which the server closes the connection, or takes no statement on it yet.
fn ends_session(code: &SqlState) -> bool {
    // Class 08 is the line, class 57P an administrator's or a crash's doing.
    code.code().starts_with("08") || code.code().starts_with("57P") || *code == SqlState::TOO_MANY_CONNECTIONS
}

/// A connection with its statements.
pub(crate) struct Connection {
    client: Client,
    statements: RefCell<HashMap<Box<str>, Statement>>,
    /// What is to be said before the next question, together with it.
    before: Cell<Option<&'static str>>,
    /// How long an answer is waited for.
    answer_within: Cell<Duration>,
    /// Runs the line while somebody waits for an answer. Declared last, so that it ends last.
    runtime: Runtime,
}

impl Connection {
    pub(crate) fn new(client: Client, runtime: Runtime) -> Self {
        Self {
            client,
            statements: RefCell::new(HashMap::new()),
            before: Cell::new(None),
            answer_within: Cell::new(ANSWER_WITHIN),
            runtime,
        }
    }

    /// From now on an answer may take as long as work on all there is takes: [`PATIENT_WITHIN`].
    pub(crate) fn be_patient(&self) -> Result<(), SqlError> {
        self.answer_within.set(PATIENT_WITHIN);
        self.run("SET statement_timeout = 0")
    }

    /// The line itself, for statements that are asked together.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Whether the line is known to be gone.
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Waits for an answer, for as long as one may take.
    pub(crate) fn wait<T>(
        &self,
        answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, SqlError> {
        self.runtime.block_on(async {
            match time::timeout(self.answer_within.get(), answer).await {
                Ok(answer) => Ok(answer?),
                Err(_) => Err(SqlError::Silent),
            }
        })
    }

    /// A statement, planned once for this connection.
    pub(crate) fn prepared(&self, sql: &str) -> Result<Statement, SqlError> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.wait(self.client.prepare(sql))?;
        let mut statements = self.statements.borrow_mut();
        if statements.len() >= STATEMENTS_KEPT {
            statements.clear();
        }
        statements.insert(sql.into(), statement.clone());
        Ok(statement)
    }

    /// Every row of an answer.
    pub(crate) fn query(&self, sql: &str, values: Values<'_>) -> Result<Vec<Row>, SqlError> {
        let statement = self.prepared(sql)?;
        let Some(before) = self.before.take() else {
            return self.wait(self.client.query(&statement, values));
        };
        let together = futures_util::future::join(
            self.client.batch_execute(before),
            self.client.query(&statement, values),
        );
        self.wait(async {
            let (said, answer) = together.await;
            said?;
            answer
        })
    }

    /// Has the next question see one commit, and all that follow the same, until [`Connection::forget_snapshot`].
    pub(crate) fn take_snapshot(&self) {
        self.before.set(Some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    }

    /// Asks ahead of a snapshot that was taken and has not begun: it will show at least what this has seen.
    pub(crate) fn ahead<T>(&self, ask: impl FnOnce() -> Result<T, SqlError>) -> Result<T, SqlError> {
        let before = self.before.take();
        let answer = ask();
        self.before.set(before);
        answer
    }

    /// Ends what [`Connection::take_snapshot`] began.
    pub(crate) fn forget_snapshot(&self) -> Result<(), SqlError> {
        match self.before.take() {
            Some(_) => Ok(()),
            None => self.run("ROLLBACK"),
        }
    }

    /// The first row, where there is one.
    pub(crate) fn first(&self, sql: &str, values: Values<'_>) -> Result<Option<Row>, SqlError> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    /// The one row that there always is.
    pub(crate) fn one(&self, sql: &str, values: Values<'_>) -> Result<Row, SqlError> {
        self.first(sql, values)?.ok_or_else(|| SqlError::Value("a row is missing".into()))
    }

    /// Whether there is any row.
    pub(crate) fn exists(&self, sql: &str, values: Values<'_>) -> Result<bool, SqlError> {
        Ok(self.first(sql, values)?.is_some())
    }

    /// How many rows a statement changed.
    pub(crate) fn execute(&self, sql: &str, values: Values<'_>) -> Result<u64, SqlError> {
        let statement = self.prepared(sql)?;
        self.wait(self.client.execute(&statement, values))
    }

    /// Statements without values, one after the other.
    pub(crate) fn run(&self, sql: &str) -> Result<(), SqlError> {
        self.wait(self.client.batch_execute(sql))
    }
}
