# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-notice.la
stet_notice_la_SOURCES = \
	%D%/affiliate.c \
	%D%/catalogue.c \
	%D%/check.c \
	%D%/disclaimer.c \
	%D%/fill.c \
	%D%/notice.c %D%/notice.h \
	%D%/present.c \
	%D%/process.c \
	%D%/stamp.c %D%/stamp.h \
	%D%/wording.c
stet_notice_la_CPPFLAGS = $(plugin_cppflags)
stet_notice_la_LDFLAGS = $(plugin_ldflags)
noticedatadir = $(pkgdatadir)/notice
dist_noticedata_DATA = \
	%D%/affiliate.yaml \
	%D%/de.yaml \
	%D%/en.yaml \
	%D%/es.yaml \
	%D%/fr.yaml
EXTRA_DIST += %D%/README.md docs/stamping.md
