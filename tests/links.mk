# SPDX-License-Identifier: MIT
# Tests of share.links, links.clean and links.lint.
check_PROGRAMS += tests/check_links
TESTS += tests/check_links tests/links/share.py tests/links/clean.py
tests_check_links_SOURCES = tests/check_links.c tests/plugb_fixture.h
tests_check_links_CPPFLAGS = $(check_cppflags)
tests_check_links_LDADD = $(plugb_ldadd)
EXTRA_DIST += tests/links/share.py tests/links/share.mjs tests/links/clean.py tests/cases/links
