# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_model_tree
TESTS += tests/check_model_tree
tests_check_model_tree_SOURCES = tests/check_model_tree.c tests/model_fixture.h
tests_check_model_tree_LDADD = $(check_ldadd)
tests_check_model_tree_CPPFLAGS = $(check_cppflags)
