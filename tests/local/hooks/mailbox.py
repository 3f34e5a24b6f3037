"""The local mailbox: whole SES v2 SendEmail requests, one JSON object per line.

What the emulator gives back of a mail lacks the headers and tags, which are half of what our tests look at.
"""

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Awaitable, Callable

from ministack.services import ses_v2

from local.hooks.require import require

Answer = tuple[int, dict, bytes]
SEND_PATH = "/outbound-emails"


def install(path: Path) -> None:
    wrap_send(lambda request, message_id: append(path, request, message_id))


def wrap_send(after: Callable[[dict, str], None]) -> None:
    """Calls `after` with request and message id of each mail that SES took."""
    handle: Callable[..., Awaitable[Answer]] = require(ses_v2, "handle_request")

    async def handle_request(method: str, path: str, headers: dict, body: bytes, query: dict) -> Answer:
        answer = await handle(method, path, headers, body, query)
        if method == "POST" and path.rstrip("/").endswith(SEND_PATH) and answer[0] == 200:
            after(json.loads(body), json.loads(answer[2])["MessageId"])
        return answer

    ses_v2.handle_request = handle_request


def append(path: Path, request: dict, message_id: str) -> None:
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = json.dumps({"messageId": message_id, "at": now, "request": request}, ensure_ascii=False)
    # One write in append mode: readers never see half a line of a small mail, and never a mixed one
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
