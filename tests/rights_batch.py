# SPDX-License-Identifier: MIT
"""Many articles with conditions of their own in one start of stet.

Each case lies in a folder of its own, its steps stand in one pipeline and run where the id of
the article is that of the case. `rows` gives what `stet rights --json` says of each."""
import json
import os
import re
import subprocess

HOLDER = """policy:
  id: harbour
  holder: {name: "Harbour Dispatch", aliases: ["The Harbour Dispatch"], hosts: [harbour-dispatch.example]}
  grants:
    - action: republish
      duties:
"""
READ = ["article.structure", "furniture.detect"]


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def lay(case, folder, number):
    """The files of a case; its article and the options that name the others."""
    place = "c%d" % number
    inside = os.path.join(folder, place)
    os.mkdir(inside)
    article = next(k for k in case if k.startswith("article."))
    policy = case.get("policy")
    if policy is None and "duties" in case:
        policy = HOLDER + "".join("        " + l for l in case["duties"].splitlines(True))
    given = {} if policy is None else {"policy": write(inside, "policy.yaml", policy)}
    for name in ("context", "original.md"):
        if name in case:
            given[name.split(".")[0]] = write(
                inside, name if "." in name else name + ".yaml", case[name])
    options = {k: place + "/" + os.path.basename(v) for k, v in given.items()}
    if "into" in case:
        options["into"] = case["into"].strip()
    return write(inside, article, case[article].rstrip("\n") + "\n"), options


def pipeline(folder, name, steps, out=""):
    return write(folder, name, "stet: 1\npipelines:\n  main:\n    fail_on: never\n    steps:\n" + "".join(
        "      - %s\n" % s for s in steps or ["{use: article.structure}"]) + out)


def step(use, name, article_id, options):
    inside = ", ".join("%s: %s" % (k, json.dumps(v)) for k, v in options.items())
    return '{use: %s, id: %s, when: \'id == "%s"\', with: {%s}}' % (use, name, article_id, inside)


class Batch:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder

    def stet(self, *args):
        return subprocess.run([self.program, *args], capture_output=True, text=True,
                              cwd=self.folder)

    def run(self, path, articles, *args):
        """What a run says of each article, by its name."""
        done = self.stet("run", "-q", "-j1", path, *articles, "--json", *args)
        lines = [json.loads(l) for l in done.stdout.splitlines() if l.startswith("{")]
        if len(lines) != len(articles):
            raise SystemExit("stet run: %d of %d articles: %s" % (
                len(lines), len(articles), done.stderr))
        return {l["input"]: l for l in lines}

    def ids(self, articles):
        said = self.run(pipeline(self.folder, "ids.yaml", []), articles, "--dry-run")
        return {name: line["id"] for name, line in said.items()}

    def policies(self, articles, detect=("{use: rights.detect}",)):
        """What is read of each article's rights, None where nothing is, by its name."""
        out = '    out: [{use: write.json, to: "read/{{ id }}.json", on_collision: number}]\n'
        steps = ["{use: %s}" % use for use in READ] + list(detect)
        said = self.run(pipeline(self.folder, "read.yaml", steps, out), articles)
        return {name: self.policy_in(line) for name, line in said.items()}

    def policy_in(self, line):
        if not line["outputs"]:
            return line.get("reason", line["status"])
        path = os.path.join(self.folder, line["outputs"][0]["name"])
        with open(path, encoding="utf-8") as f:
            fields = json.load(f)["fields"]
        os.remove(path)
        stated = fields.get("x.attribution.policy")
        return json.loads(stated[0]["value"])["policy"] if stated else None

    def apart(self, laid):
        """Parts of the cases, in each of which no two articles have the same id."""
        ids = self.ids([article for article, _ in laid.values()])
        parts = []
        for n, (article, options) in laid.items():
            part = next((p for p in parts if ids[article] not in p[0]), None)
            if part is None:
                part = (set(), {})
                parts.append(part)
            part[0].add(ids[article])
            part[1][n] = (article, options)
        return [part for _, part in parts]

    def rows(self, laid):
        """`laid`: (article, options) of each case, by its number."""
        ids = self.ids([article for article, _ in laid.values()])
        steps = ["{use: %s}" % use for use in READ]
        for number, (article, options) in laid.items():
            options = dict(options, as_page=True, as_stated="policy" not in options)
            steps.append(step("attribution.check", "r%d" % number, ids[article], options))
        said = self.run(pipeline(self.folder, "rows.yaml", steps), list(ids), "--dry-run")
        return {n: rows_of(said[article], "r%d" % n) for n, (article, _) in laid.items()}


def rows_of(line, name):
    if line["status"] != "ok":
        return line.get("reason", line["status"])
    rows = []
    for found in line["findings"]:
        if found["step"] == name and "status" in found:
            place = re.search(r"#(\d+)$", found.get("policy", ""))
            rows.append({"duty": found["rule"].partition("/")[2],
                         "at": int(place.group(1)) if place else None,
                         "status": found["status"].replace("_", "-"), "why": found["message"]})
    return rows
