# SPDX-License-Identifier: MIT
# Tests that are scripts: the rules of the house, and the command as a user has it.
AM_TESTS_ENVIRONMENT = \
	srcdir='$(srcdir)'; export srcdir; \
	abs_top_srcdir='$(abs_top_srcdir)'; export abs_top_srcdir; \
	abs_top_builddir='$(abs_top_builddir)'; export abs_top_builddir; \
	CC='$(CC)'; export CC; \
	STET_LDFLAGS='$(STET_LDFLAGS)'; export STET_LDFLAGS; \
	STET_PLUGIN_PATH='$(abs_top_builddir)/.libs'; export STET_PLUGIN_PATH; \
	STET_DATA_PATH='$(abs_top_srcdir)/plugins'; export STET_DATA_PATH; \
	STET_CORPUS='$(abs_top_srcdir)/../shared'; export STET_CORPUS; \
	LC_ALL=C.UTF-8; export LC_ALL;
TEST_EXTENSIONS = .sh .py
SH_LOG_COMPILER = sh
PY_LOG_COMPILER = $(PYTHON)
AM_PY_LOG_FLAGS = -B

rule_tests = tests/rules/layers.sh tests/rules/headers.sh tests/rules/symbols.sh \
	tests/rules/style.py tests/rules/paths.py tests/rules/ffi.sh tests/rules/ffi_run.py tests/rules/schema.py \
	tests/rules/reference.sh tests/rules/snippets.py
TESTS += $(rule_tests)
EXTRA_DIST += $(rule_tests)
