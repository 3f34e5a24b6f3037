"""Runs the emulator with our hooks, and our API at the root of a port of its own.

Clients drop path prefixes and `*.localhost` does not resolve everywhere, so the HTTP API answers at http://127.0.0.1:PORT/.
Settings come by environment (see process.py); the parent starts us with a clean one, so nothing leaks into functions.
"""

import asyncio
import base64
import os
from typing import Any, Awaitable, Callable
from urllib.parse import parse_qs

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as emulator
from ministack.services import apigateway

from local import hooks
from local.hooks.require import require

App = Callable[[dict, Any, Any], Awaitable[None]]
STAGE = "$default"
NO_API = b'{"error":"The local stack has no API yet. Run ./dev up.","code":"no_stack"}'


def deployed_api() -> str | None:
    """Id of the HTTP API of our stack; the instance has one stack only."""
    return next((api_id for api_id, api in apigateway._apis.items() if api.get("protocolType") == "HTTP"), None)


def with_api_port(app: App, api_port: int) -> App:
    """Serves requests to the API's port by our API alone; all others by the emulator."""
    for module, name in ((apigateway, "_apis"), (apigateway, "handle_execute"), (apigateway, "decode_http_api_path"),
                         (emulator, "_read_request_body"), (emulator, "_send_response")):
        require(module, name)

    async def front(scope: dict, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["server"][1] == api_port:
            await _serve_api(scope, receive, send)
        else:
            await app(scope, receive, send)

    return front


async def _serve_api(scope: dict, receive: Any, send: Any) -> None:
    api = deployed_api()
    if api is None:
        await emulator._send_response(send, 503, {"Content-Type": "application/json"}, NO_API)
        return
    headers = _headers(scope["headers"]) | {"host": f"{api}.execute-api.localhost"}
    query = scope.get("query_string", b"").decode()
    body = await emulator._read_request_body(receive, scope["method"], headers)
    path = apigateway.decode_http_api_path(scope["raw_path"].decode("latin-1"))
    status, answer_headers, answer = await apigateway.handle_execute(
        api, STAGE, path, scope["method"], headers, body, parse_qs(query, keep_blank_values=True), raw_query_string=query)
    answer_headers.setdefault("apigw-requestid", base64.b64encode(os.urandom(11)).decode())
    await emulator._send_response(send, status, answer_headers, answer)


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case, repeated ones joined, as API Gateway passes them on."""
    joined: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("utf-8", "replace")
        joined[key] = f"{joined[key]}{'; ' if key == 'cookie' else ','}{text}" if key in joined else text
    return joined


def main() -> None:
    hooks.install_all()
    api_port, aws_port = int(os.environ["API_PORT"]), int(os.environ["GATEWAY_PORT"])
    config = Config()
    config.bind = [f"127.0.0.1:{aws_port}", f"127.0.0.1:{api_port}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    asyncio.run(serve(with_api_port(emulator.app, api_port), config))


if __name__ == "__main__":
    main()
