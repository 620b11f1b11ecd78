# SPDX-License-Identifier: MIT
include %D%/load/local.mk
include %D%/run/local.mk
include %D%/many/local.mk
libcore_sources += %D%/ffi_run.c %D%/plan.c %D%/plan.h
