#!/bin/sh
# SPDX-License-Identifier: MIT
# Dependencies run downward only: reads the #include lines and names each that looks up.
set -u
src=${srcdir:-.}
cd "$src" || exit 99
fails=0
say() {
    [ -n "$2" ] || return 0
    printf '%s:\n%s\n' "$1" "$2"
    fails=1
}
looks() { # folder, forbidden layers
    grep -rnE "#[ ]*include[ ]*\"($2)/" "libcore/$1" 2>/dev/null
}
say "base may include base only" "$(looks base 'model|expr|plugin|pipeline')"
say "model may include base and model" "$(looks model 'expr|plugin|pipeline')"
say "expr may include base, model and expr" "$(looks expr 'plugin|pipeline')"
say "plugin may include all but pipeline" "$(looks plugin 'pipeline')"
say "plugins, cli and examples see <stet/...> only" \
    "$(grep -rnE '#[ ]*include[ ]*["<][^">]*(libcore|base/|model/|expr/)' plugins cli examples --include='*.[ch]' 2>/dev/null)"
# a plugin may compile in a source of another (the body of HTML, for instance); none links one
say "plugins see nothing above plugins/" \
    "$(grep -rnE '#[ ]*include[ ]*"(\.\./){3}|#[ ]*include[ ]*"\.\./\.\./[^"]*/' plugins --include='*.[ch]' 2>/dev/null)"
say "only libcore/plugin loads code" \
    "$(grep -rnE '\bdl(open|sym)[ ]*\(' libcore plugins cli --include='*.[ch]' 2>/dev/null | grep -v '^libcore/plugin/')"
say "only libcore/base reads with libyaml" \
    "$(grep -rn 'yaml\.h' libcore plugins cli include --include='*.[ch]' 2>/dev/null | grep -v '^libcore/base/')"
say "the core holds no regular expressions" \
    "$(grep -rnE 'regcomp|regexec|pcre' libcore --include='*.[ch]' 2>/dev/null)"
say "the core knows no article format" \
    "$(grep -rnE 'md4c|libxml' libcore --include='*.[ch]' 2>/dev/null)"
exit $fails
