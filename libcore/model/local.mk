# SPDX-License-Identifier: MIT
libcore_sources += %D%/vocabulary.h %D%/vocabulary/vocabulary.c \
	%D%/vocabulary/vocabulary_table.c %D%/vocabulary/vocabulary_table.h \
	%D%/vocabulary/effects.c
