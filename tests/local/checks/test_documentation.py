"""What the documentation says can be done, can be done: links lead somewhere, and the API's examples work."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from local.instance import REPOSITORY, TEST
from local.tests_command import environment

PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md"), *(REPOSITORY / "tests").glob("*/README.md")])
EXAMPLES = re.findall(r"^```sh\n(.*?)^```", (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


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
def test_every_example_of_the_api_works() -> None:
    known: dict[str, str] = {}
    for example in EXAMPLES:
        script = example.replace("curl -s ", "curl -sS --fail-with-body -w '\\n' ")
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], env={**os.environ, **environment(TEST), **known},
                              cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{example}\n{done.stdout}\n{done.stderr}"
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            if "campaignId" in answer:
                known["CAMPAIGN_ID"] = answer["campaignId"]
            if "jobId" in answer:
                known["UPLOAD_ID" if "uploadUrl" in answer else "IMPORT_ID"] = answer["jobId"]
            if "keyPrefix" in answer:
                known["KEY_ID"] = answer["id"]


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
