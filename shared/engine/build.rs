//! Builds anew when a migration is added: the embedding macro sees changed files, but no new ones.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
