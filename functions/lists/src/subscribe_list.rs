//! `POST /v1/lists/{id}/subscribe`.

use engine::Engine;
use platform::Error;
use platform::http::{Request, Response};

use crate::change::change;

/// 200 `{list, subscribed: true, warnings?}`. State-setting: a repetition changes and logs nothing.
pub(crate) async fn handle(engine: &Engine, request: Request) -> Result<Response, Error> {
    change(engine, request, true).await
}
