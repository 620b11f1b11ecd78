#!/bin/sh
# SPDX-License-Identifier: MIT
# stet-ffi.h says what the real headers say: every prototype redeclares the real one, every struct
# has the same members at the same places, every enum the same numbers. And it holds nothing
# that a reader without a preprocessor would stumble over.
set -u
src=${srcdir:-.}
: "${CC:=cc}" "${PYTHON:=python3}"
ffi=$src/include/stet/stet-ffi.h
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
fails=0
if grep -n '^[[:space:]]*#' "$ffi"; then
    echo "stet-ffi.h has a line for the preprocessor"
    fails=1
fi
command -v "$PYTHON" >/dev/null 2>&1 || { echo "no python3: skipped"; exit 77; }
"$PYTHON" -B - "$ffi" "$dir" <<'PY' || exit 1
import re
import sys

text = re.sub(r"/\*.*?\*/", " ", open(sys.argv[1]).read(), flags=re.S)
out = sys.argv[2]
structs = re.findall(r"typedef struct (\w+) \{(.*?)\n\} \w+;", text, flags=re.S)
enums = re.findall(r"enum ?\w* \{(.*?)\}\s*;", text, flags=re.S)
rest = re.sub(r"(typedef struct \w+ \{.*?\n\} \w+;|enum ?\w* \{.*?\}\s*;|typedef [^;{]*;)", "", text,
              flags=re.S)
protos = [" ".join(p.split()) for p in rest.split(";") if "(" in p]
names = [n.strip().split("=")[0].strip() for e in enums for n in e.split(",") if n.strip()]


def members(body):
    found = []
    for line in body.split(";"):
        for part in line.split(","):
            name = re.search(r"\(\*(\w+)\)", part) or re.search(r"(\w+)(\[\w+\])?\s*$", part)
            if name and not part.strip().endswith(")") or (name and "(*" in part):
                found.append(name.group(1))
    return [f for f in found if f not in ("void", "more")]


def report(header, path):
    with open(path, "w") as f:
        f.write(header)
        f.write('#include <stdio.h>\nint main(void) {\n')
        for name, body in structs:
            f.write('printf("%%s %%zu\\n", "%s", sizeof(%s));\n' % (name, name))
            for m in members(body):
                f.write('printf("%%s %%zu %%zu\\n", "%s.%s", offsetof(%s, %s), sizeof(((%s *)0)->%s));\n'
                        % (name, m, name, m, name, m))
        for n in names:
            f.write('printf("%%s %%d\\n", "%s", (int)%s);\n' % (n, n))
        f.write("return 0; }\n")


report("#include <stddef.h>\n#include <stdint.h>\n#include <stet/stet-ffi.h>\n", out + "/ffi.c")
report("#include <stet/stet.h>\n", out + "/real.c")
with open(out + "/protos.c", "w") as f:
    f.write("#include <stet/types.h>\n#undef STET_INLINE\n#define STET_INLINE extern\n"
            "#include <stet/stet.h>\n")
    f.write(";\n".join(protos) + ";\n")
print("%d prototypes, %d structs, %d constants" % (len(protos), len(structs), len(names)))
PY
$CC -std=c11 -w -Werror=implicit -I"$src/include" -fsyntax-only "$dir/protos.c" || fails=1
for kind in ffi real; do
    $CC -std=c11 -w -I"$src/include" "$dir/$kind.c" -o "$dir/$kind" && "$dir/$kind" >"$dir/$kind.txt" || fails=1
done
[ -s "$dir/ffi.txt" ] && diff "$dir/ffi.txt" "$dir/real.txt" || fails=1
# what it declares is what the library exports
lib=${abs_top_builddir:-.}/.libs/libstet.so
if [ -f "$lib" ]; then
    sed -n 's/.*[ *]\(stet_[a-z_]*\)(.*/\1/p' "$dir/protos.c" | sed '/^stet_render_fn$/d' | sort -u >"$dir/names"
    nm -D --defined-only "$lib" | awk '{print $3}' | sort >"$dir/exported"
    missing=$(comm -23 "$dir/names" "$dir/exported")
    [ -z "$missing" ] || { echo "libstet.so does not export: $missing"; fails=1; }
fi
exit $fails
