"""What moto lacks to run the deploy script: scripts/moto puts this on its path.

Aliases of functions, which event source mappings call; versions that a template replaces; another
retention of a log group; writes to tables one at a time, so that no two pass the same condition; and
the outputs and parameters of a stack that a change set made. Mappings call nothing here: that would take
Docker, and whoever wants the functions called drives them.
"""

from functools import wraps
from threading import RLock

from moto.awslambda import models as functions
from moto.cloudformation import models as stacks
from moto.core.common_models import CloudFormationModel
from moto.dynamodb.models import DynamoDBBackend
from moto.kinesis.models import Stream
from moto.logs.models import LogGroup
from moto.sqs.models import Queue


class Alias(CloudFormationModel):
    __module__ = functions.__name__  # by which moto knows the service

    def __init__(self, arn):
        self.physical_resource_id = arn

    @staticmethod
    def cloudformation_type():
        return "AWS::Lambda::Alias"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = cloudformation_json["Properties"]
        alias = functions.lambda_backends[account_id][region_name].create_alias(
            given["Name"], given["FunctionName"], given["FunctionVersion"], "", None
        )
        return cls(alias.arn)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        given = cloudformation_json["Properties"]
        functions.lambda_backends[account_id][region_name].update_alias(
            given["Name"], given["FunctionName"], given["FunctionVersion"], "", None
        )
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        """The function takes its aliases with it."""


def next_version(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)


def attribute(version, name):
    return str(version.version)  # the only attribute there is


def keep_for(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    original_resource.set_retention_policy(cloudformation_json["Properties"]["RetentionInDays"])
    return original_resource


writing = RLock()


def alone(write):
    @wraps(write)
    def locked(*args, **kwargs):
        with writing:
            return write(*args, **kwargs)

    return locked


def apply(change_set):
    stack = change_set.stack
    stack.resource_map.update(change_set.template_dict, change_set.parameters)
    stack.template = change_set.template
    stack.parameters = change_set.parameters
    stack._parse_template()
    stack.output_map = stack._create_output_map()


functions.LambdaVersion.update_from_cloudformation_json = classmethod(next_version)
functions.LambdaVersion.has_cfn_attr = classmethod(lambda cls, name: name == "Version")
functions.LambdaVersion.get_cfn_attribute = attribute
for write in ("put_item", "update_item", "delete_item", "transact_write_items"):
    setattr(DynamoDBBackend, write, alone(getattr(DynamoDBBackend, write)))
LogGroup.update_from_cloudformation_json = classmethod(keep_for)
stacks.ChangeSet.apply = apply
for source in (Stream, Queue):
    source.lambda_event_source_mappings = property(lambda self: {}, lambda self, mappings: None)
