//! The owner's brand on our pages: name, logo, fonts and colours, as far as they can be used and read.

use palette::Srgb;
use palette::color_difference::Wcag21RelativeContrast;
use serde::Serialize;
use serde_json::Value;

const FONTS: &str = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif";

/// WCAG 2.2 §1.4.3: the least contrast between a text and what is behind it.
const READABLE: f32 = 4.5;

/// Colours that hold where the brand says nothing.
const LIGHT: Colors = Colors {
    background: 0xf4_f5_f7,
    surface: 0xff_ff_ff,
    border: 0xe3_e6_eb,
    text: 0x1c_23_33,
    muted: 0x5f_6b_7e,
    primary: 0x3d_5a_fe,
    on_primary: 0xff_ff_ff,
};
const DARK: Colors = Colors {
    background: 0x0e_11_17,
    surface: 0x18_1c_25,
    border: 0x2c_33_41,
    text: 0xec_ef_f4,
    muted: 0x9a_a5_b8,
    primary: 0x8c_9e_ff,
    on_primary: 0x0f_15_26,
};

struct Colors {
    background: u32,
    surface: u32,
    border: u32,
    text: u32,
    muted: u32,
    primary: u32,
    on_primary: u32,
}

/// How a page looks.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Look {
    name: String,
    /// Language of what the owner wrote; our own words are English.
    locale: String,
    logo: Option<Logo>,
    /// A CSS font stack.
    fonts: String,
    light: Palette,
    dark: Palette,
}

#[derive(Clone, Debug, Serialize)]
struct Logo {
    url: String,
    width: u64,
    /// `https://host`, which the page's policy must allow.
    #[serde(skip)]
    origin: String,
}

/// Colours as `#rrggbb`. All text is readable on what it stands on, whatever the brand's colours are.
#[derive(Clone, Debug, Serialize)]
struct Palette {
    background: String,
    surface: String,
    border: String,
    text: String,
    muted: String,
    primary: String,
    on_primary: String,
    /// The primary colour where it stands on the surface: links, ticks.
    accent: String,
}

impl Look {
    /// Of a brand's definition; `Null` is a page without one.
    pub(crate) fn of(brand: &Value) -> Self {
        let text = |key: &str| brand[key].as_str().unwrap_or_default();
        let fonts = Some(text("fontStack")).filter(|fonts| {
            !fonts.is_empty() && fonts.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" ,-".contains(&byte))
        });
        Self {
            name: text("name").to_owned(),
            locale: Some(text("locale")).filter(|locale| !locale.is_empty()).unwrap_or("en").to_owned(),
            logo: logo(text("logoUrl"), brand["logoWidth"].as_u64().unwrap_or(140)),
            fonts: fonts.unwrap_or(FONTS).to_owned(),
            light: palette(&brand["colors"], &LIGHT),
            dark: palette(&brand["darkColors"], &DARK),
        }
    }

    /// Where the page's pictures come from.
    pub(crate) fn image_origin(&self) -> Option<&str> {
        self.logo.as_ref().map(|logo| logo.origin.as_str())
    }
}

/// A host with a character that means something in a policy is no host: the page then shows the name.
fn logo(url: &str, width: u64) -> Option<Logo> {
    let host = url.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    let plain = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
    plain.then(|| Logo { url: url.to_owned(), width, origin: format!("https://{host}") })
}

fn palette(definition: &Value, defaults: &Colors) -> Palette {
    let color = |key: &str, default: u32| -> Srgb<u8> {
        let given = definition[key].as_str().filter(|text| text.len() == 7).and_then(|text| text.parse().ok());
        given.unwrap_or_else(|| Srgb::from(default))
    };
    let surface = color("surface", defaults.surface);
    let primary = color("primary", defaults.primary);
    let text = readable(color("text", defaults.text), surface).unwrap_or_else(|| black_or_white(surface));
    let on_primary =
        readable(color("onPrimary", defaults.on_primary), primary).unwrap_or_else(|| black_or_white(primary));
    Palette {
        background: hex(color("background", defaults.background)),
        surface: hex(surface),
        border: hex(color("border", defaults.border)),
        text: hex(text),
        muted: hex(readable(color("muted", defaults.muted), surface).unwrap_or(text)),
        primary: hex(primary),
        on_primary: hex(on_primary),
        accent: hex(readable(primary, surface).unwrap_or(text)),
    }
}

fn readable(color: Srgb<u8>, on: Srgb<u8>) -> Option<Srgb<u8>> {
    (contrast(color, on) >= READABLE).then_some(color)
}

/// One of the two is readable on any colour.
fn black_or_white(on: Srgb<u8>) -> Srgb<u8> {
    let [black, white] = [Srgb::new(0, 0, 0), Srgb::new(255, 255, 255)];
    if contrast(black, on) >= contrast(white, on) { black } else { white }
}

fn contrast(one: Srgb<u8>, other: Srgb<u8>) -> f32 {
    one.into_format::<f32>().relative_contrast(other.into_format())
}

fn hex(color: Srgb<u8>) -> String {
    format!("#{color:x}")
}

#[cfg(test)]
mod tests {
    use super::{Look, READABLE, contrast};
    use palette::Srgb;
    use serde_json::json;

    #[test]
    fn text_is_readable_whatever_the_colours_are() {
        let shades = ["#000000", "#777777", "#ffe600", "#ffffff", "#3d5afe"];
        for surface in shades {
            for other in shades {
                let colors =
                    json!({"surface": surface, "text": other, "muted": other, "primary": other, "onPrimary": surface});
                let Look { light, dark, .. } = Look::of(&json!({"colors": colors, "darkColors": {"onPrimary": other}}));
                for (text, on) in [
                    (&light.text, &light.surface),
                    (&light.muted, &light.surface),
                    (&light.accent, &light.surface),
                    (&light.on_primary, &light.primary),
                    (&dark.on_primary, &dark.primary),
                ] {
                    let [text, on] = [text, on].map(|color| color.parse::<Srgb<u8>>().expect("a colour"));
                    assert!(contrast(text, on) >= READABLE, "{text:x} on {on:x}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_colour_host_or_font_is_left_out() {
        let look = Look::of(&json!({
            "colors": {"primary": "red;}</style>", "text": "#11223"}, "fontStack": "Arial; } body {",
            "logoUrl": "https://a.test;script-src *//logo.png"}));
        assert_eq!((look.light.primary.as_str(), look.light.text.as_str()), ("#3d5afe", "#1c2333"));
        assert!(look.logo.is_none() && !look.fonts.contains('}'));
        let look = Look::of(
            &json!({"colors": {"primary": "#0A0B0C"}, "fontStack": "Georgia, Times New Roman, serif", "logoUrl": "https://a.test:8443/logo.png?v=1"}),
        );
        assert_eq!((look.light.primary.as_str(), look.fonts.as_str()), ("#0a0b0c", "Georgia, Times New Roman, serif"));
        assert_eq!(look.image_origin(), Some("https://a.test:8443"));
    }
}
