"""The parts of the demo that need no stack: its data, and what it says when something is wrong."""

import json
import threading
from collections import Counter
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Iterator

import pytest
from local import demo, purchases
from local.api import Api
from local.console import Problem

YESTERDAY = date(2026, 11, 23)


class Stage(BaseHTTPRequestHandler):
    """Answers what the test laid ready, one answer per call, the last one for ever."""

    answers: list[tuple[int, dict]] = []
    seen: list[dict] = []

    def do_POST(self) -> None:
        self.seen.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        self.send_header("retry-after", "0")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[Api]:
    Stage.answers, Stage.seen = [], []
    server = HTTPServer(("127.0.0.1", 0), Stage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Api(f"http://127.0.0.1:{server.server_port}", "hsk_test")
    server.shutdown()
    server.server_close()


def test_the_log_is_whole() -> None:
    log = purchases.read()
    customers = {p.customer for p in log}
    equal = Counter((p.customer, p.day, p.discs, p.amount) for p in log)
    assert (len(log), len(customers), sum(n - 1 for n in equal.values())) == (6919, 2357, 21)


def test_the_last_purchase_was_yesterday_and_each_line_has_its_key() -> None:
    bodies = purchases.events(purchases.read(), YESTERDAY, "broadcast")
    assert max(body["timestamp"] for body in bodies).startswith("2026-11-23T12:")
    assert len({body["idempotencyKey"] for body in bodies}) == len(bodies)
    assert bodies == purchases.events(purchases.read(), YESTERDAY, "broadcast")


def test_each_customer_asks_for_news_once() -> None:
    bodies = purchases.events(purchases.read(), YESTERDAY, "broadcast")
    asked = [body["userId"] for body in bodies if "lists" in body]
    counts = Counter(body["userId"] for body in bodies)
    assert len(asked) == len(set(asked)) == sum(1 for n in counts.values() if n >= purchases.ASKED_AT_PURCHASE)


def test_what_was_unavailable_is_sent_again(api: Api) -> None:
    stored, busy = {"stored": True, "eventId": "1", "exits": []}, {"error": "Service temporarily unavailable", "code": "unavailable"}
    Stage.answers = [(202, {"results": [stored, busy]}), (503, {}), (202, {"results": [stored]})]
    done = demo.send(api, [{"idempotencyKey": "a"}, {"idempotencyKey": "b"}], "events")
    assert (done.stored, done.known) == (2, 0)
    assert [len(call["events"]) for call in Stage.seen] == [2, 1, 1]


@pytest.mark.parametrize(("status", "answer", "sentence"), [
    (401, {"error": "Unauthorized", "code": "unauthorized"}, "./dev up checks it and makes a new one"),
    (400, {"error": "props", "code": "invalid_props", "issues": [{"path": ["props", "/headline"], "message": "is too long"}]},
     "props./headline: is too long"),
    (400, {"error": "Unknown template: x", "code": "unknown_template"}, "./dev check-content"),
    (500, {"error": "Internal Server Error", "code": "internal"}, "./dev logs"),
])
def test_a_refusal_says_what_to_do(api: Api, status: int, answer: dict, sentence: str) -> None:
    Stage.answers = [(status, answer)]
    with pytest.raises(Problem, match=sentence.replace(".", r"\.")):
        api.call("POST", "/v1/campaigns", {})


def test_without_a_stack_the_command_to_start_it_is_named() -> None:
    with pytest.raises(Problem, match=r"\./dev up"):
        Api("http://127.0.0.1:9", "hsk_test").call("GET", "/v1/lists")
