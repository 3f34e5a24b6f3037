"""What the documentation says can be done, can be done: links lead somewhere, and the API's examples work."""

import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from local import described, mails
from local.instance import REPOSITORY, TEST
from local.tests_command import environment

PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md"), *(REPOSITORY / "tests").glob("*/README.md")])
API = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
# A block of commands, and the text that says what they answer, up to the next block or heading
EXAMPLES = re.findall(r"^```sh\n(.*?)^```\n(.*?)(?=^```|^#|\Z)", API, re.MULTILINE | re.DOTALL)
MAIL_PATIENCE_S = 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, heading = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{target} does not exist"
        if heading:
            assert heading in _anchors(file), f"{target}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_named_files_exist(page: Path) -> None:
    if page.name == "CONTRIBUTING.md":
        pytest.skip("recipes name files that the reader is going to write")
    named = set(re.findall(r"`((?:functions|shared|tests|content|migrations)/[\w./-]+\.\w+)`", page.read_text(encoding="utf-8")))
    assert not [path for path in sorted(named) if not (REPOSITORY / path).exists()]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.skipif(not TEST.env_file.exists(), reason="the stack of the tests does not run")
def test_every_example_of_the_api_answers_as_the_text_says() -> None:
    known: dict[str, str] = {}
    shown: set[str | None] = set()
    for commands, text in EXAMPLES:
        if "$UNSUBSCRIBE_URL" in commands:
            known |= _links(known["CAMPAIGN_ID"])
        for answer in (answers := _run(commands, known)):
            operation = described.operation_of(answer.method, answer.url)
            assert operation, f"{answer.method} {answer.url} is not described"
            assert not described.faults(operation, answer.status, answer.content_type, answer.body), commands
            shown.add(operation)
            if answer.content_type == "application/json":
                body = json.loads(answer.body)
                known |= {"CAMPAIGN_ID": body["campaignId"]} if "campaignId" in body else {}
                known |= {"KEY_ID": body["id"]} if "keyPrefix" in body else {}
                known |= {"CONTACT_ID": body["contact"]["id"]} if "contact" in body else {}
                if "jobId" in body:
                    known["UPLOAD_ID" if "uploadUrl" in body else "IMPORT_ID"] = body["jobId"]
        _assert_as_told(answers[-1], text)
    assert shown == set(described.operations()), "every route is shown"


@dataclass(frozen=True)
class Answer:
    body: str
    status: int
    method: str
    url: str
    content_type: str


def _run(commands: str, known: dict[str, str]) -> list[Answer]:
    """The answers of a block's calls, in their order."""
    script = commands.replace("curl -s ", "curl -sS -w '\\n\x1e%{http_code} %{method} %{url} %{content_type}\x1e' ")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], env={**os.environ, **environment(TEST), **known},
                          cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
    parts = done.stdout.split("\x1e")
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [Answer(body.strip(), int(status), method, url, kind)
            for body, told in pairs for status, method, url, kind in [told.split(" ", 3)]]


def _assert_as_told(answer: Answer, text: str) -> None:
    """The first number that begins a sentence is the status, the first `{…}` shows the fields; any other field is at least named."""
    told = re.search(r"(?:^|\. )([2-5]\d\d)\b", text, re.MULTILINE)
    assert told and answer.status == int(told[1]), f"{answer} is not as told: {text[:200]}"
    shape = re.search(r"`(\{.*?\})`", text)
    if shape and answer.content_type == "application/json":
        fields = json.loads(answer.body).keys()
        assert _always(shape[1]) <= fields, f"{answer} lacks what is told: {shape[1]}"
        assert fields <= set(re.findall(r"\w+", text)), f"{answer} has what is not told"


def _always(shape: str) -> set[str]:
    """The outermost names of `{"a", "b": {"c"}, "d"?}` without those that may be absent."""
    inner = shape[1:-1]
    while inner != (flat := re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", inner)):
        inner = flat
    return set(re.findall(r'(?:^|, )"(\w+)"(?!\?)', inner))


def _links(campaign: str) -> dict[str, str]:
    """The links in the campaign's mail, once it was sent."""
    deadline = time.monotonic() + MAIL_PATIENCE_S
    while time.monotonic() < deadline:
        for mail in mails.read(TEST.mailbox):
            if {"Name": "campaign_id", "Value": campaign} in (mail["request"].get("EmailTags") or []):
                simple = mail["request"]["Content"]["Simple"]
                headers = {h["Name"]: h["Value"] for h in simple["Headers"]}
                preferences = re.search(r"http\S+/v1/email/preferences\?token=[\w.-]+", simple["Body"]["Text"]["Data"])
                assert preferences, "the mail has no link to the preference page"
                return {"UNSUBSCRIBE_URL": headers["List-Unsubscribe"].strip("<>"), "PREFERENCES_URL": preferences[0]}
        time.sleep(0.2)
    raise AssertionError("the campaign's mail did not arrive")


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
