"""Lets OPTIONS reach a route when the API configures no CORS.

API Gateway answers preflights itself only when CORS is configured; otherwise OPTIONS is a method like any other, and
`$default` takes it. The emulator refuses with 403. It tests for the upper-case name before it looks for a route, so the
name goes past that test in lower case and is put right before the function sees it. (A route with the method OPTIONS
would not be found; the template has none.)
"""

from typing import Any

from ministack.services import apigateway

from local.hooks.require import require


def install() -> None:
    execute, invoke = require(apigateway, "_handle_execute_in_scope"), require(apigateway, "_invoke_lambda_proxy")
    require(apigateway, "_apis")

    async def handle_execute(api_id: str, stage: str, path: str, method: str, *rest: Any, **named: Any) -> Any:
        if method == "OPTIONS" and not (apigateway._apis.get(api_id) or {}).get("corsConfiguration"):
            method = "options"
        return await execute(api_id, stage, path, method, *rest, **named)

    async def invoke_lambda(integration: dict, api_id: str, stage: str, path: str, method: str, *rest: Any,
                            **named: Any) -> Any:
        return await invoke(integration, api_id, stage, path, method.upper(), *rest, **named)

    apigateway._handle_execute_in_scope, apigateway._invoke_lambda_proxy = handle_execute, invoke_lambda
