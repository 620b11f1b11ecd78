# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-share.la
stet_share_la_SOURCES = %D%/share.c %D%/networks.c %D%/address.c %D%/share.h \
	plugins/notice/stamp.c plugins/notice/stamp.h
stet_share_la_CPPFLAGS = $(plugin_cppflags)
stet_share_la_LDFLAGS = $(plugin_ldflags)
sharedatadir = $(pkgdatadir)/share
dist_sharedata_DATA = %D%/networks.yaml
EXTRA_DIST += %D%/README.md
