//! A file that is cut into chunks and read chunk by chunk says what it says when it is read at once.
#![allow(clippy::expect_used)]

use domain::import::Malformed;
use domain::import::options::{Format, Options};
use domain::import::row::Row;
use domain::import::split::{Chunk, Cursor, Splitter};
use domain::input::Fields;
use proptest::prelude::*;
use serde_json::{Value, json};

fn options(format: Format) -> Options {
    let body = json!({"format": format.as_str()});
    let mut fields = Fields::of(&body).expect("an object");
    Options::read(&mut fields).expect("options")
}

/// Cuts a file that arrives in pieces of this size.
fn split(file: &[u8], format: Format, piece: usize) -> Result<(Vec<Chunk>, Cursor), Malformed> {
    let options = options(format);
    let mut splitter = Splitter::at(Cursor::default(), &options);
    for bytes in file.chunks(piece.max(1)) {
        splitter.push(bytes)?;
    }
    splitter.finish()?;
    Ok((splitter.take_chunks(), splitter.cursor().clone()))
}

fn read(file: &[u8], format: Format, chunks: &[Chunk], cursor: &Cursor) -> Vec<Row> {
    let Some(layout) = &cursor.layout else { return Vec::new() };
    let range = |chunk: &Chunk| chunk.from as usize..chunk.to as usize;
    chunks
        .iter()
        .flat_map(|chunk| {
            let rows = layout.rows(&file[range(chunk)], chunk.from, chunk.first_row, &options(format));
            let rows = rows.expect("a chunk of a well-formed file");
            assert_eq!(rows.len(), chunk.rows as usize);
            rows
        })
        .collect()
}

fn rows(file: &str, format: Format) -> Vec<Row> {
    let (chunks, cursor) = split(file.as_bytes(), format, 7).expect("well-formed");
    read(file.as_bytes(), format, &chunks, &cursor)
}

fn refused(file: &[u8], format: Format) -> String {
    split(file, format, 5).expect_err("malformed").to_string()
}

#[test]
fn three_delimiters_and_a_byte_order_mark_are_found_out() {
    for delimiter in [",", ";", "\t"] {
        let file = ["\u{feff}externalId,email,plan", "u-1,a@x.test,\"a, b; c\""].join("\r\n").replace(',', delimiter);
        let expected = json!({"userId": "u-1", "email": "a@x.test",
            "properties": {"plan": "a, b; c".replace(',', delimiter)}});
        assert_eq!(rows(&file, Format::Csv), [(2, Ok(expected))], "{delimiter:?}");
    }
}

#[test]
fn rows_are_told_by_their_first_line() {
    let file = "email,note\r\n\r\na@x.test,\"two\r\nlines\"\r\nb@x.test,x\n\nc@x.test,y\rd@x.test,z";
    let lines: Vec<u64> = rows(file, Format::Csv).iter().map(|(row, _)| *row).collect();
    assert_eq!(lines, [3, 5, 7, 8]);
}

#[test]
fn columns_have_types_and_cells_may_be_empty_or_null() {
    let file = "userId,age:number,vip:bool,since:date,tags:json,list:news,note,gone\n\
                u-1,41.50,yes,2026-01-31,\"[1,2]\",true,,\\N\n\
                u-2,old,,,,,,\n\
                u-3,,,,,,,,too many";
    let rows = rows(file, Format::Csv);
    let first = rows[0].1.as_ref().expect("a row");
    assert_eq!(
        first["properties"].to_string(),
        r#"{"age":41.50,"gone":null,"since":"2026-01-31","tags":[1,2],"vip":true}"#
    );
    assert_eq!(first["lists"], json!({"news": true}));
    assert_eq!(rows[1].1, Err("column \"age:number\": must be a number with a decimal point, such as 12.5".into()));
    assert_eq!(rows[2].1, Err("has 9 cells, the header 8".into()));
}

#[test]
fn json_is_an_array_or_a_value_per_line() {
    let values = [json!({"userId": "u-1", "properties": {"a": "x]}\"\\"}}), json!({"email": "b@x.test"})];
    let array = format!("\n [ {} ,\n{}, 7 ]\n", values[0], values[1]);
    let lines = format!("{}\n\n{}\nnot JSON\n", values[0], values[1]);
    let told = |rows: Vec<Row>| rows.into_iter().map(|(row, value)| (row, value.ok())).collect::<Vec<_>>();
    let [first, second] = values.map(Some);
    assert_eq!(told(rows(&array, Format::Json)), [(1, first.clone()), (2, second.clone()), (3, None)]);
    assert_eq!(told(rows(&lines, Format::Json)), [(1, first), (3, second), (4, None)]);
}

#[test]
fn a_file_that_is_not_well_formed_is_refused_with_its_row() {
    let long = format!("email,x\na@x.test,\"{}", "line\n".repeat(300_000));
    for (file, format, told) in [
        (&b"email\na@x.test\nb\xff@x.test\n"[..], Format::Csv, "row 3: is not UTF-8"),
        (b"email\na@x.test\nb\xc3", Format::Csv, "row 3: is not UTF-8"),
        (b"\xff\xfee\0m\0", Format::Csv, "row 1: is not UTF-8"),
        (b"a@x.test,Ada\n", Format::Csv, "row 1: must name the columns"),
        (b"email,Email\n", Format::Csv, "row 1: has two columns for one thing"),
        (b"email,a\0b\n", Format::Csv, "row 1: has a control character in the title of column 2"),
        (b"email,list:a\0\n", Format::Csv, "row 1: has a control character in the title of column 2"),
        (b"email,\"two\x07lines\"\n", Format::Csv, "row 1: has a control character in the title of column 2"),
        (b"email,list:Journey\n", Format::Csv, "row 1: List id is reserved"),
        (b"email,x\na@x.test,\"open\nb@x.test,y\n", Format::Csv, "row 2: has a quote that is not closed"),
        (b"email,x\na@x.test,\"open\n", Format::Csv, "row 2: has a quote that is not closed"),
        (b"email,x\na@x.test,\"\n\"\"", Format::Csv, "row 2: has a quote that is not closed"),
        (long.as_bytes(), Format::Csv, "row 2: is longer than 1 MiB"),
        (b"[{\"email\": \"a@x.test\"}, {\"email\":", Format::Json, "row 2: is where the file ends"),
        (b"[{\"email\": \"a@x.test\"}", Format::Json, "row 2: is missing"),
        (b"[] {}", Format::Json, "row 1: stands outside of the array"),
    ] {
        let message = refused(file, format);
        assert!(message.starts_with(told), "{message} instead of {told}");
    }
}

#[test]
fn files_without_rows_are_well_formed() {
    for (file, format) in [("", Format::Csv), ("\n\n", Format::Csv), ("email\n", Format::Csv), ("email", Format::Csv)] {
        assert_eq!(rows(file, format), []);
    }
    for file in ["", " ", "[]", "\u{feff}[ ]"] {
        assert_eq!(rows(file, Format::Json), []);
    }
}

#[test]
fn a_chunk_has_a_thousand_rows_and_splitting_goes_on_where_it_was_saved() {
    let file: String =
        std::iter::once("email\r\n".to_owned()).chain((0..2_500).map(|n| format!("c{n}@x.test\r\n"))).collect();
    let (whole, end) = split(file.as_bytes(), Format::Csv, 64).expect("well-formed");
    assert_eq!(
        whole.iter().map(|chunk| (chunk.rows, chunk.first_row)).collect::<Vec<_>>(),
        [(1_000, 2), (1_000, 1_002), (500, 2_002)]
    );
    assert_eq!((end.rows, end.chunks, end.done), (2_500, 3, true));

    // Killed after the first chunk was saved.
    let options = options(Format::Csv);
    let mut first = Splitter::at(Cursor::default(), &options);
    let mut pieces = file.as_bytes().chunks(64);
    while first.waiting() == 0 {
        first.push(pieces.next().expect("more")).expect("well-formed");
    }
    let mut chunks = first.take_chunks();
    let saved = serde_json::to_string(first.cursor()).expect("JSON");
    let saved: Cursor = serde_json::from_str(&saved).expect("a cursor");
    let mut second = Splitter::at(saved.clone(), &options);
    second.push(&file.as_bytes()[saved.byte as usize..]).expect("well-formed");
    second.finish().expect("well-formed");
    chunks.extend(second.take_chunks());
    assert_eq!((chunks, second.cursor().rows), (whole, 2_500));
}

#[test]
fn a_row_of_several_lines_has_quotes_around_its_cells_alone() {
    for row in [
        "a@x.test,\"open\nb@x.test,\"fine\"",
        "a@x.test,\"open\nb@x.test,\"fine\" \"",
        "a@x.test,\"open\r\n\"b@x.test\",z",
        "a@x.test,\"two\nlines\" ,z",
        "a@x.test,5\" pipe,\"two\nlines\"",
        "a@x.test,\"two\nlines\",\"five\" inches\"",
    ] {
        let file = format!("email,x,y\nz@x.test,\"a\rb\",\n{row}\nc@x.test,z,\n");
        for piece in [1, 2, 3, 7, 4_096] {
            let told = split(file.as_bytes(), Format::Csv, piece).expect_err("malformed").to_string();
            assert!(told.starts_with("row 4: has several lines and a quote within a cell"), "{row}: {told}");
        }
    }
    for (row, x) in [
        ("a@x.test,5\" pipe", "5\" pipe"),
        ("a@x.test,\"5\"\" pipe\"", "5\" pipe"),
        ("a@x.test,\"five\" pipes", "five pipes"),
        ("a@x.test,\"\"\"two\"\"\r\nlines\"\"\"", "\"two\"\r\nlines\""),
        ("a@x.test,\"\n\"", "\n"),
        ("a@x.test, \"two", " \"two"),
    ] {
        let read = rows(&format!("email,x\n{row}\nb@x.test,y\n"), Format::Csv);
        let body = read[0].1.as_ref().expect("a row");
        assert_eq!((&body["properties"]["x"], read.len()), (&json!(x), 2), "{row}");
    }
}

fn cell() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            "[a-z ]{1,3}",
            Just("\"".into()),
            Just(",".into()),
            Just("\r\n".into()),
            Just("\n".into()),
            Just("\u{feff}ü€".into())
        ],
        0..5,
    )
    .prop_map(|parts| parts.concat())
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn splitting_then_reading_is_reading_at_once(
        cells in proptest::collection::vec((cell(), cell()), 0..40),
        repeated in 1_usize..60,
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        piece in 1_usize..5_000,
    ) {
        let mut file = format!("email,note{line_end}");
        let (mut expected, mut line) = (Vec::new(), 2);
        for _ in 0..repeated {
            for (first, second) in &cells {
                file.push_str(&format!("{},{}{line_end}", quoted(first), quoted(second)));
                expected.push((line, first.clone(), second.clone()));
                line += 1 + [first, second].iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
            }
        }
        let (chunks, cursor) = split(file.as_bytes(), Format::Csv, piece).expect("well-formed");
        let read = read(file.as_bytes(), Format::Csv, &chunks, &cursor);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let told: Vec<_> = read
            .iter()
            .map(|(line, row)| {
                let row = row.as_ref().expect("a row");
                (*line, text(&row["email"]), text(&row["properties"]["note"]))
            })
            .collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn a_stray_quote_swallows_no_row(
        cells in proptest::collection::vec(("[a-z]{1,3}", "[a-z]{1,3}((\n|\r\n|\"| )[a-z]{1,3}){0,2}", any::<bool>()), 1..8),
        place in any::<proptest::sample::Index>(),
        piece in 1_usize..40,
    ) {
        let written = |(first, second, quote): &(String, String, bool)| match quote | second.contains(['\n', '"']) {
            true => format!("{first},{}\n", quoted(second)),
            false => format!("{first},{second}\n"),
        };
        let mut rows: String = cells.iter().map(written).collect();
        rows.insert(place.index(rows.len() + 1), '"');
        // A quote behind the last line is a row of its own.
        if let Ok((_, cursor)) = split(format!("email,x\n{rows}").as_bytes(), Format::Csv, piece) {
            prop_assert!(cursor.rows >= cells.len() as u64, "{} rows of {:?}", cursor.rows, rows);
        }
    }

    #[test]
    fn splitting_json_then_reading_is_reading_at_once(
        texts in proptest::collection::vec("[a-z\\[\\]{},\"\\\\ \n]{0,8}", 0..60),
        repeated in 1_usize..40,
        array in any::<bool>(),
        piece in 1_usize..5_000,
    ) {
        let values: Vec<Value> =
            texts.iter().cycle().take(texts.len() * repeated).map(|text| json!({"email": text, "lists": {"a": [text]}})).collect();
        let lines: Vec<String> = values.iter().map(Value::to_string).collect();
        let file = if array { format!("[{}]", lines.join(" ,\n")) } else { lines.join("\n") };
        let (chunks, cursor) = split(file.as_bytes(), Format::Json, piece).expect("well-formed");
        let read = read(file.as_bytes(), Format::Json, &chunks, &cursor);
        let expected: Vec<Row> = (1..).zip(values).map(|(row, value)| (row, Ok(value))).collect();
        prop_assert_eq!(read, expected);
    }
}
