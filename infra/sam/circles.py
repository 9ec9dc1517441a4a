"""Fails when the resources that SAM makes of template.yaml depend on each other in a circle.

Run with the Python of aws-sam-cli: it asks SAM's own translator. CloudFormation would only say so at
deployment, and the linter looks at the template before the translation, where the API and its stage are one.
"""

import os
import re
import sys
from pathlib import Path

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    def load(self):
        return {}


def names_in(node):
    """Logical ids that an expression depends on, and some names that are none."""
    if isinstance(node, list):
        for part in node:
            yield from names_in(part)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "Ref":
            yield value
        elif key == "Fn::GetAtt":
            yield value[0] if isinstance(value, list) else value.split(".")[0]
        elif key == "Fn::Sub":
            text, extra = (value, {}) if isinstance(value, str) else value
            yield from (name.split(".")[0] for name in re.findall(r"\$\{([^!}]+)\}", text))
            yield from names_in(extra)
        elif key == "DependsOn":
            yield from [value] if isinstance(value, str) else value
        else:
            yield from names_in(value)


def circle(needs):
    """One circle, as a list that begins and ends with the same name, or None."""
    done = set()

    def follow(name, path):
        if name in path:
            return path[path.index(name):] + [name]
        if name in done:
            return None
        for needed in sorted(needs[name]):
            if found := follow(needed, path + [name]):
                return found
        done.add(name)
        return None

    return next((found for name in needs if (found := follow(name, []))), None)


def main(path):
    template = yaml_parse(Path(path).read_text())
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://nowhere/nothing"  # the translator wants built code
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")  # it wants to know one
    made = transform(template, {}, NoManagedPolicies())["Resources"]
    needs = {name: {n for n in names_in(resource) if n in made} for name, resource in made.items()}
    if found := circle(needs):
        sys.exit("These resources wait for each other: " + " -> ".join(found))
    print(f"{len(made)} resources, no circle")


main(sys.argv[1])
