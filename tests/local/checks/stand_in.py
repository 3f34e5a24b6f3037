#!/usr/bin/env python3
"""Stands in for a compiled function where a test is about the stack and not about functions.

It speaks the Lambda runtime API, gives custom resources what they ask for, and answers HTTP with what it was given.
"""

import json
import os
import urllib.request

RUNTIME = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime"
DATA = {"SchemaVersion": "1", "Release": "1"}


def call(url: str, body: object, method: str = "POST") -> None:
    request = urllib.request.Request(url, data=json.dumps(body).encode(), method=method)
    urllib.request.urlopen(request).close()


def answer(event: dict) -> object:
    if "ResponseURL" in event:
        same = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
        call(event["ResponseURL"], {"Status": "SUCCESS", "PhysicalResourceId": "one", "Data": DATA, **same}, "PUT")
        return None
    if "requestContext" in event:
        body = {"key": "stand-in", "handler": os.environ["_HANDLER"], "event": event, "env": dict(os.environ)}
        return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
    print(json.dumps({"got": event}), flush=True)
    return {"batchItemFailures": []}


def main() -> None:
    while True:
        with urllib.request.urlopen(f"{RUNTIME}/invocation/next") as response:
            request_id, event = response.headers["Lambda-Runtime-Aws-Request-Id"], json.load(response)
        call(f"{RUNTIME}/invocation/{request_id}/response", answer(event))


if __name__ == "__main__":
    main()
