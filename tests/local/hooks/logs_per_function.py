"""Keeps each function's log lines in a group of its own, so that `./dev logs` can show one function.

In AWS the streams of a shared group begin with the function's name; the emulator's do not, and nothing else in a line
says whose it is.
"""

from typing import Any

from ministack.services import lambda_svc

from local.hooks.require import require


def install() -> None:
    emit = require(lambda_svc, "_emit_lambda_logs")

    def emit_to_own_group(function: dict, *rest: Any, **named: Any) -> None:
        config = {name: value for name, value in (function.get("config") or function).items() if name != "LoggingConfig"}
        emit({**function, "config": config}, *rest, **named)

    lambda_svc._emit_lambda_logs = emit_to_own_group
