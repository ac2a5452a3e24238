#!/usr/bin/env python3
"""Prints every IAM action that templates allow, one a line: template, action."""

import sys

from cfnlint.decode import cfn_yaml


def statements(value):
    if isinstance(value, dict):
        if "Effect" in value and "Action" in value:
            yield value
        for inner in value.values():
            yield from statements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from statements(inner)


for template in sys.argv[1:]:
    for statement in statements(cfn_yaml.load(template)["Resources"]):
        actions = statement["Action"]
        for action in actions if isinstance(actions, list) else [actions]:
            print(template, action)
