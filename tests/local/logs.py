"""`./dev logs`: what functions logged, through the CloudWatch Logs API."""

import argparse
import json
import time

from local import deployment, stack, template
from local.console import Problem, say
from local.instance import DEV

SHOWN = 200
SINCE_S = 3600
# Lines that Lambda adds to each call
PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId")


def run(arguments: argparse.Namespace) -> int:
    stack.require_up(DEV)
    functions = {f.handler: f for f in template.functions(template.load())}
    if arguments.function not in functions:
        known = ", ".join(sorted(functions))
        if arguments.function is None:
            say(f"functions: {known}")
            return 0
        raise Problem(f"no function {arguments.function}; there are: {known}")
    resource = deployment.client(DEV, "cloudformation").describe_stack_resource(
        StackName=DEV.stack, LogicalResourceId=functions[arguments.function].logical_id)
    name = resource["StackResourceDetail"]["PhysicalResourceId"]
    logs = deployment.client(DEV, "logs")
    try:
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=f"/aws/lambda/{name}", startTime=int((time.time() - SINCE_S) * 1000))
        events = sorted((event for page in pages for event in page["events"]), key=lambda e: e["timestamp"])
    except logs.exceptions.ResourceNotFoundException:
        events = []
    lines = [line for event in events if not (line := event["message"].rstrip()).startswith(PLATFORM)]
    for line in lines[-SHOWN:]:
        say(_readable(line))
    if not lines:
        say(f"{arguments.function} logged nothing in the last hour, in {len(events) // 3} calls")
    return 0


def _readable(message: str) -> str:
    try:
        line = json.loads(message)
        fields = line.pop("fields", line)
        text = fields.pop("message", "")
        return f"{line.pop('timestamp', '')} {line.pop('level', '')} {text} " + " ".join(
            f"{k}={v}" for k, v in fields.items() if not isinstance(v, dict))
    except (ValueError, AttributeError):
        return message
