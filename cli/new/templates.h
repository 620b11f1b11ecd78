/* SPDX-License-Identifier: MIT */
/* cli/new/templates.h - the files of cli/new/template/, made into text at build time. */
#ifndef STET_CLI_TEMPLATES_H
#define STET_CLI_TEMPLATES_H

struct template {
    const char *kind;           /* of step it is for, "": all */
    const char *before, *after; /* file name, with the plugin's name between when named */
    int named;
    const char *text;
};

/* Ends with a row of NULLs. */
extern const struct template templates[];

#endif
