# SPDX-License-Identifier: MIT
"""The tables of docs/share.md, from the data files of plugins/share and plugins/links.

The files are read without a YAML library: rows are `- { key: value, ... }` on one line or
`- key: value` with further keys below, which is how these files are kept.
"""
import re
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def scalar(text):
    text = text.strip()
    return text[1:-1] if text[:1] in "\"'" and text[-1:] == text[:1] else text


def flow(text):
    pairs = re.findall(r'(\w+):\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,}]+)', text)
    return {key: scalar(value) for key, value in pairs}


def sections(path):
    """Lists of rows by the key they stand under, and the plain values beside them."""
    found, rows = {}, None
    for line in (TOP / path).read_text(encoding="utf-8").split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line.startswith(" "):
            key, _, value = line.partition(":")
            rows = found[key] = scalar(value) if value.strip() else []
        elif isinstance(rows, list) and line.startswith("  - {"):
            rows.append(flow(line[4:]))
        elif isinstance(rows, list) and line.startswith("  - "):
            key, _, value = line[4:].partition(":")
            rows.append({key: scalar(value)})
        elif isinstance(rows, list) and rows and line.startswith("    "):
            key, _, value = line.strip().partition(":")
            rows[-1][key] = scalar(value)
    return found


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(r) + " |" for r in rows])


def code(text):
    return "`%s`" % text.replace("|", "\\|") if text else ""


def limit(row):
    if "max" not in row:
        return ""
    counts = {"weighted": "X's weights", "emoji_bytes": "emoji as bytes"}
    parts = ["%s %s" % (row["max"], counts.get(row.get("count"), "graphemes"))]
    if "bytes" in row:
        parts.append("%s bytes" % row["bytes"])
    parts.append("address: %s" % {"0": "apart"}.get(row.get("url"), row.get("url", "its length")))
    return "; ".join(parts)


def networks(data):
    rows = [[code(r["id"]), r["name"], code(r["template"]), limit(r),
             r["source"] + (", " + r["verified"] if "verified" in r else ""), r.get("note", "")]
            for r in data["networks"]]
    return table(["id", "name", "form of the address", "limit", "source", "note"], rows)


def parameters(data):
    rows = [[code(r["name"]), r.get("by", ""),
             "the article's own address" if r.get("own") else r.get("hosts", "").strip("[]")]
            for r in data["parameters"]]
    return table(["parameter", "by", "only on"], rows)


def hosts(data):
    def row(r):
        return [code(r["host"] + r.get("path", "")), r.get("name", ""), r.get("since", ""),
                code(r.get("use", ""))]
    head = ["host", "name", "closed", "today"]
    return "\n\n".join("%s:\n\n%s" % (title, table(head, [row(r) for r in data[key]])) for title, key in (
        ("Closed services", "dead"), ("Old forms of share links", "share"),
        ("Redirectors", "redirectors"))) + "\n\nShorteners: " + ", ".join(
            code(r["host"]) for r in data["shorteners"]) + ".\n\nResolvers, of which only duties take notice: " + ", ".join(
            code(r["host"]) for r in data["resolvers"]) + "."


def fill(text):
    """docs/share.md with its tables made anew."""
    share = sections("plugins/share/networks.yaml")
    made = {"networks": networks(share),
            "absent": table(["id", "why not"], [[code(r["id"]), r["why"]] for r in share["absent"]]),
            "parameters": parameters(sections("plugins/links/tracking.yaml")),
            "hosts": hosts(sections("plugins/links/hosts.yaml"))}
    for name, content in made.items():
        text = re.sub(r"(<!-- %s: made by docs/generate.py -->\n).*?(<!-- /%s -->)" % (name, name),
                      lambda m: m[1] + "\n" + content + "\n\n" + m[2], text, flags=re.S)
    return text
