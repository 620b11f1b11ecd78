# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-share.la
share_own_sources = %D%/share.c %D%/networks.c %D%/template.c %D%/address.c %D%/share.h
stet_share_la_SOURCES = $(share_own_sources) \
	plugins/notice/stamp.c plugins/notice/stamp.h \
	plugins/links/tracking.c plugins/links/tracking.h
stet_share_la_CPPFLAGS = $(plugin_cppflags)
stet_share_la_LDFLAGS = $(plugin_ldflags)
sharedatadir = $(pkgdatadir)/share
dist_sharedata_DATA = %D%/networks.yaml
EXTRA_DIST += %D%/README.md
