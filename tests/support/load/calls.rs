//! One call after the other, as the dice fall. The people are few, so that callers meet.

use serde_json::{Map, Value, json};

use crate::app::{ADMIN, Call};

/// People of a round: few, who end as one another, or more, who stay themselves for long. Each has a user id, addresses
/// and browsers, which calls mix up now and then.
fn people(round: usize) -> usize {
    if round.is_multiple_of(2) { 12 } else { 40 }
}

/// To this list nobody says yes.
const NEVER_YES: &str = "product-updates";

/// Numbers that are the same for the same seed (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(super) fn one_in(&mut self, chance: usize) -> bool {
        self.below(chance) == 0
    }
}

/// A call, and how its answer is to be read.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) handler: &'static str,
    pub(super) call: Call,
    /// Statuses besides success that are right, depending on what others have done.
    pub(super) refusals: &'static [u64],
    /// Marks of the events in it, in order.
    pub(super) marks: Vec<String>,
    /// The address that says no by it to [`NEVER_YES`].
    pub(super) opt_out: Option<String>,
    /// Sent again it must change nothing more.
    pub(super) repeatable: bool,
}

impl Planned {
    fn of(handler: &'static str, call: Call) -> Self {
        Self { handler, call, refusals: &[], marks: Vec::new(), opt_out: None, repeatable: false }
    }
}

/// The next call of a caller. `mark` is unique.
pub(super) fn plan(dice: &mut Dice, round: usize, mark: &str) -> Planned {
    match dice.below(100) {
        0..45 => single(dice, round, mark),
        45..57 => batch(dice, round, mark),
        57..74 => profile(dice, round),
        74..84 => choice(dice, round),
        84..93 => merge(dice, round),
        93..96 => delete(dice, round),
        _ => {
            let address = address(dice, round).replace('@', "%40");
            Planned::of("find_contact", Call::without_body("GET").query(&format!("email={address}")))
        }
    }
}

fn user(dice: &mut Dice, round: usize) -> String {
    format!("u-{round}-{}", dice.below(people(round)))
}

fn address(dice: &mut Dice, round: usize) -> String {
    format!("m-{round}-{}@example.com", dice.below(2 * people(round)))
}

/// One key mostly; several may be those of one person, or not.
fn keys(dice: &mut Dice, round: usize) -> Map<String, Value> {
    let mut keys = Map::new();
    let combination = [1, 1, 2, 2, 2, 4, 4, 3, 6, 7][dice.below(10)];
    if combination & 1 != 0 {
        keys.insert("userId".into(), user(dice, round).into());
    }
    if combination & 2 != 0 {
        keys.insert("email".into(), address(dice, round).into());
    }
    if combination & 4 != 0 {
        keys.insert("anonymousId".into(), format!("a-{round}-{}", dice.below(2 * people(round))).into());
    }
    keys
}

fn lists(dice: &mut Dice) -> Value {
    if dice.one_in(6) { json!({ NEVER_YES: false }) } else { json!({"broadcast": dice.one_in(2)}) }
}

fn event(dice: &mut Dice, round: usize, mark: &str) -> Value {
    let mut event = Value::Object(keys(dice, round));
    event["name"] = ["order", "view", "visit"][dice.below(3)].into();
    event["idempotencyKey"] = mark.into();
    event["eventProperties"] = json!({"mark": mark});
    if dice.one_in(4) {
        event["contactProperties"] = json!({"last": mark});
    }
    if dice.one_in(10) {
        event["lists"] = lists(dice);
    }
    event
}

fn single(dice: &mut Dice, round: usize, mark: &str) -> Planned {
    let call = Call::new(event(dice, round, mark));
    Planned { marks: vec![mark.into()], repeatable: true, ..Planned::of("ingest_event", call) }
}

fn batch(dice: &mut Dice, round: usize, mark: &str) -> Planned {
    let size = [2, 5, 20, 40, 120][dice.below(5)];
    let marks: Vec<String> = (0..size).map(|n| format!("{mark}-{n}")).collect();
    let events: Vec<Value> = marks.iter().map(|mark| event(dice, round, mark)).collect();
    let call = Call::new(json!({ "events": events }));
    Planned { marks, repeatable: true, ..Planned::of("ingest_event_batch", call) }
}

/// A profile, often with another address than before.
fn profile(dice: &mut Dice, round: usize) -> Planned {
    let mut body = Value::Object(keys(dice, round));
    if dice.one_in(2) {
        body["userId"] = user(dice, round).into();
        body["email"] = address(dice, round).into();
    }
    body["properties"] = json!({"plan": (["free", "pro"][dice.below(2)]), "seats": dice.below(9)});
    if dice.one_in(5) {
        body["lists"] = lists(dice);
    }
    // A choice of somebody without an address.
    Planned { refusals: &[400], ..Planned::of("put_contact", Call::new(body)) }
}

fn choice(dice: &mut Dice, round: usize) -> Planned {
    let address = address(dice, round);
    let call = |list: &str| Call::new(json!({"email": address})).path("id", list);
    // Rare, so that most people have not said it at all and a lost one shows.
    match dice.below(8) {
        0..4 => Planned::of("subscribe_list", call("broadcast")),
        4..7 => Planned::of("unsubscribe_list", call("broadcast")),
        _ => Planned { opt_out: Some(address.clone()), ..Planned::of("unsubscribe_list", call(NEVER_YES)) },
    }
}

fn merge(dice: &mut Dice, round: usize) -> Planned {
    let (survivor, loser) = (user(dice, round), user(dice, round));
    let call = Call::new(json!({"survivor": survivor, "loser": loser})).key(Some(ADMIN));
    Planned { refusals: &[404], ..Planned::of("merge_contacts", call) }
}

fn delete(dice: &mut Dice, round: usize) -> Planned {
    let mut keys = keys(dice, round);
    keys.remove("anonymousId");
    if keys.is_empty() {
        keys.insert("email".into(), address(dice, round).into());
    }
    let call = Call::new(Value::Object(keys)).key(Some(ADMIN));
    Planned { refusals: &[404, 409], ..Planned::of("delete_contact", call) }
}
