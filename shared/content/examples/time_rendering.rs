//! `time_rendering [content folder]`: microseconds per mail for each template with its preview, and what a first
//! use of a version costs.

use std::path::PathBuf;
use std::time::Instant;

use content::{CompiledTemplate, Kind, RenderInput, System};
use serde_json::Value;

const MAILS: u32 = 200;

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "content".into()));
    let started = Instant::now();
    let content = content::load(&folder).expect("the content folder is valid");
    println!("load and check {}: {:?}", folder.display(), started.elapsed());
    for version in content.definitions().iter().filter(|version| version.kind == Kind::Template) {
        let started = Instant::now();
        let template = CompiledTemplate::from_definition(&version.definition).expect("loaded templates compile");
        let compiled = started.elapsed();
        let preview = template.definition().preview.clone();
        let (props, contact) = (Value::Object(preview.props), Value::Object(preview.contact));
        let system = System {
            unsubscribe_url: Some("https://example.com/v1/email/unsubscribe?token=sample"),
            preferences_url: None,
            public_url: "https://example.com",
            year: 2026,
            category: &template.definition().category.id,
            category_name: None,
            send_id: "00000000-0000-7000-8000-000000000000",
        };
        let started = Instant::now();
        for _ in 0..MAILS {
            template
                .render(&RenderInput { props: &props, contact: &contact, subject: None, system })
                .expect("previews render");
        }
        let each = started.elapsed() / MAILS;
        let started = Instant::now();
        template.validate_props(&props).expect("previews are valid");
        let first = started.elapsed();
        let started = Instant::now();
        template.validate_props(&props).expect("previews are valid");
        println!(
            "{}: compile {compiled:?}, render {each:?} per mail, props first {first:?}, then {:?}",
            version.key,
            started.elapsed()
        );
    }
}
