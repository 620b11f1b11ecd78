# SPDX-License-Identifier: MIT
libcore_sources += %D%/date.c %D%/names.c %D%/names.h %D%/parse.c
