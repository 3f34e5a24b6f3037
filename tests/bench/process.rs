//! A function in a process of its own, started as Lambda starts it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use uuid::Uuid;
use wiremock::{MockServer, ResponseTemplate};

/// Stopped when it is dropped.
pub struct Process(Child);

impl Process {
    /// Runs the handler of an area's binary; the stand-in plays Lambda's runtime API and AWS.
    pub fn start(
        binary: &str,
        handler: &str,
        memory_mb: &str,
        stand_in: &MockServer,
        environment: &[(&str, &str)],
    ) -> Self {
        let lambda = [
            ("_HANDLER", handler),
            ("AWS_LAMBDA_RUNTIME_API", &stand_in.address().to_string()),
            ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory_mb),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "bench"),
            ("AWS_ENDPOINT_URL", &stand_in.uri()),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "bench"),
            ("AWS_SECRET_ACCESS_KEY", "bench"),
        ];
        let environment = lambda.iter().chain(environment).copied();
        let mut command = Command::new(binary);
        command.env_clear().envs(environment).stdout(Stdio::null()).stderr(Stdio::inherit());
        Self(command.spawn().unwrap_or_else(|error| panic!("{binary} runs: {error}")))
    }

    /// Memory in MiB: `VmRSS:` of now, `VmHWM:` at its peak.
    pub fn mib(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).expect("a living process");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect(name);
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().expect("kB") / 1_024.0
    }
}

/// What the runtime API hands out: an event, to be answered within so long, or silence.
pub fn handed_out(event: Option<&Value>, within: Duration) -> ResponseTemplate {
    let Some(event) = event else { return ResponseTemplate::new(200).set_delay(Duration::from_secs(3_600)) };
    let deadline = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970") + within;
    ResponseTemplate::new(200)
        .insert_header("lambda-runtime-aws-request-id", Uuid::now_v7().to_string())
        .insert_header("lambda-runtime-deadline-ms", deadline.as_millis().to_string())
        .insert_header("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-central-1:123456789012:function:bench")
        .set_body_json(event)
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().expect("killed");
        self.0.wait().expect("gone");
    }
}
