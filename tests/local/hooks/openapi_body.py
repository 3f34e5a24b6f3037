"""Imports the OpenAPI body of an HTTP API.

SAM turns all HttpApi events into one `Body` of AWS::ApiGatewayV2::Api, which the emulator ignores: the deployment would
succeed with no routes at all. Only what our template uses is imported: Lambda integrations and routes, no authorizers,
no CORS.
"""

import json
from typing import Any

from ministack.services import apigateway
from ministack.services.cloudformation import provisioners

from local.hooks.require import require

ANY_METHOD = "x-amazon-apigateway-any-method"
INTEGRATION = "x-amazon-apigateway-integration"


def install() -> None:
    handlers = require(require(provisioners, "_RESOURCE_HANDLERS"), "AWS::ApiGatewayV2::Api")
    for name in ("_routes", "_integrations", "_create_integration", "_create_route"):
        require(apigateway, name)
    create, update = require(handlers, "create"), require(handlers, "update")

    def create_with_body(logical_id: str, props: dict, stack_name: str) -> Any:
        result = create(logical_id, props, stack_name)
        import_body(result[0], props)
        return result

    def update_with_body(physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str | None = None) -> Any:
        result = update(physical_id, old, new, stack_name, logical_id)
        import_body(result[0], new)
        return result

    handlers["create"], handlers["update"] = create_with_body, update_with_body


def import_body(api_id: str, props: dict) -> None:
    """Replaces the API's routes and integrations by those of the body."""
    body = json.loads(json.dumps(props.get("Body") or {}))
    apigateway._routes[api_id], apigateway._integrations[api_id] = {}, {}
    for path, methods in (body.get("paths") or {}).items():
        for method, operation in methods.items():
            if integration := (operation or {}).get(INTEGRATION):
                _add_route(api_id, route_key(path, method), integration)


def route_key(path: str, method: str) -> str:
    """`GET /v1/lists`, as API Gateway names a route."""
    if path.lstrip("/") == "$default":
        return "$default"
    return f"{'ANY' if method == ANY_METHOD else method.upper()} {path}"


def _add_route(api_id: str, key: str, integration: dict) -> None:
    made = json.loads(apigateway._create_integration(api_id, {
        "integrationType": integration.get("type", "aws_proxy").upper(),
        "integrationUri": integration.get("uri", ""),
        "payloadFormatVersion": str(integration.get("payloadFormatVersion", "2.0")),
        "timeoutInMillis": int(integration.get("timeoutInMillis", 30000)),
    })[2])
    apigateway._create_route(api_id, {"routeKey": key, "target": f"integrations/{made['integrationId']}"})
