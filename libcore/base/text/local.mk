# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/escape.c \
	%D%/fold.c \
	%D%/kit.c %D%/kit.h \
	%D%/segment.c \
	%D%/slug.c \
	%D%/unicode.c %D%/unicode.h \
	%D%/unicode_tables.c %D%/unicode_tables.h \
	%D%/url.c
EXTRA_DIST += scripts/unicode-tables.py
