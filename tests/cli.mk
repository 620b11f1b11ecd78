# SPDX-License-Identifier: MIT
cli_tests = tests/cli/basics.sh tests/cli/check.sh tests/cli/corpus.sh tests/cli/disk.sh tests/cli/language.sh tests/cli/new.sh \
	tests/cli/read.sh tests/cli/run.sh tests/cli/signals.sh tests/cli/trace.sh
TESTS += $(cli_tests)
EXTRA_DIST += $(cli_tests) tests/cli/lib.sh
