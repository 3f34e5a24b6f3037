//! Messages that their consumer gave up on, as rows that people look at.
//!
//! SQS moves a message to the dead-letter queue of its queue after [`MAX_RECEIVES`] receives, and says nothing about the
//! reason. So the consumer notes it when it fails for the last time, and the drain takes over the rest. Both write the row
//! of the same SQS message, so it is there once whatever is killed.

mod drain;
mod note;

pub use drain::Drained;

use serde_json::Value;

/// `maxReceiveCount` of every queue; a test of the template compares them.
pub const MAX_RECEIVES: u32 = 8;

/// The business id of a message: its first field `…_id`, else the first id of a field `…_ids`.
fn source_id(body: &Value) -> Option<&str> {
    let fields = body.as_object()?;
    let single = fields.iter().find_map(|(name, value)| name.ends_with("_id").then(|| value.as_str())?);
    let first = || fields.iter().find_map(|(name, value)| name.ends_with("_ids").then(|| value.get(0)?.as_str())?);
    single.or_else(first)
}

#[cfg(test)]
mod tests {
    use super::source_id;
    use serde_json::json;

    #[test]
    fn a_message_is_known_by_its_first_id() {
        assert_eq!(source_id(&json!({"v": 1, "campaign_id": "c", "epoch": 3})), Some("c"));
        assert_eq!(source_id(&json!({"v": 1, "send_ids": ["a", "b"]})), Some("a"));
        assert_eq!(source_id(&json!({"v": 1, "send_ids": []})), None);
        assert_eq!(source_id(&json!("text")), None);
    }
}
