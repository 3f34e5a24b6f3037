"""The sweeps with the permissions that the template gives them, on the stack of the tests."""

import json
import time
from typing import Any

import pytest
from local.api import Api
from local.deployment import client, stack_outputs
from local.instance import TEST
from local.tests_command import environment

pytestmark = pytest.mark.skipif(not TEST.env_file.exists(), reason="the stack of the tests does not run")
PATIENCE_S = 90


def run(function: str) -> dict[str, Any]:
    """Runs a function as its schedule does."""
    resource = client(TEST, "cloudformation").describe_stack_resource(StackName=TEST.stack, LogicalResourceId=function)
    name = resource["StackResourceDetail"]["PhysicalResourceId"]
    answer = client(TEST, "lambda").invoke(FunctionName=name, Payload=b"{}")
    payload = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, payload
    return payload


def dead_letters() -> int:
    variables = environment(TEST)
    health = Api(variables["SOUNDER_URL"], variables["SOUNDER_ADMIN_KEY"]).call("GET", "/v1/health")
    return health["components"]["deadLetters"]["pending"]


def test_a_message_in_a_dead_letter_queue_becomes_a_dead_letter() -> None:
    before, queue = dead_letters(), stack_outputs(TEST)["MailBulkDeadLetterQueueUrl"]
    client(TEST, "sqs").send_message(QueueUrl=queue, MessageBody='{"v": 1, "send_ids": []}')
    deadline = time.monotonic() + PATIENCE_S
    while dead_letters() == before:  # a tick of the schedule may be at it, and then this call has nothing to do
        assert time.monotonic() < deadline, run("DrainDeadLettersFunction")
        run("DrainDeadLettersFunction")
    assert dead_letters() == before + 1
    attributes = client(TEST, "sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert int(attributes["ApproximateNumberOfMessages"]) == 0


def test_the_daily_upkeep_finds_everything_in_order() -> None:
    done = run("MaintainFunction")
    assert not done["worked"] or (done["left"] == [] and done["differingKeys"] == 0), done
