//! Everybody returns at once.

use deskbell_conformance::{Desk, Role};
use deskbell_load::server::Server;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{crowd::Device, desk, plan};

const CONVERSATIONS: usize = 20;
/// Devices on which each customer has their conversation open.
const DEVICES: usize = 25;

/// A customer with a conversation that holds one message.
struct Customer {
    token: String,
    conversation: String,
    head: u64,
}

impl Customer {
    async fn comes(desk: &Desk, number: usize) -> Customer {
        let mut person = desk.customer(&format!("Customer {number}")).await;
        person.opens_a_chat().await;
        let head = person.says("hello").await["seq"].as_u64().expect("a seq");
        Customer { token: person.token, conversation: person.conversation, head }
    }

    /// A device comes back and reads until it has seen what was written while it was away, as often as it did.
    async fn resumes(&self, desk: &Desk, wanted: &str) {
        let mut device = Device::connect(desk, &self.token).await;
        let mut seen: Vec<Value> = device.joins(&self.conversation, self.head).await;
        while !seen.iter().any(|entry| entry["content"] == wanted) {
            if let (Err(name), entry) = device.next().await.expect("a line")
                && (name == "new-message" || name == "activity")
            {
                seen.push(entry);
            }
        }
        let mut after = self.head;
        for entry in &seen {
            assert_eq!(entry["prevSeq"], after, "a gap or a repetition: {seen:#?}");
            after = entry["seq"].as_u64().expect("a seq");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_cut_at_once_all_return_and_have_missed_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let plan = plan(dir.path(), &[]);
    let server = Server::start(&plan).await.unwrap();
    let before = desk(&server);
    let customers = join_all((0..CONVERSATIONS).map(|number| Customer::comes(&before, number))).await;
    let devices = customers.iter().flat_map(|customer| std::iter::repeat_n(customer, DEVICES));
    let open = devices.clone().map(async |customer| {
        let mut device = Device::connect(&before, &customer.token).await;
        device.joins(&customer.conversation, 0).await;
        device
    });
    let open = join_all(open).await;
    server.kill().await.unwrap();
    drop(open);

    let server = Server::start(&plan).await.unwrap();
    let desk = desk(&server);
    let writing = async {
        let mut bo = Device::connect(&desk, &desk.token(Role::Agent, "Bo")).await;
        for customer in &customers {
            let id = &customer.conversation;
            let message = json!({ "conversationId": id, "clientId": id, "content": "are you back?" });
            bo.asks("send-message", &message).await.unwrap();
        }
        bo
    };
    let returning = join_all(devices.map(|customer| customer.resumes(&desk, "are you back?")));
    tokio::join!(writing, returning);
}
