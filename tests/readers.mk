# SPDX-License-Identifier: MIT
# Tests of the readers and of article.structure, with the plugins linked in.
if HAVE_MD4C
check_LIBRARIES += tests/libreaders.a
tests_libreaders_a_SOURCES = \
	$(stet_markdown_la_SOURCES) $(stet_json_la_SOURCES) $(stet_structure_la_SOURCES)
tests_libreaders_a_CPPFLAGS = $(plugin_cppflags) $(MD4C_CFLAGS) -DSTET_BUILTIN
reader_ldadd = tests/libreaders.a $(check_ldadd) $(MD4C_LIBS)

reader_tests = tests/check_markdown tests/check_markdown_notes tests/check_markdown_write \
	tests/check_markdown_front tests/check_structure tests/check_json
check_PROGRAMS += $(reader_tests)
TESTS += $(reader_tests)
tests_check_markdown_SOURCES = tests/check_markdown.c tests/reader_fixture.h
tests_check_markdown_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_markdown_LDADD = $(reader_ldadd)

tests_check_markdown_front_SOURCES = tests/check_markdown_front.c tests/reader_fixture.h
tests_check_markdown_front_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_markdown_front_LDADD = $(reader_ldadd)
tests_check_markdown_notes_SOURCES = tests/check_markdown_notes.c tests/reader_fixture.h
tests_check_markdown_notes_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_markdown_notes_LDADD = $(reader_ldadd)
tests_check_markdown_write_SOURCES = tests/check_markdown_write.c tests/reader_fixture.h
tests_check_markdown_write_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_markdown_write_LDADD = $(reader_ldadd)
tests_check_structure_SOURCES = tests/check_structure.c tests/reader_fixture.h
tests_check_structure_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_structure_LDADD = $(reader_ldadd)

# The corpus of the fuzz target, replayed.
check_PROGRAMS += tests/fuzz/replay_markdown
TESTS += tests/fuzz/replay_markdown
tests_fuzz_replay_markdown_SOURCES = tests/fuzz/fuzz_markdown.c tests/fuzz/replay.c
tests_fuzz_replay_markdown_CPPFLAGS = $(check_cppflags) \
	-DCORPUS='"$(abs_srcdir)/tests/fuzz/corpus/markdown"'
tests_fuzz_replay_markdown_LDADD = $(reader_ldadd)
tests_check_json_SOURCES = tests/check_json.c tests/reader_fixture.h
tests_check_json_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_json_LDADD = $(reader_ldadd)
endif
EXTRA_DIST += tests/cases/structure tests/fuzz/fuzz_markdown.sources
