# SPDX-License-Identifier: MIT
# Tests of the readers and of article.structure, with the plugins linked in.
if HAVE_MD4C
check_LIBRARIES += tests/libpluga.a
tests_libpluga_a_SOURCES = \
	$(stet_markdown_la_SOURCES) $(stet_json_la_SOURCES) $(stet_structure_la_SOURCES)
tests_libpluga_a_CPPFLAGS = $(plugin_cppflags) $(MD4C_CFLAGS) -DSTET_BUILTIN
pluga_ldadd = tests/libpluga.a $(check_ldadd) $(MD4C_LIBS)

pluga_tests = tests/check_markdown tests/check_structure tests/check_json
check_PROGRAMS += $(pluga_tests)
TESTS += $(pluga_tests)
tests_check_markdown_SOURCES = tests/check_markdown.c tests/pluga_fixture.h
tests_check_markdown_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_markdown_LDADD = $(pluga_ldadd)
tests_check_structure_SOURCES = tests/check_structure.c tests/pluga_fixture.h
tests_check_structure_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_structure_LDADD = $(pluga_ldadd)

# The corpus of the fuzz target, replayed.
check_PROGRAMS += tests/fuzz/replay_markdown
TESTS += tests/fuzz/replay_markdown
tests_fuzz_replay_markdown_SOURCES = tests/fuzz/fuzz_markdown.c tests/fuzz/replay.c
tests_fuzz_replay_markdown_CPPFLAGS = $(check_cppflags) \
	-DCORPUS='"$(abs_srcdir)/tests/fuzz/corpus/markdown"'
tests_fuzz_replay_markdown_LDADD = $(pluga_ldadd)
tests_check_json_SOURCES = tests/check_json.c tests/pluga_fixture.h
tests_check_json_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_json_LDADD = $(pluga_ldadd)
endif
EXTRA_DIST += tests/cases/structure tests/fuzz/fuzz_markdown.sources
