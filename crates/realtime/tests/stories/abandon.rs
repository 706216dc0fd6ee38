//! A join that fails on the way leaves things as they were.

use deskbell_realtime::Topic;

use crate::stage::{Stage, sees};

#[test]
fn a_first_join_given_up_leaves_no_subscription() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    let hold = stage.hub.subscribe_held(&ana, &topic).unwrap();
    stage.says(&topic, 1);
    drop(hold);
    assert_eq!(stage.hub.topic_count(), 0);
    assert_eq!(stage.says(&topic, 2), 0);
    assert!(sees(&ana).is_empty());
}

#[test]
fn a_second_join_given_up_loses_nothing() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    stage.hub.subscribe_held(&ana, &topic).unwrap().release(0);
    let hold = stage.hub.subscribe_held(&ana, &topic).unwrap();
    stage.says(&topic, 1);
    drop(hold);
    stage.says(&topic, 2);
    assert_eq!(sees(&ana), ["1", "2"]);
}

#[test]
fn one_of_two_joins_given_up_leaves_the_other() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    let (fails, works) =
        (stage.hub.subscribe_held(&ana, &topic).unwrap(), stage.hub.subscribe_held(&ana, &topic).unwrap());
    drop(fails);
    stage.says(&topic, 1);
    works.release(0);
    assert_eq!(sees(&ana), ["1"]);
}
