//! What the figures were measured on.

use std::io::Write;
use std::time::Instant;

use tests::database::{connect, server_url};

/// Prints cores, Postgres version, its durability settings, and how long a flushed write of a page takes.
pub fn print() {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let (version, fsync, synchronous) = crate::measure::runtime().block_on(async {
        let client = connect(&format!("{}/postgres", server_url())).await;
        let sql =
            "select split_part(version(), ' on ', 1), current_setting('fsync'), current_setting('synchronous_commit')";
        let row = client.query_one(sql, &[]).await.expect("settings");
        (row.get::<_, String>(0), row.get::<_, String>(1), row.get::<_, String>(2))
    });
    println!("{cores} cores; {version}, fsync {fsync}, synchronous_commit {synchronous}");
    println!("a flushed write of 8 kB: {:.2} ms (median of 200)", flush_ms());
    println!("load average before: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
}

fn flush_ms() -> f64 {
    let mut file = tempfile::tempfile_in(env!("CARGO_TARGET_TMPDIR")).expect("a file");
    let page = [7_u8; 8_192];
    let mut took: Vec<f64> = (0..200)
        .map(|_| {
            let began = Instant::now();
            file.write_all(&page).expect("written");
            file.sync_data().expect("flushed");
            began.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[100]
}
