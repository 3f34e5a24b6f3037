//! Single flight of scheduled tasks.

use std::cell::Cell;

use engine::operations::lease;
use jiff::{SignedDuration, Timestamp};
use tests::App;

const EXPIRE: &str = "update task_heartbeats set lease_until = clock_timestamp() - interval '1 second'";

#[tokio::test]
async fn of_two_ticks_at_once_one_works() {
    let app = App::start().await;
    let worked = Cell::new(0);
    let tick = || {
        lease::run(&app.engine, "sweep", |_| async {
            worked.set(worked.get() + 1);
            let other = lease::run(&app.engine, "sweep", |_| async { Ok(()) }).await?;
            Ok(other.is_none())
        })
    };
    assert_eq!(tick().await.unwrap(), Some(true));
    assert_eq!(worked.get(), 1);
    assert_eq!(app.database.count("task_heartbeats where lease_token is null and last_ok_at is not null").await, 1);
}

#[tokio::test]
async fn a_killed_owner_frees_the_task_by_the_clock() {
    let app = App::start().await;
    let killed = lease::run(&app.engine, "sweep", |_| async {
        std::future::pending::<()>().await;
        Ok(())
    });
    assert!(tokio::time::timeout(std::time::Duration::from_millis(200), killed).await.is_err());
    assert_eq!(lease::run(&app.engine, "sweep", |_| async { Ok(()) }).await.unwrap(), None);
    app.database.execute(EXPIRE).await;
    assert_eq!(lease::run(&app.engine, "sweep", |_| async { Ok(()) }).await.unwrap(), Some(()));
}

#[tokio::test]
async fn an_owner_slower_than_its_lease_stops() {
    let app = App::start().await;
    let renewed = lease::run(&app.engine, "sweep", |lease| {
        let app = &app;
        async move {
            assert!(lease.renew().await?);
            app.database.execute(EXPIRE).await;
            lease.renew().await
        }
    });
    assert_eq!(renewed.await.unwrap(), Some(false));
}

#[tokio::test]
async fn a_daily_task_ticked_hourly_works_once_a_day() {
    let app = App::start().await;
    let today = Timestamp::now() - SignedDuration::from_hours(1);
    let tick = |since| lease::run_unless_since(&app.engine, "daily", Some(since), |_| async { Ok(()) });
    assert_eq!(tick(today).await.unwrap(), Some(()));
    assert_eq!(tick(today).await.unwrap(), None);
    assert_eq!(tick(today + SignedDuration::from_hours(24)).await.unwrap(), Some(()));
}

#[tokio::test]
async fn a_failure_is_noted_and_frees_the_task() {
    let app = App::start().await;
    let failed =
        lease::run(&app.engine, "sweep", |_| async { Err::<(), _>(platform::Error::internal("no luck")) }).await;
    assert!(failed.is_err());
    assert_eq!(app.database.text("select last_error from task_heartbeats where last_ok_at is null").await, "no luck");
    assert_eq!(lease::run(&app.engine, "sweep", |_| async { Ok(()) }).await.unwrap(), Some(()));
}
