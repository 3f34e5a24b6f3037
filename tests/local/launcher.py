"""Runs the emulator with our hooks, and our API at the root of a port of its own.

Clients drop path prefixes and `*.localhost` does not resolve everywhere, so the HTTP API answers at http://127.0.0.1:PORT/.
Settings come by environment (see process.py); the parent starts us with a clean one, so nothing leaks into functions.
"""

import asyncio
import os
from typing import Any, Awaitable, Callable

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as emulator
from ministack.services import apigateway

from local import hooks

App = Callable[[dict, Any, Any], Awaitable[None]]
NO_API = b'{"error":"The local stack has no API yet. Run ./dev up.","code":"no_stack"}'


def deployed_api() -> str | None:
    """Id of the HTTP API of our stack; the instance has one stack only."""
    return next((api_id for api_id, api in apigateway._apis.items() if api.get("protocolType") == "HTTP"), None)


def with_api_port(app: App, api_port: int) -> App:
    """Turns requests to the API's port into what a client of the deployed API would send."""

    async def front(scope: dict, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["server"][1] == api_port:
            api = deployed_api()
            if api is None:
                await send({"type": "http.response.start", "status": 503,
                            "headers": [(b"content-type", b"application/json")]})
                await send({"type": "http.response.body", "body": NO_API})
                return
            host = f"{api}.execute-api.{emulator._MINISTACK_HOST}".encode()
            scope = {**scope, "headers": [(k, host if k.lower() == b"host" else v) for k, v in scope["headers"]]}
        await app(scope, receive, send)

    return front


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
