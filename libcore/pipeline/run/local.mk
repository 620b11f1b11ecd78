# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/job.c \
	%D%/losses.c \
	%D%/outputs.c \
	%D%/read.c \
	%D%/result.c \
	%D%/runner.c \
	%D%/runner.h \
	%D%/source.c \
	%D%/source.h \
	%D%/steps.c
