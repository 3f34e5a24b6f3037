//! Every error code of the wire, once.

/// A stable word for one way in which a call can fail.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode {
    /// The word, e.g. `identity_required`.
    pub code: &'static str,
    /// The status that it comes with.
    pub status: u16,
    /// What `error` says, or an example of it.
    pub sentence: &'static str,
    /// When it happens and what a caller can do, for a reader who meets it for the first time.
    pub when: &'static str,
}

const fn error(code: &'static str, status: u16, sentence: &'static str, when: &'static str) -> ErrorCode {
    ErrorCode { code, status, sentence, when }
}

/// All codes, by status.
pub const ERRORS: &[ErrorCode] = &[
    error("malformed_json", 400, "Malformed JSON in request body", "The body is empty or no JSON."),
    error(
        "validation_failed",
        400,
        "email: not a valid address",
        "Fields or parameters break a rule; `issues` names each of them.",
    ),
    error(
        "invalid_properties",
        400,
        "properties.notes: must have at most 16 KiB",
        "A property bag is over a limit; `issues` leads to the value.",
    ),
    error(
        "identity_required",
        400,
        "email or userId is required",
        "Nobody is named: all keys are absent, blank, or placeholders such as `undefined`.",
    ),
    error(
        "no_email",
        400,
        "Contact has no email; cannot manage list membership",
        "Lists need an address, and the contact has none.",
    ),
    error(
        "reserved_event_name",
        400,
        "Event name is reserved: email.opened",
        "Only Sounder itself emits events of this name.",
    ),
    error("reserved_list", 400, "List id is reserved: journey", "`transactional` and `journey` are no lists."),
    error("timestamp_too_old", 400, "timestamp lies too far in the past", "The event is older than events are kept."),
    error(
        "invalid_idempotency_key",
        400,
        "Idempotency key must be 1 to 200 printable ASCII characters",
        "The key is too long, has other characters, or came as a header where items carry their own.",
    ),
    error("unknown_template", 400, "Unknown template: summer", "No published template has this key."),
    error("invalid_props", 400, "props.headline: is required", "The props do not fit the template's schema."),
    error(
        "category_not_allowed",
        400,
        "Template receipt is transactional",
        "Transactional templates are no campaigns.",
    ),
    error(
        "sender_not_allowed",
        400,
        "Sender is not allowed: eve@example.org",
        "The installation does not send from this address.",
    ),
    error(
        "cursor_mismatch",
        400,
        "The cursor does not belong to this list and these filters",
        "Begin again without the cursor.",
    ),
    error(
        "offset_too_deep",
        400,
        "Beyond 10000 rows a list is read with its cursor",
        "Go on with `cursor` instead of `offset`.",
    ),
    error("unauthorized", 401, "Unauthorized", "No key was sent, or one that is unknown or revoked."),
    error("key_expired", 401, "API key expired", "The key's time is over."),
    error("insufficient_scope", 403, "Forbidden: insufficient scope", "The key is good, but not for this route."),
    error("not_found", 404, "Not Found", "There is no such route here."),
    error("contact_not_found", 404, "Contact not found", "No live contact has this key."),
    error("unknown_list", 404, "Unknown list: newsletter", "No published, enabled list has this id."),
    error("unknown_bucket", 404, "Unknown bucket: regulars", "No published bucket has this id."),
    error("unknown_campaign", 404, "Unknown campaign: summer", "No campaign has this id."),
    error("import_not_found", 404, "Unknown import: 0198c0de", "No import has this id."),
    error("api_key_not_found", 404, "Unknown API key: 0198c0de", "No live API key has this id."),
    error(
        "idempotency_conflict",
        409,
        "Idempotency key was used with a different request",
        "The same key came with another body. A key names one request.",
    ),
    error(
        "identity_conflict",
        409,
        "email and userId belong to different contacts",
        "The keys lead to two people, or somebody else has them by now.",
    ),
    error(
        "invalid_state",
        409,
        "This is the last full-admin key",
        "The present state does not allow it; the sentence says why.",
    ),
    error("upload_missing", 409, "Nothing was uploaded for this import yet", "Upload the file, then start the import."),
    error("payload_too_large", 413, "The body has 1000001 bytes; this route takes 1000000", "Send less at once."),
    error(
        "unsupported_media_type",
        415,
        "The body must be JSON, with Content-Type: application/json",
        "The body was declared as something else.",
    ),
    error("rate_limited", 429, "Rate limit exceeded", "The key's budget is spent. Wait for `Retry-After` seconds."),
    error("internal", 500, "Internal Server Error", "A fault of ours. The log knows more under the request's id."),
    error(
        "unavailable",
        503,
        "Service temporarily unavailable",
        "Something we depend on is away or busy. Nothing was done; repeat the call after `Retry-After` seconds.",
    ),
];

/// What is known about a code.
///
/// # Panics
/// For a code that the table does not have: a description is wrong then.
pub fn about(code: &str) -> &'static ErrorCode {
    ERRORS.iter().find(|known| known.code == code).unwrap_or_else(|| panic!("the table of errors has no {code}"))
}
