"""Answers of the deployed stack against the description of the API, docs/openapi.json."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

from local.instance import REPOSITORY


@cache
def document() -> dict[str, Any]:
    return json.loads((REPOSITORY / "docs" / "openapi.json").read_text(encoding="utf-8"))


def operations() -> dict[str, tuple[str, str]]:
    """Method and path by operation, without HEAD."""
    return {operation["operationId"]: (method.upper(), path) for path, methods in document()["paths"].items()
            for method, operation in methods.items() if method != "head"}


def operation_of(method: str, url: str) -> str | None:
    """The operation of a request; paths without parameters win over those with."""
    path = urlsplit(url).path
    for name, (known, template) in sorted(operations().items(), key=lambda item: item[1][1].count("{")):
        if known == method and re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path):
            return name
    return None


def faults(operation: str, status: int, content_type: str, body: str) -> list[str]:
    """What an answer has, or lacks, against its description; fields that are not described count."""
    method, path = operations()[operation]
    responses = document()["paths"][path][method.lower()]["responses"]
    if str(status) not in responses:
        return [f"{operation} may not answer {status}: {body[:300]}"]
    response = _resolve(responses[str(status)])
    essence = content_type.partition(";")[0]
    if essence not in response["content"]:
        return [f"{operation} {status} may not be {essence}"]
    if essence != "application/json":
        return []
    schema = {"allOf": [response["content"][essence]["schema"]], "components": {"schemas": _closed(document()["components"]["schemas"])}}
    return [f"{operation} {status} {e.json_path}: {e.message}" for e in Draft202012Validator(schema).iter_errors(json.loads(body))]


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    for name in node.get("$ref", "#").split("/")[1:]:
        node = document()[name] if name == "components" else node[name]
    return node


def _closed(node: Any) -> Any:
    """Objects with properties have no others; callers must not rely on that, so the document leaves them open."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _closed(value) for name, value in node.items()}
    if isinstance(node.get("properties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed
