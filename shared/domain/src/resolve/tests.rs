use super::{AddressChange, ContactState, Identities, Merge, Mode, Release, Rules};
use crate::identity::{EmailAddress, IdentityKeys, KeyKind};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const OLD: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);
const NEW: Uuid = Uuid::from_u128(9);

fn now() -> Timestamp {
    "2026-06-15T12:00:00Z".parse().expect("an instant")
}

fn contact(id: Uuid, external: Option<&str>, email: Option<&str>, anonymous: Option<&str>) -> ContactState {
    ContactState {
        id,
        external_id: external.map(Into::into),
        email: email.map(Into::into),
        anonymous_id: anonymous.map(Into::into),
        timezone: None,
        do_not_track: false,
        properties: Default::default(),
        properties_at: now(),
        first_seen_at: now(),
        last_seen_at: now(),
        created: false,
        changed: false,
    }
}

fn state(contacts: Vec<ContactState>) -> Identities {
    let keys = contacts
        .iter()
        .flat_map(|c| {
            [
                c.external_id.clone().map(|v| (KeyKind::External, v, c.id)),
                c.email.clone().map(|v| (KeyKind::Email, v, c.id)),
                c.anonymous_id.clone().map(|v| (KeyKind::Anonymous, v, c.id)),
            ]
        })
        .flatten()
        .collect();
    Identities::new(contacts, keys)
}

fn keys(external: Option<&str>, email: Option<&str>, anonymous: Option<&str>) -> IdentityKeys {
    IdentityKeys {
        external_id: external.map(Into::into),
        email: email.map(|email| EmailAddress::parse(email).expect("an address")),
        anonymous_id: anonymous.map(Into::into),
        placeholder_dropped: false,
    }
}

/// (contact, created, conflict reasons, new keys as kind/primary)
fn outcome(mut state: Identities, given: IdentityKeys) -> (Uuid, bool, Vec<&'static str>, Vec<(KeyKind, bool)>) {
    let resolution = state.resolve(&given, Mode::Hint, NEW, now());
    let reasons = resolution.conflicts.iter().map(|conflict| conflict.reason).collect();
    let (_, changes) = state.into_changes();
    let new_keys = changes.keys.into_iter().map(|key| (key.kind, key.primary)).collect();
    (resolution.contact_id, resolution.created, reasons, new_keys)
}

use KeyKind::{Anonymous, Email, External};

#[test]
fn unknown_keys_create_one_contact_with_all_of_them() {
    let given = keys(Some("u-1"), Some("a@example.com"), Some("d-1"));
    let expected = (NEW, true, vec![], vec![(External, true), (Email, true), (Anonymous, true)]);
    assert_eq!(outcome(state(vec![]), given), expected);
}

#[test]
fn id_joins_the_contact_of_the_address() {
    let given = keys(Some("u-1"), Some("a@example.com"), None);
    let known = state(vec![contact(OLD, None, Some("a@example.com"), None)]);
    assert_eq!(outcome(known, given), (OLD, false, vec![], vec![(External, true)]));
}

#[test]
fn second_address_becomes_an_alias() {
    let known = state(vec![contact(OLD, Some("u-1"), Some("a@example.com"), None)]);
    let given = keys(Some("u-1"), Some("work@example.com"), None);
    assert_eq!(outcome(known, given), (OLD, false, vec![], vec![(Email, false)]));
}

#[test]
fn a_stated_address_replaces_the_old_one_which_stays_an_alias() {
    let mut known = state(vec![contact(OLD, Some("u-1"), Some("a@example.com"), None)]);
    let given = keys(Some("u-1"), Some("new@example.com"), None);
    assert!(known.resolve(&given, Mode::Set, NEW, now()).conflicts.is_empty());
    let (old, new) = ("a@example.com".to_owned(), "new@example.com".to_owned());
    let (contacts, changes) = known.into_changes();
    let change = AddressChange { contact_id: OLD, old: old.clone(), new: new.clone() };
    assert_eq!(changes.address_changes, [change]);
    assert_eq!(contacts[0].email.as_ref(), Some(&new));
    let written: Vec<_> = changes.keys.into_iter().map(|key| (key.value, key.primary)).collect();
    assert_eq!(written, [(old, false), (new, true)]);
}

#[test]
fn an_address_without_the_user_id_or_of_another_person_changes_nothing() {
    let known = || {
        state(vec![
            contact(OLD, Some("u-1"), Some("a@example.com"), Some("d-1")),
            contact(OTHER, Some("u-2"), Some("b@example.com"), None),
        ])
    };
    for given in [keys(Some("u-1"), Some("b@example.com"), None), keys(None, Some("a@example.com"), Some("d-1"))] {
        let mut known = known();
        known.resolve(&given, Mode::Set, NEW, now());
        assert_eq!(known.into_changes().1.address_changes, []);
    }
}

#[test]
fn address_of_another_identified_person_is_left_out() {
    let known = || state(vec![contact(OLD, Some("u-1"), Some("a@example.com"), None)]);
    let given = keys(Some("u-2"), Some("a@example.com"), None);
    assert_eq!(outcome(known(), given), (NEW, true, vec!["external_mismatch"], vec![(External, true)]));
}

#[test]
fn anonymous_contact_is_promoted_but_a_shared_browser_is_not() {
    let anonymous = state(vec![contact(OLD, None, None, Some("d-1"))]);
    let given = keys(Some("u-1"), None, Some("d-1"));
    assert_eq!(outcome(anonymous, given), (OLD, false, vec![], vec![(External, true)]));

    let shared = state(vec![contact(OLD, Some("u-1"), Some("cy@example.com"), Some("d-1"))]);
    let given = keys(None, Some("dan@example.com"), Some("d-1"));
    assert_eq!(outcome(shared, given), (NEW, true, vec!["shared_anonymous"], vec![(Email, true)]));
}

#[test]
fn later_items_of_a_batch_see_the_earlier_ones() {
    let mut batch = state(vec![]);
    let first = batch.resolve(&keys(None, Some("a@example.com"), None), Mode::Hint, NEW, now());
    let second = batch.resolve(&keys(Some("u-1"), Some("a@example.com"), None), Mode::Hint, OTHER, now());
    assert_eq!((first.created, second.created), (true, false));
    assert_eq!(first.contact_id, second.contact_id);
}

#[test]
fn last_seen_moves_only_after_five_minutes() {
    let mut seen = contact(OLD, Some("u-1"), None, None);
    seen.touch(now() + SignedDuration::from_mins(5));
    assert!(!seen.changed);
    seen.touch(now() + SignedDuration::from_secs(301));
    assert!(seen.changed);
    assert_eq!(seen.last_seen_at, now() + SignedDuration::from_secs(301));
}

const THIRD: Uuid = Uuid::from_u128(3);

fn seen(contact: ContactState, first_seen_at: &str, plan: &str) -> ContactState {
    let properties = [("plan".to_owned(), plan.into())].into_iter().collect();
    ContactState { first_seen_at: first_seen_at.parse().expect("an instant"), properties, ..contact }
}

#[test]
fn an_address_only_contact_joins_the_identified_one() {
    let known = || {
        state(vec![
            contact(OLD, Some("u-1"), Some("ada@example.com"), None),
            contact(OTHER, None, Some("bob@example.com"), Some("d-1")),
        ])
    };
    let given = keys(Some("u-1"), Some("bob@example.com"), None);
    for (mode, address) in [(Mode::Hint, "ada@example.com"), (Mode::Set, "bob@example.com")] {
        let mut known = known();
        let resolution = known.resolve(&given, mode, NEW, now());
        assert_eq!((resolution.contact_id, resolution.created, resolution.conflicts), (OLD, false, vec![]));
        assert_eq!(known.current(OTHER), OLD);
        let (contacts, changes) = known.into_changes();
        let kinds = [Email, Anonymous].into();
        assert_eq!(changes.merges, [Merge { survivor: OLD, loser: OTHER, stored: true, kinds }]);
        assert_eq!(contacts.len(), 1);
        assert_eq!(contacts[0].email.as_deref(), Some(address), "{mode:?}");
        assert_eq!(contacts[0].anonymous_id.as_deref(), Some("d-1"), "a kind that the survivor lacked");
    }
}

#[test]
fn losers_rank_by_age_and_the_survivor_wins() {
    let mut known = state(vec![
        ContactState {
            properties: Default::default(),
            ..seen(contact(OLD, Some("u-4"), None, None), "2026-06-01T00:00:00Z", "")
        },
        seen(contact(OTHER, None, Some("gil@example.com"), None), "2026-05-01T00:00:00Z", "may"),
        seen(contact(THIRD, None, None, Some("a-9")), "2026-04-01T00:00:00Z", "april"),
    ]);
    let given = keys(Some("u-4"), Some("gil@example.com"), Some("a-9"));
    let decision = known.decide(&given, Mode::Hint);
    assert_eq!(known.document(&decision).0["plan"], "april", "what a patch is checked against");
    known.apply(decision, &given, Mode::Hint, NEW, now());
    let (contacts, changes) = known.into_changes();
    let merged: Vec<_> = changes.merges.iter().map(|merge| (merge.survivor, merge.loser)).collect();
    assert_eq!(merged, [(OLD, THIRD), (OLD, OTHER)]);
    assert_eq!(contacts[0].properties["plan"], "april");
    assert_eq!(contacts[0].first_seen_at.to_string(), "2026-04-01T00:00:00Z");
}

#[test]
fn a_loser_that_does_not_fit_leaves_the_survivors_document_alone() {
    let many = |prefix: &str| (0..200).map(|n| (format!("{prefix}{n}"), 1.into())).collect();
    let mut known = state(vec![
        ContactState { properties: many("a"), ..contact(OLD, Some("u-1"), None, None) },
        ContactState { properties: many("b"), ..contact(OTHER, None, Some("b@example.com"), None) },
    ]);
    known.resolve(&keys(Some("u-1"), Some("b@example.com"), None), Mode::Hint, NEW, now());
    assert_eq!(known.contact(OLD).expect("the survivor").properties.len(), 200);
}

#[test]
fn an_anonymous_contact_joins_where_nothing_contradicts_it() {
    let cases = [
        // identified contact, browser of nobody
        (
            contact(OLD, Some("u-1"), None, None),
            contact(OTHER, None, None, Some("d-1")),
            keys(Some("u-1"), None, Some("d-1")),
            Ok(OLD),
        ),
        // the browser's contact has an address, the identified one none
        (
            contact(OLD, Some("u-1"), None, None),
            contact(OTHER, None, Some("b@example.com"), Some("d-1")),
            keys(Some("u-1"), None, Some("d-1")),
            Err(OLD),
        ),
        // address and browser, the identified one survives
        (
            contact(OLD, None, Some("a@example.com"), None),
            contact(OTHER, Some("u-1"), None, Some("d-1")),
            keys(None, Some("a@example.com"), Some("d-1")),
            Ok(OTHER),
        ),
        // address and browser of two people
        (
            contact(OLD, Some("u-2"), Some("a@example.com"), None),
            contact(OTHER, Some("u-1"), None, Some("d-1")),
            keys(None, Some("a@example.com"), Some("d-1")),
            Err(OLD),
        ),
        (
            contact(OLD, None, Some("a@example.com"), None),
            contact(OTHER, None, Some("b@example.com"), Some("d-1")),
            keys(None, Some("a@example.com"), Some("d-1")),
            Err(OLD),
        ),
    ];
    for (first, second, given, expected) in cases {
        let mut known = state(vec![first, second]);
        let resolution = known.resolve(&given, Mode::Hint, NEW, now());
        let joined = known.into_changes().1.merges.len() == 1;
        let reasons: Vec<_> = resolution.conflicts.iter().map(|conflict| conflict.reason).collect();
        match expected {
            Ok(survivor) => assert_eq!((resolution.contact_id, joined, reasons), (survivor, true, vec![]), "{given:?}"),
            Err(owner) => assert_eq!(
                (resolution.contact_id, joined, reasons),
                (owner, false, vec!["shared_anonymous"]),
                "{given:?}"
            ),
        }
    }
}

#[test]
fn identified_people_are_joined_by_a_setting_alone() {
    let known = || {
        state(vec![
            seen(contact(OLD, Some("u-2"), Some("eve@example.com"), None), "2026-06-02T00:00:00Z", "new"),
            seen(contact(OTHER, Some("u-1"), Some("ada@example.com"), None), "2026-06-01T00:00:00Z", "old"),
        ])
    };
    let given = keys(Some("u-2"), Some("ada@example.com"), None);
    assert_eq!(outcome(known(), given.clone()), (OLD, false, vec!["external_mismatch"], vec![]));
    let mut joining = known();
    joining.set_rules(Rules { merge_identified: true, ..Rules::default() });
    assert_eq!(outcome(joining, given), (OTHER, false, vec![], vec![]));
}

#[test]
fn one_contact_absorbs_twenty_others_a_day() {
    let known = |absorbed| {
        let mut known =
            state(vec![contact(OLD, Some("u-1"), None, None), contact(OTHER, None, Some("b@example.com"), None)]);
        known.set_rules(Rules { merged_today: [(OLD, absorbed)].into(), ..Rules::default() });
        known
    };
    let given = keys(Some("u-1"), Some("b@example.com"), None);
    assert_eq!(outcome(known(19), given.clone()).2, Vec::<&str>::new());
    assert_eq!(outcome(known(20), given).2, ["merge_limit"]);
}

#[test]
fn a_recycled_mailbox_goes_to_whom_a_profile_gives_it() {
    let mut known = state(vec![contact(OLD, Some("u-1"), Some("now@example.com"), None)]);
    known.own(Email, "before@example.com".into(), OLD);
    let given = keys(Some("u-2"), Some("before@example.com"), None);
    assert_eq!(
        known.clone().resolve(&given, Mode::Hint, NEW, now()).conflicts.len(),
        1,
        "an observation takes nothing"
    );
    let resolution = known.resolve(&given, Mode::Set, NEW, now());
    assert_eq!((resolution.contact_id, resolution.conflicts), (NEW, vec![]));
    let (contacts, changes) = known.into_changes();
    assert_eq!(changes.releases, [Release { value: "before@example.com".into(), owner: OLD }]);
    assert_eq!(contacts[0].email.as_deref(), Some("before@example.com"));
    // His own address stays his.
    let mut known = state(vec![contact(OLD, Some("u-1"), Some("now@example.com"), None)]);
    known.resolve(&keys(Some("u-2"), Some("now@example.com"), None), Mode::Set, NEW, now());
    assert_eq!(known.into_changes().1.releases, []);
}

#[test]
fn merges_of_one_batch_end_at_one_contact() {
    let mut batch =
        state(vec![contact(OLD, None, Some("a@example.com"), None), contact(OTHER, None, None, Some("d-1"))]);
    // A new person by id, who turns out to be both of them.
    let by_id = batch.resolve(&keys(Some("u-1"), None, None), Mode::Hint, NEW, now());
    let by_browser = batch.resolve(&keys(None, Some("a@example.com"), Some("d-1")), Mode::Hint, THIRD, now());
    assert_eq!((by_id.contact_id, by_browser.contact_id), (NEW, OLD));
    let all = batch.resolve(&keys(Some("u-1"), Some("a@example.com"), None), Mode::Hint, THIRD, now());
    assert_eq!(all.contact_id, NEW);
    assert_eq!((batch.current(OTHER), batch.current(OLD), batch.current(NEW)), (NEW, NEW, NEW));
    let (contacts, changes) = batch.into_changes();
    assert_eq!(contacts.iter().map(|contact| contact.id).collect::<Vec<_>>(), [NEW]);
    let mut merged: Vec<_> = changes.merges.iter().map(|merge| (merge.survivor, merge.loser)).collect();
    merged.sort();
    assert_eq!(merged, [(NEW, OLD), (NEW, OTHER)]);
    let written: Vec<_> = changes.keys.iter().map(|key| (key.kind, key.primary)).collect();
    assert_eq!(written, [(External, true), (Email, true), (Anonymous, true)]);
}

#[test]
fn a_contact_that_a_batch_creates_and_joins_is_never_stored() {
    let mut batch = state(vec![contact(OLD, Some("u-1"), None, None)]);
    batch.resolve(&keys(None, Some("a@example.com"), None), Mode::Hint, NEW, now());
    batch.resolve(&keys(Some("u-1"), Some("a@example.com"), None), Mode::Hint, THIRD, now());
    let (contacts, changes) = batch.into_changes();
    assert_eq!(contacts.iter().map(|contact| contact.id).collect::<Vec<_>>(), [OLD]);
    assert!(!changes.merges[0].stored);
    assert_eq!(changes.keys.len(), 1);
    assert_eq!((changes.keys[0].contact_id, changes.keys[0].primary), (OLD, true));
}
