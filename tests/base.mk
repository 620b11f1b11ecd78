# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_base_memory tests/check_base_data tests/check_base_faults
TESTS += tests/check_base_memory tests/check_base_data tests/check_base_faults
tests_check_base_memory_SOURCES = tests/check_base_memory.c
tests_check_base_memory_CPPFLAGS = $(check_cppflags)
tests_check_base_memory_LDADD = $(check_ldadd)
tests_check_base_data_SOURCES = tests/check_base_data.c
tests_check_base_data_CPPFLAGS = $(check_cppflags)
tests_check_base_data_LDADD = $(check_ldadd)
tests_check_base_faults_SOURCES = tests/check_base_faults.c
tests_check_base_faults_CPPFLAGS = $(check_cppflags)
tests_check_base_faults_LDADD = $(check_ldadd)
