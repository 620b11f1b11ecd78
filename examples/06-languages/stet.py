#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""stet in Python, through cffi and stet-ffi.h.

    with Pipeline("house-style.yaml") as pipeline:
        answer = pipeline.run(article_bytes, "article.md")
"""
import json
import os
import sys

import cffi


class StetError(Exception):
    """stet could not do its work: what, where, and what to do."""


class Pipeline:
    """A pipeline with a runner of its own. For one thread at a time."""

    def __init__(self, path, plugins=None, data=None, library=None, include=None):
        self.ffi = cffi.FFI()
        header = os.path.join(include or os.environ.get("STET_INCLUDE", "/usr/local/include"),
                              "stet", "stet-ffi.h")
        with open(header, encoding="utf-8") as declarations:
            self.ffi.cdef(declarations.read())
        self.lib = self.ffi.dlopen(library or os.environ.get("STET_LIBRARY", "libstet.so"))
        self._error = self.ffi.new("stet_error *")
        self._context = self._pipeline = self._runner = self.ffi.NULL
        plugins = plugins or os.environ.get("STET_PLUGIN_PATH")
        data = data or os.environ.get("STET_DATA_PATH")
        try:
            self._context = self._make("stet_context **", self.lib.stet_context_new)
            if data:
                self._must(self.lib.stet_context_add_data_folder(
                    self._context, os.fsencode(data), self._error))
            # without a folder: the one that stet was installed with
            self._must(self.lib.stet_context_load_plugins(
                self._context, os.fsencode(plugins) if plugins else self.ffi.NULL, self._error))
            self._load(path)
            self._runner = self._make("stet_runner **", self.lib.stet_runner_new,
                                      self._pipeline, self.ffi.NULL)
        except Exception:
            self.close()
            raise

    def run(self, article, name=""):
        """The answer for one article as a dict: status, verdict, findings, edits, outputs."""
        text, length = self.ffi.new("char **"), self.ffi.new("size_t *")
        self._must(self.lib.stet_ffi_run(self._runner, article, len(article), name.encode(),
                                         text, length, self._error))
        try:
            return json.loads(self.ffi.buffer(text[0], length[0])[:])
        finally:
            self.lib.stet_ffi_free(text[0])

    def close(self):
        self.lib.stet_runner_free(self._runner)
        self.lib.stet_pipeline_free(self._pipeline)
        self.lib.stet_context_free(self._context)
        self._context = self._pipeline = self._runner = self.ffi.NULL

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def _make(self, kind, function, *arguments):
        out = self.ffi.new(kind)
        self._must(function(*arguments, out, self._error))
        return out[0]

    def _load(self, path):
        problems = self.ffi.new("stet_problems **")
        out = self.ffi.new("stet_pipeline **")
        if self.lib.stet_problems_new(problems) != self.lib.STET_OK:
            raise MemoryError
        try:
            code = self.lib.stet_pipeline_load_file(self._context, os.fsencode(path), self.ffi.NULL,
                                                    out, problems[0], self._error)
            if code != self.lib.STET_OK and self.lib.stet_problems_count(problems[0]):
                raise StetError("\n".join(self._mistakes(problems[0])))
            self._must(code)
        finally:
            self.lib.stet_problems_free(problems[0])
        self._pipeline = out[0]

    def _mistakes(self, problems):
        info = self.ffi.new("stet_problem_info *")
        info.size = self.ffi.sizeof("stet_problem_info")
        for i in range(self.lib.stet_problems_count(problems)):
            self.lib.stet_problems_get(problems, i, info)
            yield "%s:%d:%d: %s" % (self._text(info.file), info.line, info.column,
                                    self._text(info.message))

    def _text(self, pointer):
        return self.ffi.string(pointer).decode("utf-8") if pointer else ""

    def _must(self, code):
        if code != self.lib.STET_OK:
            parts = (self._error.where, self._error.message, self._error.hint)
            raise StetError(": ".join(filter(None, map(self._text, parts))))


def apply_edits(article, edits):
    """The article's bytes with the edits of an answer made: from the last to the first."""
    for edit in reversed(edits or []):
        end = edit["off"] + edit["del"]
        article = article[:edit["off"]] + edit["insert"].encode() + article[end:]
    return article


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: stet.py PIPELINE ARTICLE")
    with open(sys.argv[2], "rb") as file:
        article = file.read()
    try:
        with Pipeline(sys.argv[1]) as pipeline:
            answer = pipeline.run(article, os.path.basename(sys.argv[2]))
    except StetError as error:
        sys.exit(str(error))
    print("verdict: " + answer["verdict"])
    for finding in answer["findings"]:
        print("finding: %s: %s" % (finding["rule"], finding["message"]))
    for output in answer["outputs"]:
        print("output: " + output["name"])
    print("stamped: %d bytes" % len(apply_edits(article, answer["edits"])))


if __name__ == "__main__":
    main()
