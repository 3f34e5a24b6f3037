"""Sounder's API as the demo calls it: refusals become sentences that say what to do."""

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from local.console import Problem

TRIES = 5
TIMEOUT_S = 40  # longer than the gateway waits for a function
WORTH_REPEATING = (429, 502, 503, 504)


@dataclass(frozen=True)
class Api:
    url: str
    key: str

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        """One call, repeated when the answer asks for it. Only for calls that are harmless when repeated."""
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(method, path, body)
            except urllib.error.HTTPError as error:
                answer = _json(error)
                if error.code not in WORTH_REPEATING or attempt == TRIES:
                    raise Problem(refusal(method, path, error.code, answer)) from error
                time.sleep(min(5.0, _seconds(error.headers.get("retry-after"))))
            except (urllib.error.URLError, OSError) as error:
                if attempt == TRIES:
                    raise Problem(f"nothing answers at {self.url} ({error}): ./dev up starts the stack, "
                                  "and starting it again is harmless") from error
                time.sleep(0.3 * attempt)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, path: str, body: dict | None) -> dict:
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, method=method, headers=headers, data=data)
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            return json.load(response)


def refusal(method: str, path: str, status: int, answer: dict) -> str:
    """What was refused, why, and what to do about it."""
    said = answer.get("error") or "no reason given"
    findings = [f"{'.'.join(map(str, i.get('path', [])))}: {i.get('message', '')}" for i in answer.get("issues") or []]
    lines = [f"{method} {path} was refused ({status}): {said}", *(f"  {f}" for f in findings if f != said)]
    return "\n".join([*lines, advice(status, answer.get("code", ""))])


def advice(status: int, code: str) -> str:
    match status, code:
        case 401 | 403, _:
            return ("The key in .local/env is not the one that this stack knows, or was revoked. "
                    "./dev up checks it and makes a new one.")
        case _, "unknown_template" | "invalid_props":
            return "Templates stand in content/templates, each with a schema.json; ./dev check-content checks them, ./dev up publishes them."
        case _, "unknown_list":
            return "Lists stand in content/lists; ./dev up publishes them."
        case _, "sender_not_allowed":
            return "The sender comes from content/brand.toml; locally only addresses at example.com may send."
        case _, "idempotency_conflict":
            return "The purchases differ from those of an earlier run. ./dev down --forget, then ./dev demo, begins anew."
        case _ if status >= 500:
            return "./dev logs with the function's name shows what it logged."
    return "./dev logs with the function's name may say more."


def _json(error: urllib.error.HTTPError) -> dict:
    try:
        answer = json.loads(error.read())
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isdigit() else 0.5
