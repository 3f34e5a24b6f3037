//! One mail as SES takes it: simple content, our headers, our tags.

use aws_sdk_sesv2::operation::send_email::builders::SendEmailFluentBuilder;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message, MessageHeader, MessageTag};
use content::RenderedMail;
use platform::{Error, aws};
use uuid::Uuid;

use super::mailbox;
use super::settings::MailSettings;

/// A rendered mail that is ready to leave.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Row of `email_sends`.
    pub id: Uuid,
    /// `campaign`, `api`, …
    pub kind: String,
    /// Its campaign.
    pub campaign_id: Option<Uuid>,
    /// Recipient.
    pub to: String,
    /// `Name <address>` of an allowed sender.
    pub from: String,
    /// Reply-To, up to five.
    pub reply_to: Vec<String>,
    /// Template key.
    pub template: String,
    /// Version of the template that was rendered.
    pub version: Vec<u8>,
    /// Effective category.
    pub category: String,
    /// Ends the List-Id header.
    pub list_domain: String,
    /// One HTTPS URI; `None` for transactional mail.
    pub unsubscribe_url: Option<String>,
    /// Subject, HTML and text.
    pub mail: RenderedMail,
}

impl Outgoing {
    /// The headers that the engine alone sets. SES takes at most 15, of ≤ 870 characters each.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let about = self.campaign_id.map_or_else(|| self.template.replace('/', "-"), |id| id.to_string());
        let mut headers = vec![
            ("X-Sounder-Send", self.id.to_string()),
            ("Feedback-ID", format!("{about}:{}:{}:sounder", self.category, self.kind)),
        ];
        match &self.unsubscribe_url {
            Some(url) => {
                headers.push(("List-Unsubscribe", format!("<{url}>")));
                // RFC 8058 §3.1: both headers, one HTTPS URI.
                headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()));
                headers.push(("List-Id", format!("<{}.{}>", self.category, self.list_domain)));
            }
            None => headers.push(("Auto-Submitted", "auto-generated".into())),
        }
        if self.kind == "campaign" {
            headers.push(("Precedence", "bulk".into()));
        }
        headers
    }

    /// The call of SES v2 `SendEmail`.
    ///
    /// # Errors
    /// A part that the SDK refuses to build.
    pub async fn request(&self, settings: &MailSettings) -> Result<SendEmailFluentBuilder, Error> {
        let text = |data: &str| Content::builder().data(data).charset("UTF-8").build().map_err(Error::internal);
        let mut message = Message::builder()
            .subject(text(&self.mail.subject)?)
            .body(Body::builder().html(text(&self.mail.html)?).text(text(&self.mail.text)?).build());
        for (name, value) in self.headers() {
            message =
                message.headers(MessageHeader::builder().name(name).value(value).build().map_err(Error::internal)?);
        }
        let transactional = self.unsubscribe_url.is_none();
        let set =
            if transactional { &settings.configuration_set_transactional } else { &settings.configuration_set_bulk };
        let reply_to =
            (!self.reply_to.is_empty()).then(|| self.reply_to.iter().map(|to| mailbox::encoded(to)).collect());
        let mut call = aws::ses()
            .await
            .send_email()
            .from_email_address(mailbox::encoded(&self.from))
            .destination(Destination::builder().to_addresses(&self.to).build())
            .set_reply_to_addresses(reply_to)
            .set_configuration_set_name(set.clone())
            .content(EmailContent::builder().simple(message.build()).build());
        let tags = [
            ("send_id", Some(self.id.to_string())),
            ("kind", Some(self.kind.clone())),
            ("campaign_id", self.campaign_id.map(|id| id.to_string())),
            ("template", Some(self.template.replace('/', "-"))),
            ("env", Some(settings.stage.clone())),
        ];
        for (name, value) in tags {
            if let Some(value) = value {
                call = call.email_tags(MessageTag::builder().name(name).value(value).build().map_err(Error::internal)?);
            }
        }
        Ok(call)
    }
}
