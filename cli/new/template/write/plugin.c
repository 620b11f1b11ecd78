/*
 * write.@NAME@ - writes the headline and the paragraphs of an article as a small XML file.
 *
 *   out:
 *     - use: write.@NAME@
 *       to: "{{ slug }}.xml"
 *
 * One .so, one exported symbol. Everything it calls comes through the host table that
 * <stet/plugin.h> wraps; it links no library of stet.
 */
#include <stet/plugin.h>

/* What becomes of each kind. stet tells the user of every degrade and drop in an article,
 * and `stet formats` prints the table; a kind without a row has its family's. */
static const stet_render renders[] = {
    { STET_PARAGRAPH, 0, STET_RENDERS, "p" },
    { STET_HEADING, 0, STET_RENDERS, "h" },
    { STET_HEADLINE, 0, STET_RENDERS, "headline" },
    { 0, STET_FAMILY_BLOCK, STET_DEGRADES, "a p with its text" },
    { 0, STET_FAMILY_INLINE, STET_DEGRADES, "its text" },
    { 0, STET_FAMILY_FIELD, STET_DROPS, NULL },
    { 0, STET_FAMILY_NOTICE, STET_DROPS, NULL },
    { 0, STET_FAMILY_PART, STET_DROPS, NULL },
    { 0, 0, 0, NULL }
};

/* The kit escapes; a writer that does it by hand will forget a case. */
static void put_element(stet_article *a, stet_out *out, const char *name, stet_str text)
{
    if (!text.n)
        return;
    stet_puts(out, "<");
    stet_puts(out, name);
    stet_puts(out, ">");
    stet_kit_of(a)->escape(out, STET_ESCAPE_XML, text.p, text.n);
    stet_puts(out, "</");
    stet_puts(out, name);
    stet_puts(out, ">\n");
}

/* Failure of `out` is sticky: put freely and answer its status once. */
static stet_code write_article(const void *plan, void *scratch, stet_article *a, stet_out *out)
{
    (void)plan;
    (void)scratch;
    stet_puts(out, "<article>\n");
    put_element(a, out, "headline", stet_field_text(a, STET_HEADLINE));
    for (stet_node b = stet_first(a, stet_root(a, STET_FAMILY_BLOCK)); b; b = stet_next(a, b))
        put_element(a, out, stet_kind_of(a, b) == STET_HEADING ? "h" : "p", stet_content(a, b));
    stet_puts(out, "</article>\n");
    return stet_out_status(out);
}

static const stet_writer writer = { .size = sizeof(stet_writer),
                                    .media = "application/xml",
                                    .extension = ".xml",
                                    .renders = renders,
                                    .write = write_article };

static const char *const reads[] = { "headline", "body", NULL };
static const char *const writes[] = { NULL };

static const stet_step write_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .name = "write.@NAME@",
    .summary = "Write the headline and the paragraphs as XML.",
    .reads = reads,
    .writes = writes,
    .writer = &writer
};

static const stet_step *const steps[] = { &write_step, NULL };

STET_PLUGIN(@NAME@, "0.1.0", 0, .summary = "Writes @NAME@", .license = "MIT",
            .homepage = "", .steps = steps);
