"""tests/scenarios.toml names tests that exist, and no number is missing."""

import re
import tomllib

import pytest
from local.instance import REPOSITORY
from local.scenarios import LEDGER, OPEN, named

TABLES = tomllib.loads(LEDGER.read_text(encoding="utf-8"))
# How many scenarios each part of the engine has; they are numbered from 1
SCENARIOS = {"data-model": 40, "contacts-events": 76, "http-api": 65, "email-campaigns": 83, "buckets": 68, "journeys": 77,
             "admin-api": 61}


@pytest.mark.parametrize("part", SCENARIOS)
def test_no_scenario_is_missing(part: str) -> None:
    assert [int(key.lstrip("BJ")) for key in TABLES[part]] == list(range(1, SCENARIOS[part] + 1))


def test_no_part_is_missing() -> None:
    assert TABLES.keys() == SCENARIOS.keys()


def test_a_list_names_several_tests_and_no_scenario_is_shown_and_open() -> None:
    for table in TABLES.values():
        for number, line in table.items():
            if isinstance(line, list):
                assert len(set(line)) == len(line) > 1 and not set(line) & set(OPEN), number


@pytest.mark.parametrize("name", sorted({name for table in TABLES.values() for line in table.values() for name in named(line)}))
def test_the_test_of_a_scenario_exists(name: str) -> None:
    *folders, file, function = name.split("::")
    below = "/".join((*folders, file))
    crate, _, inside = below.partition("/")
    places = (f"tests/{below}.rs", f"tests/{below}.py", f"shared/{crate}/src/{inside}.rs", f"shared/{crate}/tests/{inside}.rs")
    defined = re.compile(rf"^ *(?:async )?(?:fn|def) {re.escape(function)}\(", re.MULTILINE)
    assert any(defined.search((REPOSITORY / place).read_text(encoding="utf-8")) for place in places
               if (REPOSITORY / place).exists()), f"no {function} in {' or '.join(places)}"
