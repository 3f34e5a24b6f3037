//! One call, cut after its first step, then after a later one, until it goes through: the caller repeats it each time.

use tests::app::{Call, call_on};
use tests::{Answer, App, Proxy};

/// Numbers above are of calls that only warm a connection up.
pub const WARM_UP: usize = 1_000_000;

/// Inside a transaction and before its commit a break is healed by a repetition. The caller hears of the commit's, and of
/// those of the few statements that stand alone.
const MAX_TOLD: usize = 7;

/// The connection that a call finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// None: sessions start, statements are prepared.
    None,
    /// One on which the same has been done for somebody else.
    Warm,
}

/// An attempt that was cut, perhaps, and its repetition. `n` is the number of the attempt, for people of its own.
pub struct Repeated {
    pub n: usize,
    pub cut: bool,
    pub first: Answer,
    pub again: Answer,
}

/// At how many points a call was cut before it went through.
///
/// `points` are the steps after which it is cut. `given` makes what the attempt needs, on another connection; `call` makes its request; `then` looks at the outcome,
/// when Postgres has decided about everything. A call that was cut says so, or has healed it.
pub async fn cut_everywhere(
    (app, proxy): (&App, &Proxy),
    connection: Connection,
    points: impl Iterator<Item = usize>,
    handler: &str,
    given: impl AsyncFn(usize),
    call: impl Fn(usize) -> Call,
    then: impl AsyncFn(Repeated),
) -> usize {
    let mut refused = 0;
    for n in points {
        app.engine.database.forget_connections();
        if connection == Connection::Warm {
            let warm_up = WARM_UP + n;
            given(warm_up).await;
            let answer = call_on(&app.engine, handler, call(warm_up)).await;
            assert!(answer.status < 300, "{handler}: {answer:?}");
        }
        given(n).await;
        proxy.cut_after(n);
        let first = call_on(&app.engine, handler, call(n)).await;
        let cut = proxy.disarm();
        assert!(
            first.status < 300 || cut && first.status == 503,
            "{handler}, {connection:?}, cut after {n} steps: {first:?}"
        );
        refused += usize::from(first.status == 503);
        let again = call_on(&app.engine, handler, call(n)).await;
        proxy.settled().await;
        then(Repeated { n, cut, first, again }).await;
        if !cut {
            assert!(
                refused <= MAX_TOLD,
                "{handler}, {connection:?}: {refused} of {} breaks are told to the caller",
                n - 1
            );
            return n - 1;
        }
    }
    unreachable!("the call has an end")
}
