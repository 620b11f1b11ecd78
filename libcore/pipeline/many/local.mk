# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/claim.c \
	%D%/collection.c \
	%D%/collection.h \
	%D%/commit.c \
	%D%/input.c \
	%D%/many.c \
	%D%/many.h \
	%D%/order.c \
	%D%/quarantine.c \
	%D%/spool.c \
	%D%/work.c
