//! The routes of campaigns, as their callers read them.

use description::{Area, Operation};
use domain::budget::Class;
use domain::scope::Scope;
use engine::campaigns::request::CampaignBody;
use engine::campaigns::view::STATES;
use serde_json::{Value, json};

use crate::answer::Campaign;
use crate::create_campaign::CampaignCreated;
use crate::list_campaigns::CampaignsAnswer;

const READERS: &[Scope] = &[Scope::Ingest, Scope::Read];

/// The area's routes.
pub fn describe() -> Area {
    Area {
        name: "Campaigns",
        about: "One mail to everybody on a list.",
        operations: vec![create_campaign(), get_campaign(), list_campaigns()],
    }
}

fn create_campaign() -> Operation {
    Operation::new("create_campaign", "POST", "/v1/campaigns", "Send a campaign")
        .about(
            "**Sending begins at once, to everybody on the list.** The audience is taken when sending begins; who opts out \
             later gets no mail. With an idempotency key the campaign is sent once, however often it is asked for. \
             Schedules, windows and variants are refused in this version.",
        )
        .admits(&[Scope::Ingest], Class::Writes)
        .takes::<CampaignBody>(json!({
            "name": "November news", "list": "broadcast", "template": "marketing/product-update",
            "props": {"headline": "Twelve records for the winter", "body": "We went through the shelves for you."},
        }))
        .repeatable()
        .answers::<CampaignCreated>(
            202,
            "The campaign is durable and will be sent.",
            json!({"campaignId": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b14", "status": "queued", "state": "queued"}),
        )
        .refuses(&["unknown_template", "invalid_props", "category_not_allowed", "sender_not_allowed"])
        .refuses(&["reserved_list", "unknown_list", "unknown_bucket"])
}

fn get_campaign() -> Operation {
    Operation::new("get_campaign", "GET", "/v1/campaigns/{id}", "Look at a campaign")
        .about("Above 10,000 recipients the counters are those of the last sweep, up to a minute old.")
        .admits(READERS, Class::Reads)
        .path("id", "Id of the campaign.", "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b14")
        .answers::<Campaign>(200, "The campaign.", example())
        .refuses(&["unknown_campaign"])
}

fn list_campaigns() -> Operation {
    Operation::new("list_campaigns", "GET", "/v1/campaigns", "List campaigns")
        .about("Newest first, with the counters of the last sweep, up to a minute old.")
        .admits(READERS, Class::Reads)
        .query("state", "Only campaigns in this exact state.", json!({"type": "string", "enum": STATES}))
        .paged()
        .answers::<CampaignsAnswer>(
            200,
            "A page of campaigns.",
            json!({"campaigns": [example()], "limit": 50, "offset": 0, "nextCursor": null, "total": 1}),
        )
}

fn example() -> Value {
    json!({
        "id": "0198c0de-7c1b-7e30-a1d7-0a4f0e8d2b14", "name": "November news", "status": "sent", "state": "sent",
        "audienceKind": "list", "audienceId": "broadcast", "templateKey": "marketing/product-update",
        "totalRecipients": 745, "sentCount": 743, "skippedCount": 2, "failedCount": 0,
        "counts": {"sent": 743, "skipped": 2}, "skipReasons": {"category_opt_out": 2},
        "pausedReason": null, "failureReason": null, "startedAt": "2026-11-20T09:30:01.000Z",
        "completedAt": "2026-11-20T09:31:12.250Z", "createdAt": "2026-11-20T09:30:00.000Z",
    })
}
