# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/buffer.c %D%/buffer.h \
	%D%/error.c %D%/error.h \
	%D%/limits.c %D%/limits.h \
	%D%/memory.c %D%/memory.h \
	%D%/sha256.c %D%/sha256.h \
	%D%/table.c %D%/table.h
