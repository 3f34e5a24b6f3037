"""Handlers in code, functions in the template and samples in events/ are the same."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from local import template
from local.instance import REPOSITORY

EVENTS = REPOSITORY / "events"
BINARIES = Path(os.environ.get("SOUNDER_BINARIES")
                or Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")) / "debug")


@pytest.mark.parametrize("area", template.areas(template.load()))
def test_an_areas_binary_and_the_template_name_the_same_handlers(area: str, functions: dict) -> None:
    listed = subprocess.run([BINARIES / area, "--handlers"], capture_output=True, text=True, check=True, timeout=10)
    assert sorted(listed.stdout.split()) == sorted(f.handler for f in functions.values() if f.area == area)


def test_every_area_has_its_folder(source: dict[str, Any]) -> None:
    folders = {path.parent.name for path in (REPOSITORY / "functions").glob("*/Cargo.toml")}
    assert folders == set(template.areas(source))


def test_every_handler_has_a_sample_event_and_no_sample_is_left_over(functions: dict) -> None:
    assert {path.stem for path in EVENTS.glob("*")} == set(functions)


def test_logical_ids_follow_the_handlers(functions: dict) -> None:
    for handler, function in functions.items():
        assert function.logical_id == "".join(part.capitalize() for part in handler.split("_")) + "Function"


def test_samples_have_the_shape_of_their_trigger(functions: dict, source: dict[str, Any]) -> None:
    for handler, function in functions.items():
        sample = json.loads((EVENTS / f"{handler}.json").read_text())
        triggers = list(function.properties.get("Events", {}).values())
        kinds = {t["Type"] for t in triggers}
        if "HttpApi" in kinds:
            assert sample["version"] == "2.0" and sample["routeKey"] in {route(t["Properties"]) for t in triggers}, handler
        elif "SQS" in kinds:
            names = {t["Properties"]["Queue"]["Fn::GetAtt"][0] for t in triggers}
            assert all(any(f"-{n}-" in r["eventSourceARN"] for n in names) for r in sample["Records"]), handler
        elif "ScheduleV2" in kinds:
            assert sample["source"] == "aws.scheduler", handler
        else:
            types = {r["Type"] for r in source["Resources"].values()}
            assert sample["ResourceType"] in types and sample["RequestType"] == "Create", handler


def route(properties: dict[str, Any]) -> str:
    return f"{properties['Method']} {properties['Path']}" if "Path" in properties else "$default"
