/* SPDX-License-Identifier: MIT */
/* attribution/detect/step.h - the step rights.detect. */
#ifndef STET_ATTRIBUTION_DETECT_STEP_H
#define STET_ATTRIBUTION_DETECT_STEP_H

#include <stet/plugin.h>

extern const stet_step stet__rights_detect;

#endif
