#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""stet-ffi.h as a binding uses it: cffi reads the file as it is, loads the library, runs a pipeline
on bytes and takes the JSON apart."""
import json
import os
import sys

try:
    import cffi
except ImportError:
    print("python3 has no cffi: skipped")
    sys.exit(77)
if "-fsanitize" in os.environ.get("STET_LDFLAGS", ""):
    print("a sanitizer build cannot be loaded into python: skipped")
    sys.exit(77)

SRC = os.environ.get("abs_top_srcdir", ".")
BUILD = os.environ.get("abs_top_builddir", ".")
YAML = b"""stet: 1
pipelines:
  main:
    in: { use: read.markdown }
    steps:
      - use: text.stats
    out:
      - { use: write.text, to: "{{ id }}.txt" }
"""

ffi = cffi.FFI()
with open(SRC + "/include/stet/stet-ffi.h") as header:
    ffi.cdef(header.read())
lib = ffi.dlopen(BUILD + "/.libs/libstet.so")
err = ffi.new("stet_error *")


def must(code):
    if code != lib.STET_OK:
        sys.exit("%d: %s (%s)" % (code, ffi.string(err.message).decode(),
                                  ffi.string(err.hint).decode()))


def text(s):
    return ffi.buffer(s.p, s.n)[:].decode()


context = ffi.new("stet_context **")
must(lib.stet_context_new(context, err))
must(lib.stet_context_load_plugins(context[0], (BUILD + "/.libs").encode(), err))
yaml = ffi.new("char[]", YAML)
pipeline = ffi.new("stet_pipeline **")
must(lib.stet_pipeline_load_memory(context[0], (yaml, len(YAML)), b"ffi.yaml", ffi.NULL, pipeline,
                                   ffi.NULL, err))
runner = ffi.new("stet_runner **")
must(lib.stet_runner_new(pipeline[0], ffi.NULL, runner, err))

out, n = ffi.new("char **"), ffi.new("size_t *")
body = "# A title\n\nCaf\u00e9 \u2014 two words.\n".encode()
must(lib.stet_ffi_run(runner[0], body, len(body), b"a.md", out, n, err))
answer = json.loads(ffi.string(out[0], n[0]))
lib.stet_ffi_free(out[0])
assert answer["verdict"] == "allow", answer
assert "Caf\u00e9" in json.dumps(answer["outputs"], ensure_ascii=False), answer

result = ffi.new("const stet_result **")
must(lib.stet_run_bytes(runner[0], (ffi.from_buffer(body), len(body)), (ffi.NULL, 0), result, err))
article = lib.stet_result_article(result[0])
node = lib.stet_first(article, lib.stet_root(article, lib.STET_FAMILY_BLOCK))
kinds = []
while node:
    kinds.append(ffi.string(lib.stet_kind_name(article, lib.stet_kind_of(article, node))).decode())
    node = lib.stet_next(article, node)
assert "paragraph" in kinds, kinds
assert text(lib.stet_content(article, 0)) == ""
assert lib.stet_set_text(ffi.NULL, 1, (ffi.NULL, 0)) == lib.STET_E_MISUSE
assert lib.stet_remove(article, 12345) != lib.STET_OK

lib.stet_runner_free(runner[0])
lib.stet_pipeline_free(pipeline[0])
lib.stet_context_free(context[0])
print("ran through cffi: %s" % ", ".join(kinds))
