#!/usr/bin/env python3
"""What the deploy script needs to know of templates.

templates.py parameters NEW GIVEN.json DEPLOYED-PARAMETERS.json RELEASE
    of the given values, those that the template declares, as a list for --parameters; what is not
    given keeps its deployed value. ReleaseId is the release and a digest of template and values
templates.py destructive OLD OLD-PARAMETERS.json NEW NEW-PARAMETERS.json
    the stateful resources that an update would replace or remove, one a line with the reason;
    exit status 3 when there are any

Parameters are lists of ParameterKey and ParameterValue, as CloudFormation gives and takes them. What
depends on a resource is compared as it is written.
"""

import hashlib
import json
import pathlib
import sys

try:
    import yaml
except ImportError:
    sys.exit("templates.py: needs PyYAML: your package manager has it as python3-yaml")

ROOT = pathlib.Path(__file__).resolve().parent
REPLACEMENT = json.loads((ROOT / "gates/replacement.json").read_text())
POLICY = json.loads((ROOT / "cloudformation/stack-policy.json").read_text())
STATEFUL = set(POLICY["Statement"][1]["Condition"]["StringEquals"]["ResourceType"])
NOTHING = object()


class Loader(yaml.SafeLoader):
    """Reads !Ref and its like as the functions they are short for."""


def function(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


Loader.add_multi_constructor("!", function)


def load(path):
    text = pathlib.Path(path).read_text()
    return yaml.load(text, Loader)


class Resolved:
    """A template with its parameters' values in place, as far as they decide."""

    def __init__(self, template, parameters):
        self.template = template
        self.values = {
            name: str(declared["Default"])
            for name, declared in template.get("Parameters", {}).items()
            if "Default" in declared
        }
        self.values |= {p["ParameterKey"]: p["ParameterValue"] for p in parameters if "ParameterValue" in p}

    def condition(self, name):
        return self.truth(self.template["Conditions"][name])

    def truth(self, rule):
        (operator, of), = rule.items()
        if operator == "Condition":
            return self.condition(of)
        if operator == "Fn::Equals":
            left, right = (self.value(v) for v in of)
            return str(left) == str(right)
        if operator == "Fn::Not":
            return not self.truth(of[0])
        return (all if operator == "Fn::And" else any)(self.truth(r) for r in of)

    def value(self, of):
        if isinstance(of, list):
            return [v for v in map(self.value, of) if v is not NOTHING]
        if not isinstance(of, dict):
            return of
        if len(of) == 1:
            (name, argument), = of.items()
            if name == "Ref" and argument == "AWS::NoValue":
                return NOTHING
            if name == "Ref" and argument in self.values:
                return self.values[argument]
            if name == "Fn::If":
                return self.value(argument[1 if self.condition(argument[0]) else 2])
            if name == "Fn::Sub" and isinstance(argument, str):
                for parameter, value in self.values.items():
                    argument = argument.replace("${" + parameter + "}", value)
                return {"Fn::Sub": argument}
        resolved = {key: self.value(v) for key, v in of.items()}
        return {key: v for key, v in resolved.items() if v is not NOTHING}

    def resources(self):
        return {
            name: resource
            for name, resource in self.template["Resources"].items()
            if "Condition" not in resource or self.condition(resource["Condition"])
        }

    def property(self, resource, path):
        found = self.value(resource.get("Properties", {}))
        for part in path.split("/"):
            found = found.get(part) if isinstance(found, dict) else None
        return found


def parameters(template, given, deployed, release):
    declared = load(template).get("Parameters", {})
    values = {p["ParameterKey"]: p["ParameterValue"] for p in json.loads(pathlib.Path(deployed).read_text())}
    given = {k: str(v) for k, v in json.loads(pathlib.Path(given).read_text()).items() if k in declared}
    kept = sorted(k for k in values if k in declared and k not in given and k != "ReleaseId")
    if "ReleaseId" in declared:
        # What nobody may see is no part of a digest that everybody can.
        defaults = {k: str(d["Default"]) for k, d in declared.items() if "Default" in d}
        open_values = {k: v for k, v in (defaults | values | given).items() if "NoEcho" not in declared.get(k, {}) and k != "ReleaseId"}
        settings = pathlib.Path(template).read_text() + json.dumps(open_values, sort_keys=True)
        given["ReleaseId"] = f"{release}-{hashlib.sha256(settings.encode()).hexdigest()[:8]}"
    return [{"ParameterKey": k, "ParameterValue": v} for k, v in sorted(given.items())] + [
        {"ParameterKey": k, "UsePreviousValue": True} for k in kept
    ]


def destructive(old, new):
    after = new.resources()
    for name, resource in old.resources().items():
        kind = resource["Type"]
        if kind not in STATEFUL:
            continue
        if name not in after:
            yield f"{name} ({kind}) would be removed"
        elif after[name]["Type"] != kind:
            yield f"{name} ({kind}) would become {after[name]['Type']}"
        else:
            for path in REPLACEMENT[kind]:
                if old.property(resource, path) != new.property(after[name], path):
                    yield f"{name} ({kind}) would be replaced: {path} changes"


def main(command, *files):
    if command == "parameters":
        json.dump(parameters(*files), sys.stdout)
        return 0
    before, now = (json.loads(pathlib.Path(file).read_text()) for file in (files[1], files[3]))
    old, new = Resolved(load(files[0]), before), Resolved(load(files[2]), before + now)
    changes = list(destructive(old, new))
    print("\n".join(changes), end="\n" if changes else "")
    return 3 if changes else 0


sys.exit(main(*sys.argv[1:]))
