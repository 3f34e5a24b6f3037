"""A file goes up by the form that Sounder signs, and comes in. The emulator checks the signature and the policy as S3 does."""

import time
import uuid
from typing import Iterator

import pytest
import urllib3
from local.api import Api
from local.instance import TEST
from local.tests_command import environment

PATIENCE_S = 60
IMPORTS = "/v1/admin/contacts/import"


@pytest.fixture
def api() -> Iterator[Api]:
    if not TEST.env_file.exists():
        pytest.skip("the stack of the tests does not run")
    known = environment(TEST)
    yield Api(known["SOUNDER_URL"], known["SOUNDER_ADMIN_KEY"])


def post(upload: dict, file: bytes, **changed: str) -> int:
    fields = {**upload["fields"], **changed, "file": ("people.csv", file)}
    return urllib3.request("POST", upload["uploadUrl"], fields=fields).status


def test_a_file_goes_up_by_the_form_and_comes_in(api: Api) -> None:
    upload = api.call("POST", f"{IMPORTS}/uploads", {"fileName": "people.csv"})
    name = uuid.uuid4().hex
    rows = "".join(f"{name}-{n},{name}.{n}@example.com\n" for n in range(2_500))
    assert post(upload, f"userId,email\n{rows}".encode()) == 204
    job = api.call("POST", IMPORTS, {"jobId": upload["jobId"], "format": "csv"})["jobId"]
    deadline = time.monotonic() + PATIENCE_S
    while (shown := api.call("GET", f"{IMPORTS}/{job}"))["finishedAt"] is None and time.monotonic() < deadline:
        time.sleep(0.2)
    assert (shown["status"], shown["createdRows"], shown["percent"]) == ("completed", 2_500, 100)


def test_the_form_is_good_for_its_own_file_alone(api: Api) -> None:
    upload = api.call("POST", f"{IMPORTS}/uploads", {})
    assert post(upload, b"email\n", key=f"imports/{uuid.uuid4()}") == 403
    assert post(upload, b"") == 400  # S3 wants a byte at least, and a gigabyte at most
