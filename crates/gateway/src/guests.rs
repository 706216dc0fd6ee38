//! How many live connections are still here, so that a server that stops can wait for them.

use tokio::sync::watch;

/// The live connections of one server. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Guests(watch::Sender<usize>);

impl Guests {
    pub(crate) fn none() -> Guests {
        Guests(watch::Sender::new(0))
    }

    /// Counts a connection until the guest is dropped.
    pub(crate) fn arrive(&self) -> Guest {
        self.0.send_modify(|count| *count += 1);
        Guest(self.clone())
    }

    /// Waits until nobody is here.
    pub(crate) async fn all_gone(&self) {
        // The sender is part of this value, so waiting ends only with the count.
        let mut count = self.0.subscribe();
        let _nobody = count.wait_for(|count| *count == 0).await;
    }
}

/// One live connection.
#[derive(Debug)]
pub(crate) struct Guest(Guests);

impl Drop for Guest {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn waits_for_the_last() {
        let guests = Guests::none();
        guests.all_gone().await;
        let (one, other) = (guests.arrive(), guests.arrive());
        let waiting = tokio::spawn(async move { guests.all_gone().await });
        drop(one);
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(other);
        waiting.await.unwrap();
    }
}
