"""What the template promises about queues, sweeps, releasing, names and limits."""

import json
import re
from typing import Any

from local import template
from local.instance import REPOSITORY

MAX_RESOURCES = 450  # AWS ends at 500
MAX_ENVIRONMENT_BYTES = 4096
NAMES = {"Name", "QueueName", "TopicName", "RoleName", "FunctionName", "LogGroupName", "LayerName", "PolicyName",
         "ManagedPolicyName", "AlarmName"}
# Names that live inside something of ours, or that are none
NAME_IS_LOCAL = {"AWS::Lambda::Alias", "AWS::ApiGatewayV2::Stage"}


def of_type(document: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {name: r["Properties"] for name, r in document["Resources"].items() if r["Type"] == kind}


def test_the_stack_stays_far_from_the_limit_of_resources(transformed: dict[str, Any]) -> None:
    assert len(transformed["Resources"]) < MAX_RESOURCES


def test_every_queue_has_a_dead_letter_queue_and_patience(source: dict[str, Any]) -> None:
    queues = of_type(source, "AWS::SQS::Queue")
    for name, queue in queues.items():
        assert queue["SqsManagedSseEnabled"] is True and queue["MessageRetentionPeriod"] == 14 * 86400
        if not name.endswith("DeadLetterQueue"):
            dead = name.removesuffix("Queue") + "DeadLetterQueue"
            assert queue["RedrivePolicy"] == {"deadLetterTargetArn": {"Fn::GetAtt": [dead, "Arn"]}, "maxReceiveCount": 8}


def test_a_message_is_hidden_for_six_time_outs_of_its_consumer(source: dict[str, Any], functions: dict) -> None:
    queues, default = of_type(source, "AWS::SQS::Queue"), source["Globals"]["Function"]["Timeout"]
    for function in functions.values():
        for event in function.properties.get("Events", {}).values():
            if event["Type"] == "SQS":
                queue = queues[event["Properties"]["Queue"]["Fn::GetAtt"][0]]
                assert queue["VisibilityTimeout"] == 6 * function.properties.get("Timeout", default)
                assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
                assert event["Properties"]["ScalingConfig"]["MaximumConcurrency"]


def test_workers_of_each_lane_grow_with_the_rate(source: dict[str, Any]) -> None:
    table = source["Mappings"]["MailConcurrency"]
    assert [int(rate) for rate in table] == source["Parameters"]["MaxSendRate"]["AllowedValues"] == [1, 14, 50, 100, 200, 500]
    assert [row["Priority"] for row in table.values()] == [2, 5, 5, 10, 20, 50]
    assert [row["Journey"] for row in table.values()] == [row["Bulk"] for row in table.values()] == [2, 2, 5, 9, 18, 45]


def test_late_and_failed_ticks_are_dropped(functions: dict) -> None:
    dropped = {"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0}
    for function in functions.values():
        for event in function.properties.get("Events", {}).values():
            if event["Type"] == "ScheduleV2":
                assert event["Properties"]["RetryPolicy"] == dropped
                assert event["Properties"]["OmitName"] is True  # SAM's own name has no stack in it
                assert function.properties["EventInvokeConfig"] == dropped


def test_every_scheduled_task_is_missed_when_it_does_not_succeed(functions: dict) -> None:
    scheduled = {h for h, f in functions.items() if any(e["Type"] == "ScheduleV2" for e in f.properties.get("Events", {}).values())}
    watched = (REPOSITORY / "shared/engine/src/operations/heartbeats.rs").read_text()
    assert set(re.findall(r'\("([a-z_]+)", [0-9.]+ \* (?:MINUTE|HOUR)\)', watched)) == scheduled


def test_every_dead_letter_queue_is_drained_and_the_code_knows_the_number_of_receives(source: dict[str, Any], functions: dict) -> None:
    drained = {v["Ref"] for v in functions["drain_dead_letters"].properties["Environment"]["Variables"].values()}
    assert drained == {name for name in of_type(source, "AWS::SQS::Queue") if name.endswith("DeadLetterQueue")}
    assert "MAX_RECEIVES: u32 = 8;" in (REPOSITORY / "shared/engine/src/operations/dead_letters/mod.rs").read_text()


def test_new_code_waits_for_the_migration_and_content_for_new_code(source: dict[str, Any], functions: dict) -> None:
    wait = {"Fn::GetAtt": ["Migrate", "SchemaVersion"]}
    assert source["Globals"]["Function"]["Environment"]["Variables"]["SCHEMA_VERSION"] == wait
    overriding = {h for h, f in functions.items() if "SCHEMA_VERSION" in f.properties.get("Environment", {}).get("Variables", {})}
    assert overriding == {"migrate"}
    others = {f.logical_id for h, f in functions.items() if h not in ("migrate", "publish")}
    assert set(source["Resources"]["Publish"]["DependsOn"]) == others


def test_changed_code_or_content_runs_the_custom_resources_again(source: dict[str, Any], transformed: dict[str, Any]) -> None:
    for name in ("Migrate", "Publish"):
        version = transformed["Resources"][name]["Properties"]["CodeVersion"]["Ref"]
        assert transformed["Resources"][version]["Type"] == "AWS::Lambda::Version"
        assert version.startswith(f"{name}FunctionVersion") and version != f"{name}FunctionVersion"
    layer = transformed["Resources"]["Publish"]["Properties"]["Content"]["Ref"]
    assert transformed["Resources"][layer]["Type"] == "AWS::Lambda::LayerVersion" and layer != "ContentLayer"
    settings = {"EnabledLists", "ConfirmOptInChange", "ContentPath", "AllowedSenders", "PublicBaseUrl", "SourceCommit"}
    assert settings <= source["Resources"]["Publish"]["Properties"].keys()


def test_two_stacks_in_one_account_do_not_collide(transformed: dict[str, Any]) -> None:
    for logical_id, resource in transformed["Resources"].items():
        if resource["Type"] in NAME_IS_LOCAL:
            continue
        for name in NAMES & resource.get("Properties", {}).keys():
            value = resource["Properties"][name]
            refers = isinstance(value, dict) and value.get("Ref") in transformed["Resources"]
            assert refers or "AWS::StackName" in json.dumps(value), f"{logical_id}.{name}"


def test_secrets_are_generated_and_never_written_into_the_template(source: dict[str, Any]) -> None:
    for secret in of_type(source, "AWS::SecretsManager::Secret").values():
        assert "GenerateSecretString" in secret and "SecretString" not in secret
    assert "{{resolve" not in json.dumps(source)
    assert source["Resources"]["LinkKeys"]["DeletionPolicy"] == source["Resources"]["LinkKeys"]["UpdateReplacePolicy"] == "Retain"


def test_parameters_are_described_grouped_and_checked(source: dict[str, Any]) -> None:
    groups = source["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    grouped = [name for group in groups for name in group["Parameters"]]
    assert sorted(grouped) == sorted(source["Parameters"])
    for name, parameter in source["Parameters"].items():
        assert parameter["Description"], name
        assert {"AllowedValues", "AllowedPattern", "MaxLength", "MaxValue"} & parameter.keys(), name
        assert not {"AllowedPattern", "MaxValue"} & parameter.keys() or parameter["ConstraintDescription"], name


def test_variables_of_a_function_fit(transformed: dict[str, Any]) -> None:
    for name, function in of_type(transformed, "AWS::Lambda::Function").items():
        # References become ARNs and URLs of up to about 150 characters
        size = sum(len(k) + (len(v) if isinstance(v, str) else 150) for k, v in function["Environment"]["Variables"].items())
        assert size < MAX_ENVIRONMENT_BYTES, name


def test_no_two_functions_take_one_route(functions: dict) -> None:
    routes = [(e["Properties"].get("Method"), e["Properties"].get("Path")) for f in functions.values()
              for e in f.properties.get("Events", {}).values() if e["Type"] == "HttpApi"]
    assert len(routes) == len(set(routes)) and (None, None) in routes


def test_the_gateway_limits_every_route_and_more_strictly_those_that_anybody_may_call(
        source: dict[str, Any], transformed: dict[str, Any], functions: dict) -> None:
    (stage,) = of_type(transformed, "AWS::ApiGatewayV2::Stage").values()
    limits = ("ThrottlingRateLimit", "ThrottlingBurstLimit")
    assert stage["DefaultRouteSettings"] == {limit: {"Ref": limit} for limit in limits}
    # Nothing is asked of their callers, neither a key nor the token of a link
    open_to_anybody = {f"{e['Properties']['Method']} {e['Properties']['Path']}" for h in ("health", "openapi", "docs")
                       for e in functions[h].properties["Events"].values()}
    assert stage["RouteSettings"].keys() == open_to_anybody
    for settings in stage["RouteSettings"].values():
        assert all(settings[limit] < source["Parameters"][limit]["Default"] for limit in limits)
    # A stage whose settings name a route that is not there cannot be made
    (api,) = of_type(transformed, "AWS::ApiGatewayV2::Api").values()
    routes = {f"{method.upper()} {path}" for path, methods in api["Body"]["paths"].items() for method in methods}
    assert open_to_anybody <= routes


def test_functions_can_live_in_a_vpc(source: dict[str, Any]) -> None:
    condition, inside, outside = source["Globals"]["Function"]["VpcConfig"]["Fn::If"]
    assert condition == "InVpc" and outside == {"Ref": "AWS::NoValue"}
    assert inside == {"SubnetIds": {"Ref": "VpcSubnetIds"}, "SecurityGroupIds": {"Ref": "VpcSecurityGroupIds"}}
    for role in {f.properties["Role"]["Fn::GetAtt"][0] for f in template.functions(source)}:
        assert any("Fn::If" in arn for arn in source["Resources"][role]["Properties"]["ManagedPolicyArns"]), role
