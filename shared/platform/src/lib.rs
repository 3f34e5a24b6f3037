//! What every Lambda of Sounder needs, and nothing of what Sounder does.

pub mod aws;
pub mod budget;
pub mod database;
pub mod deadline;
pub mod error;
pub mod http;
pub mod lambda;
pub mod metrics;
pub mod objects;
pub mod queue;
pub mod queues;
pub mod secrets;

pub use error::Error;
