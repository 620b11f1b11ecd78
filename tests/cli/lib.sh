# SPDX-License-Identifier: MIT
# What the tests of the command share: a scratch folder, expectations that say what they saw.
set -u
stet=$abs_top_builddir/stet
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d) || exit 99
trap 'chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
fails=0
count=0

fail() {
    fails=$((fails + 1))
    printf 'FAILED: %s\n' "$*"
}

# expect STATUS COMMAND...: out and err hold what it printed
expect() {
    want=$1
    shift
    count=$((count + 1))
    "$@" >out 2>err </dev/null
    got=$?
    [ "$got" -eq "$want" ] || {
        fail "$* ended with $got, wanted $want"
        sed 's/^/    /' out err | head -20
    }
}

# says FILE TEXT: the file holds it
says() {
    count=$((count + 1))
    grep -qF -- "$2" "$1" || {
        fail "$1 lacks: $2"
        sed 's/^/    /' "$1" | head -20
    }
}

lacks() {
    count=$((count + 1))
    if grep -qF -- "$2" "$1"; then fail "$1 holds: $2"; fi
}

same() {
    count=$((count + 1))
    cmp -s "$1" "$2" || { fail "$1 and $2 differ"; diff "$1" "$2" | head -20; }
}

done_testing() {
    printf '%d expectations, %d failed\n' "$count" "$fails"
    [ "$fails" -eq 0 ] && [ "$count" -gt 0 ]
    exit
}
