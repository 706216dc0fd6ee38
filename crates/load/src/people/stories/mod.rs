//! What simulated customers come with: who they are, and what is said about it, in their own language.

mod arabic;
mod english;
mod french;
mod german;
mod hebrew;
mod japanese;
mod polish;
mod portuguese;
mod spanish;

/// Somebody who buys in the shop.
#[derive(Debug)]
pub struct Persona {
    /// The name agents see.
    pub name: &'static str,
    /// What they write when nobody has answered for a while.
    pub nudge: &'static str,
    /// What they come with, one after the other.
    pub stories: &'static [Story],
}

/// One thing a customer comes with.
#[derive(Debug)]
pub struct Story {
    /// The topic they give, where they give one.
    pub subject: Option<&'static str>,
    /// What it is about.
    pub category: &'static str,
    /// What they begin with, a message each.
    pub opening: &'static [&'static str],
    /// What an agent answers and what the customer says to that, in turn; the last reply is their thanks.
    pub turns: &'static [(&'static str, &'static str)],
    /// An agent's last words.
    pub farewell: &'static str,
    /// What comes to the customer's mind when all seemed settled, and the answer.
    pub afterthought: (&'static str, &'static str),
    /// What a colleague writes down for colleagues.
    pub note: Option<&'static str>,
}

/// Everybody who may come by, in the order in which they do.
pub static CAST: [&Persona; 12] = [
    &english::MAYA,
    &german::JONAS,
    &arabic::LAYLA,
    &french::CAMILLE,
    &english::PRIYA,
    &spanish::MARIA,
    &hebrew::NOA,
    &japanese::MISAKI,
    &english::TOM,
    &polish::ZUZANNA,
    &portuguese::LUCAS,
    &english::NGOZI,
];

/// What an agent who has read all stories answers to a customer's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This.
    Say(&'static str),
    /// This, and the matter is settled.
    Farewell(&'static str),
}

impl Story {
    /// The story in which a customer says this line.
    pub fn with_line(line: &str) -> Option<&'static Self> {
        CAST.iter().flat_map(|persona| persona.stories).find(|story| {
            story.opening.contains(&line)
                || story.turns.iter().any(|(_, reply)| *reply == line)
                || story.afterthought.0 == line
        })
    }

    /// The answer to a customer's line; none to one that is not the end of what they have to say.
    pub fn answer_to(&self, line: &str) -> Option<Answer> {
        if self.opening.last() == Some(&line) {
            return self.turns.first().map(|(answer, _)| Answer::Say(answer));
        }
        if self.afterthought.0 == line {
            return Some(Answer::Farewell(self.afterthought.1));
        }
        let turn = self.turns.iter().position(|(_, reply)| *reply == line)?;
        Some(match self.turns.get(turn + 1) {
            Some((answer, _)) => Answer::Say(answer),
            None => Answer::Farewell(self.farewell),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_of_a_customer_belongs_to_one_story() {
        let mut seen = HashSet::new();
        for story in CAST.iter().flat_map(|persona| persona.stories) {
            let replies = story.turns.iter().map(|(_, reply)| *reply);
            for line in story.opening.iter().copied().chain(replies).chain([story.afterthought.0]) {
                assert!(seen.insert(line), "said twice: {line}");
                assert!(std::ptr::eq(Story::with_line(line).unwrap(), story));
            }
        }
    }

    #[test]
    fn every_story_comes_to_its_end() {
        for story in CAST.iter().flat_map(|persona| persona.stories) {
            let mut line = *story.opening.last().unwrap();
            for (answer, reply) in story.turns {
                assert_eq!(story.answer_to(line), Some(Answer::Say(answer)));
                line = reply;
            }
            assert_eq!(story.answer_to(line), Some(Answer::Farewell(story.farewell)));
            let (question, answer) = story.afterthought;
            assert_eq!(story.answer_to(question), Some(Answer::Farewell(answer)));
            assert_eq!(story.answer_to("something else"), None);
        }
    }

    #[test]
    fn what_is_said_fits_into_a_message() {
        for persona in CAST {
            assert!((1..=80).contains(&persona.name.chars().count()), "{}", persona.name);
            assert!(!persona.stories.is_empty() && !persona.nudge.is_empty());
        }
    }
}
