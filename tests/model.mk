# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_model_tree
TESTS += tests/check_model_tree
tests_check_model_tree_SOURCES = tests/check_model_tree.c tests/model_fixture.h
tests_check_model_tree_LDADD = $(check_ldadd)
tests_check_model_tree_CPPFLAGS = $(check_cppflags)
check_PROGRAMS += tests/check_model_journal
TESTS += tests/check_model_journal
tests_check_model_journal_SOURCES = tests/check_model_journal.c tests/model_fixture.h
tests_check_model_journal_LDADD = $(check_ldadd)
tests_check_model_journal_CPPFLAGS = $(check_cppflags)
