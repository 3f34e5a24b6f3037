//! Measures what docs/benchmarks.md states. Run it by `./dev bench [part]` on a machine that does nothing else.
//!
//! A custom harness: what counts is the rate and the latency of eight callers at once, not one call's time alone.
// Futures of whole benches, nested through every layer.
#![recursion_limit = "256"]

mod audience;
mod cold;
mod import;
mod ingest;
mod load;
mod machine;
mod measure;
mod merge;
mod process;
mod sending;
mod stand_in;

use measure::Figure;

/// A part of the suite: its name and what it measures.
type Part = (&'static str, fn() -> Vec<Figure>);

const PARTS: [Part; 7] = [
    ("ingest", ingest::run),
    ("merge", merge::run),
    ("load", load::run),
    ("audience", audience::run),
    ("sending", sending::run),
    ("import", import::run),
    ("cold", cold::run),
];

fn main() {
    // cargo bench passes options of its own, e.g. --bench.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    machine::print();
    println!("\n| what | measured, median of five (lowest to highest) |\n|---|---|");
    for (name, run) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            run().iter().for_each(|figure| println!("{figure}"));
        }
    }
}
