"""Reads template.yaml with CloudFormation's short tags, and what the local deployment needs to know of it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from local.instance import REPOSITORY

PATH = REPOSITORY / "template.yaml"


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):
    """YAML in which `!Ref X` means {"Ref": "X"}."""


def _tag(loader: yaml.Loader, suffix: str, node: yaml.Node) -> dict:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)


@dataclass(frozen=True)
class Function:
    """A function of the template."""

    logical_id: str
    handler: str
    area: str
    properties: dict


@cache
def load(path: Path = PATH) -> dict:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Loader)  # noqa: S506: a safe loader with our tags


def functions(template: dict) -> list[Function]:
    return [Function(name, r["Properties"]["Handler"], r["Metadata"]["BuildProperties"]["Binary"], r["Properties"])
            for name, r in template["Resources"].items() if r["Type"] == "AWS::Serverless::Function"]


def areas(template: dict) -> list[str]:
    """The artefacts, in the template's order."""
    return list(dict.fromkeys(f.area for f in functions(template)))
