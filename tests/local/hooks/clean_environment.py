"""Keeps the emulator's own settings out of functions, which would otherwise inherit its whole environment."""

from typing import Any

from ministack.services import lambda_svc

from local.hooks.require import require

# What Lambda gives every function, beside AWS_*, _HANDLER and the function's own variables
KEPT = {"PATH", "LANG", "TZ", "TMPDIR", "LAMBDA_TASK_ROOT", "_HANDLER"}


def install() -> None:
    worker_env = require(lambda_svc, "_provided_worker_env")

    def clean_worker_env(config: dict, *rest: Any) -> dict[str, str]:
        own = ((config.get("Environment") or {}).get("Variables") or {}).keys()
        return {name: value for name, value in worker_env(config, *rest).items()
                if name in KEPT or name in own or name.startswith("AWS_")}

    lambda_svc._provided_worker_env = clean_worker_env
