# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_model_tree
TESTS += tests/check_model_tree
tests_check_model_tree_SOURCES = tests/check_model_tree.c tests/model_fixture.h
tests_check_model_tree_CPPFLAGS = $(check_cppflags)
tests_check_model_tree_LDADD = $(check_ldadd)
check_PROGRAMS += tests/check_model_text
TESTS += tests/check_model_text
tests_check_model_text_SOURCES = tests/check_model_text.c tests/model_fixture.h
tests_check_model_text_CPPFLAGS = $(check_cppflags)
tests_check_model_text_LDADD = $(check_ldadd)
check_PROGRAMS += tests/check_model_statements
TESTS += tests/check_model_statements
tests_check_model_statements_SOURCES = tests/check_model_statements.c tests/model_fixture.h
tests_check_model_statements_CPPFLAGS = $(check_cppflags)
tests_check_model_statements_LDADD = $(check_ldadd)
check_PROGRAMS += tests/check_model_journal
TESTS += tests/check_model_journal
tests_check_model_journal_SOURCES = tests/check_model_journal.c tests/model_fixture.h
tests_check_model_journal_LDADD = $(check_ldadd)
tests_check_model_journal_CPPFLAGS = $(check_cppflags)

check_PROGRAMS += tests/check_model_vocabulary
TESTS += tests/check_model_vocabulary
tests_check_model_vocabulary_SOURCES = tests/check_model_vocabulary.c
tests_check_model_vocabulary_LDADD = $(check_ldadd)
tests_check_model_vocabulary_CPPFLAGS = $(check_cppflags)

check_PROGRAMS += tests/check_model_findings
TESTS += tests/check_model_findings
tests_check_model_findings_SOURCES = tests/check_model_findings.c tests/model_fixture.h
tests_check_model_findings_LDADD = $(check_ldadd)
tests_check_model_findings_CPPFLAGS = $(check_cppflags)

check_PROGRAMS += tests/check_model_views
TESTS += tests/check_model_views
tests_check_model_views_SOURCES = tests/check_model_views.c tests/model_fixture.h
tests_check_model_views_LDADD = $(check_ldadd)
tests_check_model_views_CPPFLAGS = $(check_cppflags)
check_PROGRAMS += tests/check_model_edits
TESTS += tests/check_model_edits
tests_check_model_edits_SOURCES = tests/check_model_edits.c tests/model_fixture.h
tests_check_model_edits_LDADD = $(check_ldadd)
tests_check_model_edits_CPPFLAGS = $(check_cppflags)

check_PROGRAMS += tests/check_model_json
TESTS += tests/check_model_json
tests_check_model_json_SOURCES = tests/check_model_json.c tests/model_random.h tests/model_fixture.h
tests_check_model_json_LDADD = $(check_ldadd)
tests_check_model_json_CPPFLAGS = $(check_cppflags)

check_PROGRAMS += tests/check_model_schema
TESTS += tests/check_model_schema
tests_check_model_schema_SOURCES = tests/check_model_schema.c tests/model_random.h tests/model_fixture.h
tests_check_model_schema_LDADD = $(check_ldadd)
tests_check_model_schema_CPPFLAGS = $(check_cppflags)
