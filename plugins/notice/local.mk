# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-notice.la
stet_notice_la_SOURCES = %D%/notice.c %D%/stamp.c %D%/stamp.h
stet_notice_la_CPPFLAGS = $(plugin_cppflags)
stet_notice_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
