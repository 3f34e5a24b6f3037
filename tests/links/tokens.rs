//! Links that do not verify, and links whose mail is gone.

use domain::token::{Action, LinkKeys};

use tests::Aws;
use tests::aws::set_environment;

use crate::{Mail, ONE_CLICK};

/// Answers 400 to GET and POST, gives the reason and changes nothing.
async fn assert_refused(mail: &Mail, query: &str, reason: &str) {
    for answer in [mail.get(query).await, mail.post(query, ONE_CLICK).await] {
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.text.contains(reason), "{query}: {}", answer.text);
        for secret in ["example.com", "journey", "<form"] {
            assert!(!answer.text.contains(secret), "{query}: {}", answer.text);
        }
    }
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn a_token_of_another_action_is_refused() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    for action in [Action::Manage, Action::Confirm] {
        assert_refused(&mail, &format!("token={}", mail.token(action)), "the link is for another purpose").await;
    }
}

#[tokio::test]
async fn an_altered_token_is_refused_with_its_reason() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let token = mail.token(Action::Unsubscribe);
    let flip = |position: usize| {
        let mut bytes = token.clone().into_bytes();
        bytes[position] = if bytes[position] == b'A' { b'B' } else { b'A' };
        format!("token={}", String::from_utf8(bytes).unwrap())
    };
    let dot = token.find('.').unwrap();
    assert_refused(&mail, &flip(dot - 5), "the signature of the link does not match").await;
    assert_refused(&mail, &flip(dot + 3), "the signature of the link does not match").await;
    assert_refused(&mail, &format!("token={}", token.replace('.', "")), "the link is malformed").await;
    let other = LinkKeys::from_json(r#"{"current":"1","1":"another secret of at least 32 characters"}"#).unwrap();
    let foreign = other.sign(Action::Unsubscribe, mail.id);
    assert_refused(&mail, &format!("token={foreign}"), "the signature of the link does not match").await;
    let other = LinkKeys::from_json(r#"{"current":"9","9":"another secret of at least 32 characters"}"#).unwrap();
    let unknown = other.sign(Action::Unsubscribe, mail.id);
    assert_refused(&mail, &format!("token={unknown}"), "signed with a key that is no longer in use").await;
    for missing in ["", "token=", "x=1"] {
        assert_refused(&mail, missing, "the link is malformed").await;
    }
}

#[tokio::test]
async fn a_purged_or_erased_mail_leaves_nothing_to_do() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    for gone in ["update email_sends set to_email = 'erased:' || id, contact_id = null", "delete from email_sends"] {
        mail.app.database.execute(gone).await;
        for answer in [mail.get(&mail.query()).await, mail.post(&mail.query(), ONE_CLICK).await] {
            assert_eq!(answer.status, 200);
            assert!(answer.text.contains("There is nothing to do"), "{}", answer.text);
        }
    }
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn a_key_that_was_withdrawn_is_used_for_five_minutes_at_most() {
    let (leaked, fresh) = (
        r#"{"current":"1","1":"0123456789abcdef0123456789abcdef"}"#,
        r#"{"current":"2","2":"fedcba9876543210fedcba9876543210"}"#,
    );
    let aws = Aws::start().await.with_secret("arn:links", leaked).await;
    set_environment(&[("LINK_KEYS_SECRET_ARN", "arn:links")]);
    let engine = engine::Engine::for_tests("postgres://nobody@127.0.0.1:1/none", engine::Clock::Database).unwrap();
    let forged = LinkKeys::from_json(leaked).unwrap().sign(Action::Manage, uuid::Uuid::nil());
    assert!(engine.verify_link(Action::Manage, &forged).await.is_ok());
    let aws = aws.accept_again().await.with_secret("arn:links", fresh).await;
    after(299).await;
    assert!(engine.verify_link(Action::Manage, &forged).await.is_ok());
    after(2).await;
    let refused = engine.verify_link(Action::Manage, &forged).await.unwrap_err().to_string();
    assert!(refused.contains("no longer in use"), "{refused}");
    // What was read stays in use while the secret cannot be read.
    let aws = aws.accept_again().await;
    let never = wiremock::ResponseTemplate::new(200).set_delay(std::time::Duration::from_secs(60));
    aws.on("secretsmanager.GetSecretValue", never).await;
    after(301).await;
    let signed = LinkKeys::from_json(fresh).unwrap().sign(Action::Manage, uuid::Uuid::nil());
    let begun = std::time::Instant::now();
    for _ in 0..3 {
        assert!(engine.verify_link(Action::Manage, &signed).await.is_ok());
    }
    assert!(begun.elapsed().as_secs() < 4, "one of them waited for the secret, two seconds");
}

/// Seconds pass.
async fn after(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(seconds)).await;
    tokio::time::resume();
}
