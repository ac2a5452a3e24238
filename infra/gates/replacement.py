#!/usr/bin/env python3
"""Which properties of our resources cannot change without a new resource, by cfn-lint's schemas.

replacement.py           writes replacement.json
replacement.py --check   fails when it is not what the schemas say
"""

import json
import pathlib
import sys

from cfnlint.decode import cfn_yaml
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

HERE = pathlib.Path(__file__).parent
FILE = HERE / "replacement.json"


def replacement(type_name):
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_name).schema
    paths = schema.get("createOnlyProperties", []) + schema.get("conditionalCreateOnlyProperties", [])
    return sorted(path.removeprefix("/properties/") for path in paths)


def main():
    types = set()
    for template in (HERE.parent / "cloudformation").glob("*.yaml"):
        types |= {r["Type"] for r in cfn_yaml.load(str(template))["Resources"].values()}
    text = json.dumps({str(t): replacement(t) for t in sorted(types)}, indent=2) + "\n"
    if "--check" not in sys.argv:
        FILE.write_text(text)
    elif FILE.read_text() != text:
        sys.exit(f"{FILE.name} differs from cfn-lint's schemas: run infra/gates/replacement.py")


main()
