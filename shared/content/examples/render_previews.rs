//! `render_previews <content folder> <output folder>`: writes each template, rendered with its preview, as HTML and
//! text files, to look at them in a browser.

use std::path::Path;
use std::{env, fs, process};

use content::{CompiledTemplate, RenderInput, System};
use serde_json::Value;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, output] = arguments.as_slice() else {
        eprintln!("usage: render_previews <content folder> <output folder>");
        process::exit(2);
    };
    let content = content::load(Path::new(folder)).unwrap_or_else(|findings| {
        findings.iter().for_each(|finding| eprintln!("{folder}/{finding}"));
        process::exit(1);
    });
    fs::create_dir_all(output).expect("the output folder can be made");
    for version in content.definitions().iter().filter(|version| version.kind == content::Kind::Template) {
        let template = CompiledTemplate::from_definition(&version.definition).expect("loaded templates compile");
        let preview = &template.definition().preview;
        let category = template.definition().category.id.as_str();
        let mail = template.render(&RenderInput {
            props: &Value::Object(preview.props.clone()),
            contact: &Value::Object(preview.contact.clone()),
            subject: None,
            system: System {
                unsubscribe_url: (category != "transactional")
                    .then_some("https://example.com/v1/email/unsubscribe?token=sample"),
                preferences_url: (category != "transactional")
                    .then_some("https://example.com/v1/email/preferences?token=sample"),
                public_url: "https://example.com",
                year: 2026,
                category,
                category_name: None,
                send_id: "00000000-0000-7000-8000-000000000000",
            },
        });
        let mail = mail.unwrap_or_else(|error| panic!("{}: {error}", version.key));
        let name = version.key.replace('/', "-");
        fs::write(format!("{output}/{name}.html"), &mail.html).expect("the file can be written");
        let text = format!("Subject: {}\nPreheader: {}\n\n{}", mail.subject, mail.preheader, mail.text);
        fs::write(format!("{output}/{name}.txt"), text).expect("the file can be written");
        println!("{name}: {}, {} bytes of HTML", mail.subject, mail.html.len());
    }
}
