"""tests/scenarios.toml names tests that exist, and no number is missing."""

import re
import tomllib

import pytest
from local.instance import REPOSITORY
from local.scenarios import LEDGER, OPEN

TABLES = tomllib.loads(LEDGER.read_text(encoding="utf-8"))
# Numbers that the specifications themselves leave out
UNUSED = {"email-campaigns": {64}, "buckets": {56, 57, 58, 59, 60}}
FIRST_AND_LAST = {"data-model": (1, 40), "contacts-events": (1, 76), "http-api": (1, 65), "email-campaigns": (1, 83),
                  "buckets": (1, 68), "journeys": (1, 77), "admin-api": (1, 61)}


@pytest.mark.parametrize("spec", FIRST_AND_LAST)
def test_no_scenario_is_missing(spec: str) -> None:
    first, last = FIRST_AND_LAST[spec]
    numbers = [int(key.lstrip("BJ")) for key in TABLES[spec]]
    assert numbers == [n for n in range(first, last + 1) if n not in UNUSED.get(spec, ())]


def test_no_specification_is_missing() -> None:
    assert TABLES.keys() == FIRST_AND_LAST.keys()


@pytest.mark.parametrize("name", sorted({v for table in TABLES.values() for v in table.values() if v not in OPEN}))
def test_the_test_of_a_scenario_exists(name: str) -> None:
    *folders, file, function = name.split("::")
    below = "/".join((*folders, file))
    crate, _, inside = below.partition("/")
    places = (f"tests/{below}.rs", f"tests/{below}.py", f"shared/{crate}/src/{inside}.rs", f"shared/{crate}/tests/{inside}.rs")
    defined = re.compile(rf"^ *(?:async )?(?:fn|def) {re.escape(function)}\(", re.MULTILINE)
    assert any(defined.search((REPOSITORY / place).read_text(encoding="utf-8")) for place in places
               if (REPOSITORY / place).exists()), f"no {function} in {' or '.join(places)}"
