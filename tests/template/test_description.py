"""The description of the API and the routes of the template are the same."""

import json
from typing import Any

from local.instance import REPOSITORY

DOCUMENT = json.loads((REPOSITORY / "docs" / "openapi.json").read_text(encoding="utf-8"))
# The public GET routes (pages, images and redirects of mails, and health): what programs look at before they fetch
WITH_HEAD = {"health", "get_unsubscribe", "get_preferences", "get_confirm", "track_click", "track_open"}


def routes(functions: dict) -> dict[tuple[str, str], str]:
    """Handler by method and path; `$default` has neither."""
    return {(e["Properties"]["Method"], e["Properties"]["Path"]): handler for handler, function in functions.items()
            for e in function.properties.get("Events", {}).values()
            if e["Type"] == "HttpApi" and "Path" in e["Properties"]}


def operations(document: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Handler by method and path. An operation is called like its handler; HEAD needs a name of its own."""
    return {(method.upper(), path): operation["operationId"].removesuffix("_head")
            for path, methods in document["paths"].items() for method, operation in methods.items()}


def test_every_route_is_described_and_nothing_else(functions: dict) -> None:
    assert operations(DOCUMENT) == routes(functions)


def test_exactly_the_public_get_routes_answer_head(functions: dict) -> None:
    found = routes(functions)
    assert {handler for (method, _), handler in found.items() if method == "HEAD"} == WITH_HEAD & set(functions)
    for (method, path), handler in found.items():
        if method == "HEAD":
            assert found["GET", path] == handler


def test_options_of_every_path_reaches_the_default_route(source: dict[str, Any], functions: dict) -> None:
    assert not {method for method, _ in routes(functions)} & {"OPTIONS", "ANY"}
    assert "CorsConfiguration" not in source["Resources"]["Api"]["Properties"], "the gateway would answer itself"
    assert [handler for handler, function in functions.items()
            for e in function.properties.get("Events", {}).values()
            if e["Type"] == "HttpApi" and "Path" not in e["Properties"]] == ["not_found"]


def test_the_description_is_off_in_production_unless_asked_for(source: dict[str, Any], functions: dict) -> None:
    assert source["Parameters"]["ApiDescription"]["Default"] == "auto"
    on, auto = source["Conditions"]["DescribesApi"]["Fn::Or"]
    assert on == {"Fn::Equals": [{"Ref": "ApiDescription"}, "on"]}
    assert auto == {"Fn::And": [{"Fn::Equals": [{"Ref": "ApiDescription"}, "auto"]},
                                {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "production"]}]}]}
    for handler in ("openapi", "docs"):
        variables = functions[handler].properties["Environment"]["Variables"]
        assert variables == {"API_DESCRIPTION": {"Fn::If": ["DescribesApi", "on", "off"]}}
