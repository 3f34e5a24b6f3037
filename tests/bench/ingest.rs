//! `ingest_event` and `ingest_event_batch`, called as the runtime calls them; pgbench of comparable statements beside.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use platform::lambda::{Handler, invoke};
use serde_json::{Value, json};
use tests::App;
use tests::app::{handler_named, http_event};
use uuid::Uuid;

use crate::measure::{Figure, Load, RUNS, load, loads, runtime, spread};
use crate::stand_in;

const CALLERS: usize = 8;
const CONTACTS: usize = 10_000;
const EVENTS: usize = 8_000;
const BATCHES: usize = 60;
const BATCH: usize = 500;

pub fn run() -> Vec<Figure> {
    let runtime = runtime();
    let _guard = runtime.enter();
    let server = runtime.block_on(stand_in::start());
    let app = runtime.block_on(async {
        let mut app = App::start().await;
        app.engine.queues = stand_in::queues(server);
        seed(&app).await;
        app.listen_to("listened").await;
        app.database.execute(r#"update api_keys set limits = '{"writes": 1000000000}'"#).await;
        Arc::new(app)
    });
    let single = |what: &str, event: &'static str| {
        let runs = (0..=RUNS).map(|_| runtime.block_on(load(CALLERS, EVENTS, one(&app, event)))).skip(1);
        loads(what, " events/s", &runs.collect::<Vec<Load>>())
    };
    let mut figures = vec![single("`ingest_event`, 8 at a time, existing contact, nothing listens", "purchase")];
    figures.push(pgbench(&app));
    let budgets = (0..=RUNS).map(|_| runtime.block_on(load(CALLERS, EVENTS, spend(&app)))).skip(1);
    figures.push(loads("the budget of a key alone, 8 callers of one key", " calls/s", &budgets.collect::<Vec<Load>>()));
    figures.push(single("the same, the event is listened to: one message to SQS after commit", "listened"));
    for (what, fresh) in [("batches of 500, existing contacts", false), ("batches of 500, new contacts", true)] {
        let runs = (0..RUNS).map(|_| {
            let run = runtime.block_on(load(2, BATCHES, batch(&app, fresh)));
            run.per_second * BATCH as f64
        });
        let rates: Vec<f64> = runs.collect();
        figures.push(Figure::new(what, vec![spread(rates, " events/s", 0)]));
    }
    figures
}

/// Contacts `c0@example.com` … with a few properties.
async fn seed(app: &App) {
    app.database
        .execute(&format!(
            "with made as (insert into contacts (id, email, external_id, properties) select gen_random_uuid(), 'c' || n || '@example.com', 'u-' || n, '{{\"plan\": \"pro\", \"seats\": 5}}' from generate_series(0, {CONTACTS} - 1) n returning id, email, external_id)
             insert into contact_keys (kind, value, contact_id, role, reason) select 'email', email, id, 'primary', 'create' from made union all select 'external', external_id, id, 'primary', 'create' from made;
             analyze"
        ))
        .await;
}

/// Any number, the same for the same `n`; neighbours are far from each other.
fn scattered(n: usize) -> usize {
    n.wrapping_mul(2_654_435_761) % CONTACTS
}

fn event(contact: &str, name: &str) -> Value {
    json!({"email": contact, "name": name, "idempotencyKey": Uuid::now_v7().to_string(),
           "eventProperties": {"amount": 29.99, "currency": "EUR", "items": 3, "coupon": "WELCOME"}})
}

type Call = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// One call of a key's budget, as every request spends it.
fn spend(app: &Arc<App>) -> impl Fn(usize) -> Call + Send + Sync + 'static {
    let app = Arc::clone(app);
    move |_| {
        let app = Arc::clone(&app);
        Box::pin(async move {
            let client = app.engine.database.client().await.expect("a connection");
            let spent =
                queries::queries::rate_limits::spend_call().bind(&client, &None, &"writes", &"bench", &1e9).opt().await;
            assert!(spent.expect("spent").is_some());
        })
    }
}

fn one(app: &Arc<App>, name: &'static str) -> impl Fn(usize) -> Call + Send + Sync + 'static {
    let app = Arc::clone(app);
    let handler = handler_named("ingest_event");
    move |n| {
        let app = Arc::clone(&app);
        let body = event(&format!("c{}@example.com", scattered(n)), name);
        Box::pin(accepted(app, handler, http_event(&body)))
    }
}

/// The batches are made before the clock runs: that is the work of the caller.
fn batch(app: &Arc<App>, fresh: bool) -> impl Fn(usize) -> Call + Send + Sync + 'static {
    let app = Arc::clone(app);
    let handler = handler_named("ingest_event_batch");
    let contact = |n: usize| {
        if fresh {
            format!("{}@example.com", Uuid::now_v7().simple())
        } else {
            format!("c{}@example.com", scattered(n))
        }
    };
    let bodies = (0..BATCHES).map(|n| {
        let events: Vec<Value> = (0..BATCH).map(|item| event(&contact(n * BATCH + item), "purchase")).collect();
        Mutex::new(Some(http_event(&json!({"events": events}))))
    });
    let bodies: Vec<Mutex<Option<Value>>> = bodies.collect();
    move |n| {
        let body = bodies[n].lock().expect("one caller").take().expect("each batch once");
        Box::pin(accepted(Arc::clone(&app), handler, body))
    }
}

async fn accepted(app: Arc<App>, handler: Handler<engine::Engine>, event: Value) {
    let answer = invoke(&app.engine, handler, event).await.expect("an answer");
    assert_eq!(answer["statusCode"].to_string(), "202", "{answer}");
}

/// The same rows by plain statements, prepared, without any program around them: what Postgres alone takes.
fn pgbench(app: &App) -> Figure {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/ingest.pgbench.sql");
    let what = "pgbench, 8 clients, comparable statements";
    let runs: Vec<f64> = (0..RUNS)
        .map_while(|_| {
            let output = Command::new("pgbench")
                .args(["--no-vacuum", "--client=8", "--jobs=2", "--protocol=prepared", "--transactions=1000"])
                .arg(format!("--define=contacts={CONTACTS}"))
                .arg(format!("--file={}", script.display()))
                .arg(&app.database.url)
                .output()
                .ok()?;
            let text = String::from_utf8_lossy(&output.stdout);
            let tps = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
            if tps.is_none() {
                eprintln!("pgbench: {}", String::from_utf8_lossy(&output.stderr));
            }
            tps
        })
        .collect();
    let told = if runs.len() == RUNS { spread(runs, " transactions/s", 0) } else { "pgbench is not installed".into() };
    Figure::new(what, vec![told])
}
