# SPDX-License-Identifier: MIT
# Tests of share.links, links.clean and links.lint.
check_PROGRAMS += tests/check_links
TESTS += tests/check_links tests/links/share.py tests/links/clean.py
tests_check_links_SOURCES = tests/check_links.c tests/step_fixture.h
tests_check_links_CPPFLAGS = $(check_cppflags)
tests_check_links_LDADD = $(step_ldadd)
EXTRA_DIST += tests/links/share.py tests/links/share.mjs tests/links/clean.py tests/cases/links

# Any bytes as an address.
check_PROGRAMS += tests/fuzz/replay_links
TESTS += tests/fuzz/replay_links
tests_fuzz_replay_links_SOURCES = tests/fuzz/fuzz_links.c tests/fuzz/replay.c
tests_fuzz_replay_links_CPPFLAGS = $(check_cppflags) \
	-DCORPUS='"$(abs_srcdir)/tests/fuzz/corpus/links"'
tests_fuzz_replay_links_LDADD = $(step_ldadd)
EXTRA_DIST += tests/fuzz/fuzz_links.sources
