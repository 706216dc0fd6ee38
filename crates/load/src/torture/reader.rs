//! Somebody who reads: follows conversations on one line, which they cut now and then, and comes back asking
//! for what follows their cursor. They remember everything as it was shown, repetitions included.

use std::{sync::Arc, time::Duration};

use rand::{RngExt, rngs::StdRng};
use serde_json::json;
use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout},
};

use super::{
    TortureError,
    record::{Entry, Side, Text},
    stage::{Heads, Phase, Stage},
    wire::{Heard, Page, ask, hear},
};
use crate::{
    socketio::{Gone, Line},
    token::{Mint, Role},
};

/// Entries of a page, the server's own measure: a page that holds fewer is the last.
const PAGE: usize = 50;
/// How long a line lives before it is cut, in milliseconds.
const CUT_AFTER_MS: std::ops::Range<u64> = 20..2500;
/// How long the last entries may take to arrive once everything is written.
const ARRIVES_WITHIN: Duration = Duration::from_secs(20);

/// Somebody who reads on one device.
pub(super) struct Eyes {
    pub(super) name: Text,
    pub(super) side: Side,
    pub(super) books: Vec<Book>,
    token: String,
    dice: StdRng,
    last_number: u64,
}

/// One conversation as one reader follows it.
pub(super) struct Book {
    pub(super) conversation: Text,
    /// Everything shown, on whichever line, in order.
    pub(super) saw: Vec<Entry>,
    cursor: u64,
    /// While pages are asked for: after which seq the page under way was asked.
    asked_after: Option<u64>,
}

impl Eyes {
    pub(super) fn new(side: Side, number: usize, mint: &Mint, dice: StdRng) -> Self {
        let (name, role) = match side {
            Side::Customer => (format!("customer-{number}"), Role::Customer),
            Side::Agent => (format!("agent-{number}"), Role::Agent),
        };
        let token = mint.token(role, &name);
        Self { name: name.into(), side, books: Vec::new(), token, dice, last_number: 0 }
    }

    /// From now on this conversation is read as well.
    pub(super) fn follow(&mut self, conversation: Text) {
        self.books.push(Book { conversation, saw: Vec::new(), cursor: 0, asked_after: None });
    }

    /// Reads until everything that is there was shown, or will not be.
    pub(super) async fn read(mut self, stage: Arc<Stage>) -> Result<Self, TortureError> {
        let mut last = None;
        let read = tokio::select! {
            read = self.read_on(&stage, &mut last) => Some(read),
            () = stage.close_is_over() => None,
        };
        match read {
            Some(read) => read.map(|()| self),
            None => Err(self.stuck(format!("nothing could be read to its end; the last line: {last:?}"))),
        }
    }

    /// Reads on one line after the other; `last` is how the last one was lost.
    async fn read_on(&mut self, stage: &Stage, last: &mut Option<Gone>) -> Result<(), TortureError> {
        let mut phase = stage.phase();
        loop {
            let mut line = stage.connect(&self.name, &self.token, &mut self.dice).await?;
            match self.live(&mut line, &mut phase).await {
                Ok(true) => return Ok(()),
                Ok(false) => stage.cut(),
                Err(Gone::StayAway) => return Err(self.stuck("told to stay away".into())),
                Err(gone) => {
                    if let Gone::Unreadable(why) = &gone {
                        stage.could_not_read(&self.name, why);
                    }
                    stage.lost();
                    *last = Some(gone);
                }
            }
        }
    }

    fn stuck(&self, why: String) -> TortureError {
        TortureError::Stuck { who: self.name.clone(), why }
    }

    /// One line's life. Whether everything was read; otherwise it was cut from this side.
    async fn live(&mut self, line: &mut Line, phase: &mut watch::Receiver<Phase>) -> Result<bool, Gone> {
        for nth in 0..self.books.len() {
            self.ask_for_page(line, nth).await?;
        }
        let cut_at = Instant::now() + Duration::from_millis(self.dice.random_range(CUT_AFTER_MS));
        loop {
            let now = phase.borrow_and_update().clone();
            if let Phase::Close(heads) = now {
                // Whatever does not arrive within that time was not shown, which is for the judge to say.
                let finished = timeout(ARRIVES_WITHIN, self.read_up_to(line, &heads)).await;
                return finished.unwrap_or(Ok(())).map(|()| true);
            }
            tokio::select! {
                text = line.next() => self.hear(line, &text?).await?,
                () = sleep_until(cut_at), if matches!(now, Phase::Storm) => return Ok(false),
                _ = phase.changed() => {}
            }
        }
    }

    async fn read_up_to(&mut self, line: &mut Line, heads: &Heads) -> Result<(), Gone> {
        let side = self.side;
        let is_behind = |book: &Book| {
            let head = heads.get(&(book.conversation.clone(), side)).copied().unwrap_or_default();
            book.cursor < head || book.asked_after.is_some()
        };
        while self.books.iter().any(is_behind) {
            let text = line.next().await?;
            self.hear(line, &text).await?;
        }
        Ok(())
    }

    async fn ask_for_page(&mut self, line: &mut Line, nth: usize) -> Result<(), Gone> {
        self.last_number += 1;
        let book = &mut self.books[nth];
        book.asked_after = Some(book.cursor);
        let join = json!({ "conversationId": book.conversation, "afterSeq": book.cursor, "limit": PAGE });
        line.send(ask("join-chat", &join, self.last_number)?).await
    }

    async fn hear(&mut self, line: &mut Line, text: &str) -> Result<(), Gone> {
        match hear(text)? {
            Heard::Live(entry) => {
                let conversation = entry.conversation_id.clone();
                if let Some(book) = self.books.iter_mut().find(|book| book.conversation == conversation) {
                    book.hear(entry.into());
                }
            }
            Heard::Page(page) => {
                let found = self.books.iter().position(|book| book.conversation == page.conversation.id);
                if let Some(nth) = found
                    && !self.books[nth].turn(page)
                {
                    self.ask_for_page(line, nth).await?;
                }
            }
            // The page comes as an event too, in its place among the others.
            Heard::Answer(_, answer) => {
                if let Some(code) = answer.refusal() {
                    return Err(Gone::Broken(format!("a page was refused: {code}")));
                }
            }
            Heard::Other => {}
        }
        Ok(())
    }
}

impl Book {
    /// Something happens. While older pages are still missing, what lies beyond them is left to the pages.
    fn hear(&mut self, entry: Entry) {
        if self.asked_after.is_none() || entry.prev_seq <= self.cursor {
            self.show(entry);
        }
    }

    /// A page came. Whether it was the last one.
    fn turn(&mut self, page: Page) -> bool {
        let is_last = page.entries.len() < PAGE;
        let asked_after = self.asked_after.take().unwrap_or(self.cursor);
        for entry in page.entries.into_iter().map(Entry::from) {
            // What was shown live since the page was asked for stands on it once more, as asked.
            if entry.seq <= asked_after || entry.seq > self.cursor {
                self.show(entry);
            }
        }
        is_last
    }

    fn show(&mut self, entry: Entry) {
        self.cursor = self.cursor.max(entry.seq);
        self.saw.push(entry);
    }
}
