"""Each hook does what its module says, on a running emulator."""

import json
import statistics
import time
import types
import urllib.error
import urllib.request
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from local.deployment import client, secret_value
from local.hooks.require import MissingHookTarget, require
from local.instance import REGION, Instance
from local.mails import read


def request(instance: Instance, method: str, path: str) -> tuple[int, bytes]:
    url = f"http://127.0.0.1:{instance.ports.api}{path}"
    with urllib.request.urlopen(urllib.request.Request(url, method=method)) as response:
        return response.status, response.read()


def send(ses: Any, sender: str, to: str, **more: Any) -> str:
    text = {"Data": "hello", "Charset": "UTF-8"}
    simple = {"Subject": text, "Body": {"Text": text}, "Headers": [{"Name": "List-Unsubscribe", "Value": "<https://a.b>"}]}
    return ses.send_email(FromEmailAddress=sender, Destination={"ToAddresses": [to]}, Content={"Simple": simple},
                          EmailTags=[{"Name": "send_id", "Value": "17"}], **more)["MessageId"]


def as_role(instance: Instance, role: str, service: str) -> Any:
    assumed = client(instance, "sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return boto3.client(service, region_name=REGION, endpoint_url=f"http://127.0.0.1:{instance.ports.aws}",
                        aws_access_key_id=assumed["AccessKeyId"], aws_secret_access_key=assumed["SecretAccessKey"],
                        aws_session_token=assumed["SessionToken"])


def test_a_missing_target_stops_the_launcher() -> None:
    with pytest.raises(MissingHookTarget, match="no gone"):
        require(types.SimpleNamespace(), "gone")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_openapi_body_becomes_routes_at_the_root_of_the_port(hooked: Instance, method: str) -> None:
    status, body = request(hooked, method, "/v1/things/a%20b?x=1")
    assert status == 200
    if method == "GET":
        event = json.loads(body)["event"]
        assert event["routeKey"] == "GET /v1/things/{id}"
        assert event["pathParameters"] == {"id": "a b"}
        assert event["rawQueryString"] == "x=1"


@pytest.mark.parametrize("path", ["/", "/nowhere", "/health", "/_ministack/health", "/v1/things"])
def test_every_other_path_goes_to_the_default_route(hooked: Instance, path: str) -> None:
    assert json.loads(request(hooked, "GET", path)[1])["event"]["routeKey"] == "$default"


def test_options_goes_to_the_default_route(hooked: Instance) -> None:
    context = json.loads(request(hooked, "OPTIONS", "/v1/things/1")[1])["event"]["requestContext"]
    assert (context["routeKey"], context["http"]["method"]) == ("$default", "OPTIONS")


def test_functions_see_nothing_of_the_emulator(hooked: Instance) -> None:
    env = json.loads(request(hooked, "GET", "/env")[1])["env"]
    assert env["OWN"] == "variable"
    assert env["AWS_LAMBDA_LOG_FORMAT"] == "JSON"
    assert not {"PYTHONPATH", "MAILBOX", "GATEWAY_PORT", "AUTH", "STATE_DIR", "HOME"} & env.keys()


def test_a_function_has_its_own_log(hooked: Instance, outputs: dict[str, str]) -> None:
    request(hooked, "GET", "/log")
    client(hooked, "lambda").invoke(FunctionName=outputs["Echo"], Payload=b'{"to":"the log"}')
    events = client(hooked, "logs").filter_log_events(logGroupName=f"/aws/lambda/{outputs['Echo']}")["events"]
    assert any(json.loads(e["message"])["got"] == {"to": "the log"} for e in events if e["message"].startswith("{"))


def test_a_warm_call_takes_no_tenth_of_a_second(hooked: Instance) -> None:
    def timed() -> float:
        started = time.monotonic()
        request(hooked, "GET", "/warm")
        return time.monotonic() - started

    assert statistics.median(timed() for _ in range(20)) < 0.05


def test_generated_secrets_keep_to_the_alphabet(hooked: Instance, outputs: dict[str, str]) -> None:
    plain = secret_value(hooked, outputs["Plain"])
    assert len(plain) == 400 and plain.isalnum()
    keyed = json.loads(secret_value(hooked, outputs["Keyed"]))
    assert keyed["current"] == "1" and len(keyed["1"]) == 64


def test_an_alarm_over_several_metrics_is_accepted(outputs: dict[str, str]) -> None:
    assert outputs["Alarm"].startswith("sounder-hooks-")


def test_the_mailbox_keeps_the_whole_request(hooked: Instance) -> None:
    message_id = send(client(hooked, "sesv2"), "Shop <shop@example.com>", "ada@example.com")
    mail = next(m for m in read(hooked.mailbox) if m["messageId"] == message_id)
    assert mail["at"].endswith("Z")
    assert mail["request"]["FromEmailAddress"] == "Shop <shop@example.com>"
    assert mail["request"]["EmailTags"] == [{"Name": "send_id", "Value": "17"}]
    assert mail["request"]["Content"]["Simple"]["Headers"][0]["Name"] == "List-Unsubscribe"


@pytest.mark.parametrize(("local", "kinds"), [("success", {"Send", "Delivery"}), ("bounce", {"Send", "Bounce"}),
                                              ("complaint", {"Send", "Delivery", "Complaint"})])
def test_events_of_a_configuration_set_reach_its_topic(hooked: Instance, outputs: dict[str, str], local: str,
                                                      kinds: set[str]) -> None:
    recipient = f"{local}@simulator.amazonses.com"
    message_id = send(client(hooked, "sesv2"), "shop@example.com", recipient, ConfigurationSetName=outputs["Set"])
    sqs, seen, deadline = client(hooked, "sqs"), {}, time.monotonic() + 10
    while set(seen) != kinds and time.monotonic() < deadline:
        batch = sqs.receive_message(QueueUrl=outputs["Queue"], MaxNumberOfMessages=10, WaitTimeSeconds=1)
        for message in batch.get("Messages", []):
            event = json.loads(message["Body"])
            seen[event["eventType"]] = event
            sqs.delete_message(QueueUrl=outputs["Queue"], ReceiptHandle=message["ReceiptHandle"])
    assert set(seen) == kinds
    assert all(e["mail"]["messageId"] == message_id and e["mail"]["tags"]["send_id"] == ["17"] for e in seen.values())


def test_the_sender_is_a_condition_of_the_permission(hooked: Instance, outputs: dict[str, str]) -> None:
    ses = as_role(hooked, outputs["SenderRole"], "sesv2")
    assert send(ses, "Shop <shop@example.com>", "ada@example.com")
    with pytest.raises(ClientError, match="AccessDenied|not authorized"):
        send(ses, "shop@example.org", "ada@example.com")
    with pytest.raises(ClientError, match="AccessDenied|not authorized"):
        send(ses, "shop@example.com", "ada@example.com", ConfigurationSetName="somebody-elses")


def test_the_permission_to_send_a_message_is_one_to_send_a_batch(hooked: Instance, outputs: dict[str, str]) -> None:
    sqs, entries = as_role(hooked, outputs["SenderRole"], "sqs"), [{"Id": "1", "MessageBody": "hello"}]
    assert sqs.send_message_batch(QueueUrl=outputs["Filled"], Entries=entries)["Successful"]
    with pytest.raises(ClientError, match="AccessDenied|not authorized"):
        sqs.send_message_batch(QueueUrl=outputs["Queue"], Entries=entries)


def test_schedules_are_looked_at_each_half_second(hooked: Instance, outputs: dict[str, str]) -> None:
    due = time.time() + 2
    role = outputs["SenderRole"]
    queue = client(hooked, "sqs").create_queue(QueueName="ticks")["QueueUrl"]
    arn = f"arn:aws:sqs:{REGION}:000000000000:ticks"
    client(hooked, "scheduler").create_schedule(
        Name="once", ScheduleExpression=f"at({time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(due))})",
        FlexibleTimeWindow={"Mode": "OFF"}, Target={"Arn": arn, "RoleArn": role, "Input": "tick"})
    got = client(hooked, "sqs").receive_message(QueueUrl=queue, WaitTimeSeconds=6).get("Messages")
    assert got and time.time() - due < 2


def test_without_a_stack_the_api_port_says_so() -> None:
    from local.launcher import NO_API, with_api_port  # imports the emulator, so not at the top

    import asyncio

    sent: list[dict] = []

    async def send_message(message: dict) -> None:
        sent.append(message)

    async def unreachable(*_: Any) -> None:
        raise AssertionError("the emulator must not see this request")

    asyncio.run(with_api_port(unreachable, 1)({"type": "http", "server": ("127.0.0.1", 1), "headers": []}, None, send_message))
    assert sent[0]["status"] == 503 and sent[1]["body"] == NO_API
