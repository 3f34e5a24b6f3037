//! The form of the preference page, as a browser holds and sends it.

/// Its inputs in their order.
#[derive(Clone, Debug)]
pub struct Form {
    inputs: Vec<Input>,
}

#[derive(Clone, Debug)]
struct Input {
    name: String,
    value: String,
    sent: bool,
}

impl Form {
    pub fn of(page: &str) -> Self {
        let inputs = page.split("<input ").skip(1).filter_map(|rest| {
            let tag = rest.split_once('>')?.0;
            let attribute = |name: &str| {
                let (_, rest) = tag.split_once(&format!("{name}=\""))?;
                Some(rest.split_once('"')?.0.to_owned())
            };
            let sent = attribute("type")? == "hidden" || tag.split(' ').any(|word| word == "checked");
            Some(Input { name: attribute("name")?, value: attribute("value")?, sent })
        });
        Self { inputs: inputs.collect() }
    }

    /// `id` or `-id` of each box, in their order.
    pub fn boxes(&self) -> String {
        let boxes = self.inputs.iter().filter(|input| input.name == "ticked");
        boxes.map(|input| format!("{}{}", if input.sent { "" } else { "-" }, input.value)).collect::<Vec<_>>().join(" ")
    }

    #[must_use]
    pub fn set(mut self, id: &str, ticked: bool) -> Self {
        let found = self.inputs.iter_mut().find(|input| input.name == "ticked" && input.value == id);
        found.unwrap_or_else(|| panic!("no box {id}")).sent = ticked;
        self
    }

    /// What the button below the boxes sends.
    pub fn save(&self) -> String {
        let sent = self.inputs.iter().filter(|input| input.sent);
        sent.map(|input| format!("{}={}&", input.name, input.value)).collect::<String>() + "save=1"
    }

    /// The same as `multipart/form-data` with the boundary `x`.
    pub fn save_multipart(&self) -> String {
        let part = |pair: &str| {
            let (name, value) = pair.split_once('=').expect("a pair");
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        self.save().split('&').map(part).collect::<String>() + "--x--\r\n"
    }
}
