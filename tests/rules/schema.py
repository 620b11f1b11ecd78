#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The schema that editors use and `stet check` agree, over the shipped pipelines and over
documents made from every option of every step: one that is good, several that are not."""
import copy
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

try:
    import yaml
    from jsonschema import Draft7Validator
except ImportError:
    print("python3 has no jsonschema and yaml: skipped")
    sys.exit(77)

SRC = os.environ.get("abs_top_srcdir", ".")
STET = os.path.join(os.environ.get("abs_top_builddir", "."), "stet")
# What only the machine knows, not the schema; and what one option asks of another.
MACHINE = re.compile(r"cannot open|lies outside|cannot be read|not found"
                     r"|a text needs a kind|the catalogue says the kind")
problems = []


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: true and false only, no dates."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs
            if not tag.endswith((":bool", ":timestamp"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def stet(*args):
    done = subprocess.run([STET, *args], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def check(document, folder):
    """The errors of `stet check` that a schema could know of."""
    path = os.path.join(folder, "t.yaml")
    with open(path, "w") as f:
        json.dump(document, f)  # JSON is YAML; whole numbers and true stay what they are
    status, out, err = stet("check", path)
    if status not in (0, 78):
        problems.append("stet check ended with %d: %s" % (status, err[:300]))
    lines = [l for l in (out + err).split("\n") if ": error:" in l or "error:" in l]
    return [l for l in lines if not MACHINE.search(l)]


def document(place, step, options):
    """A whole file in which `step` stands where it may."""
    use = {"use": step, "with": options}
    end = {"use": "write.json", "to": "{{ id }}.json"}
    main = {"steps": [], "out": [end]}
    if place == "input":
        main["in"] = use
    elif place == "step":
        main["steps"] = [use]
    else:
        main["out"] = [dict(use, to="{{ id }}.out")]
    return {"stet": 1, "pipelines": {"main": main}}


def rules_of(option):
    """What is said of a value: behind the ${variable} test where there is one."""
    return option.get("else", option)


def bad_values(option):
    rules = rules_of(option)
    kind = rules.get("type")
    if "enum" in rules:
        yield "no-such-word"
    if kind == "boolean":
        yield "maybe"
    if kind in ("integer", "number"):
        yield "many"
        if "maximum" in rules:
            yield rules["maximum"] + 1
            yield rules["minimum"] - 1
    if kind == "array":
        yield {"a": 1}
    if kind == "object":
        yield [1]
    if kind == ["string", "number", "boolean"]:
        yield ["a", "list"]


def main():
    status, text, err = stet("schema")
    if status:
        print(err)
        return 1
    schema = json.loads(text)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)

    for path in sorted(glob.glob(SRC + "/examples/0[34]*/**/*.yaml", recursive=True)):
        found = yaml.load(open(path), Loader)
        if isinstance(found, dict) and "stet" in found:
            for e in validator.iter_errors(found):
                problems.append("%s: %s %s" % (path, list(e.path), e.message[:200]))

    count = {"good": 0, "bad": 0}
    with tempfile.TemporaryDirectory() as folder:
        for place in ("input", "step", "output"):
            for step in schema["definitions"][place]["properties"]["use"]["enum"]:
                table = schema["definitions"]["options." + step]
                options = {k: v for k, v in table["properties"].items() if k not in ("from", "<<")}
                needed = table.get("else", table).get("required", [])
                base = {k: options[k]["examples"][0] for k in needed}
                for name, option in options.items():
                    for value in option.get("examples", []) + (
                            [option["default"]] if "default" in option else []):
                        good = document(place, step, dict(base, **{name: value}))
                        count["good"] += 1
                        for e in validator.iter_errors(good):
                            problems.append("%s.%s: the schema refuses %r: %s" % (
                                step, name, value, e.message[:200]))
                        mine = [l for l in check(good, folder) if step + "." + name in l]
                        if mine:
                            problems.append("%s.%s: stet check refuses %r: %s" % (
                                step, name, value, mine[0]))
                    for value in bad_values(option):
                        bad = document(place, step, dict(base, **{name: value}))
                        count["bad"] += 1
                        if validator.is_valid(bad):
                            problems.append("%s.%s: the schema takes %r" % (step, name, value))
                        if not check(bad, folder):
                            problems.append("%s.%s: stet check takes %r" % (step, name, value))
                unknown = document(place, step, dict(base, no_such_option=1))
                count["bad"] += 1
                if validator.is_valid(unknown) or not check(unknown, folder):
                    problems.append("%s: an unknown option is taken" % step)
        whole = document("step", "slug", {})
        for change in ({"pipeline": {}}, {"stet": 2}, {"pipelines": []}):
            bad = dict(copy.deepcopy(whole), **change)
            if validator.is_valid(bad) or not check(bad, folder):
                problems.append("taken: %r" % change)
    print("%(good)d good and %(bad)d bad documents" % count)
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main())
