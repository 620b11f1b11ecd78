# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/build.c \
	%D%/compile.c \
	%D%/effects.c \
	%D%/files.c \
	%D%/values/fill.c \
	%D%/values/holders.c \
	%D%/load.c \
	%D%/load.h \
	%D%/outputs.c \
	%D%/problems.c \
	%D%/reuse.c \
	%D%/steps.c \
	%D%/values/vars.c
