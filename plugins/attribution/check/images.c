/* SPDX-License-Identifier: MIT */
/* The duties about images. An image is one of the original's when the context or its
 * address says so. */
#include "check.h"

/* What is known of one image in use. */
enum origin { ORIGIN_UNKNOWN, ORIGIN_OWN, ORIGIN_COPY };
struct used {
    stet_str src;
    const struct doc_image *shown;     /* NULL: only the context knows it */
    int origin;                        /* own: of whoever uses the article */
    const struct original_image *copy; /* NULL: a copy of one that is not listed */
};

static int same_image(struct check *c, stet_str a, stet_str b)
{
    struct address x = stet__address_of(c->pool->kit, a),
                   y = stet__address_of(c->pool->kit, b);
    if (x.web && y.web)
        return stet__address_same_page(c->pool, x, y);
    return a.n && stet_str_eq(a, b);
}

static const struct original_image *find_original(struct check *c, stet_str src)
{
    for (size_t i = 0; i < c->context->original_images.n; i++)
        if (same_image(c, c->context->original_images.items[i].src, src))
            return &c->context->original_images.items[i];
    return NULL;
}

static int is_in_original(struct check *c, stet_str src)
{
    for (size_t i = 0; c->original && i < c->original->image_count; i++)
        if (same_image(c, c->original->images[i].src, src))
            return 1;
    return 0;
}

static void find_origin(struct check *c, struct used *u)
{
    const struct context *x = c->context;
    for (size_t i = 0; i < x->used_images.n; i++) {
        const struct used_image *k = &x->used_images.items[i];
        if (!same_image(c, k->src, u->src) || k->copy_fact == FACT_UNKNOWN)
            continue;
        u->origin = k->copy_fact == FACT_NONE ? ORIGIN_OWN : ORIGIN_COPY;
        u->copy = u->origin == ORIGIN_COPY ? find_original(c, k->copy_of) : NULL;
        return;
    }
    u->copy = find_original(c, u->src);
    if (u->copy || is_in_original(c, u->src))
        u->origin = ORIGIN_COPY;
    else if (x->original_images.fact == FACT_NONE)
        u->origin = ORIGIN_OWN;
}

/* Images of the article and of the context, each once. 0: no memory. */
static int collect(struct check *c, struct used **ret, size_t *ret_n)
{
    const struct context *x = c->context;
    struct used *all =
        stet__pool_array(c->pool, c->doc->image_count + x->used_images.n, sizeof *all);
    size_t n = 0;
    if (!all)
        return 0;
    for (size_t i = 0; i < c->doc->image_count; i++)
        if (c->doc->images[i].src.n)
            all[n++] = (struct used){.src = c->doc->images[i].src,
                                     .shown = &c->doc->images[i]};
    size_t shown = n;
    for (size_t i = 0; i < x->used_images.n; i++) {
        int known = 0;
        for (size_t j = 0; j < shown && !known; j++)
            known = same_image(c, all[j].src, x->used_images.items[i].src);
        if (!known)
            all[n++] = (struct used){.src = x->used_images.items[i].src};
    }
    for (size_t i = 0; i < n; i++)
        find_origin(c, &all[i]);
    *ret = all;
    *ret_n = n;
    return 1;
}

static void show_used(struct check *c, struct row *r, const struct used *u)
{
    r->evidence = u->src;
    if (u->shown)
        r->node =
            u->shown->node ? u->shown->node : c->doc->blocks[u->shown->block].node;
}

/* A pixel is no image that anybody looks at. */
static int is_pixel(struct check *c, const struct used *u)
{
    for (size_t i = 0; c->grant && i < c->grant->count; i++)
        if (c->grant->duties[i].verb == KEEP_PIXEL && c->grant->duties[i].src.n &&
            stet__address_has_prefix(u->src, c->grant->duties[i].src))
            return 1;
    for (size_t i = 0; i < c->context->pixels.n; i++)
        if (same_image(c, u->src, c->context->pixels.items[i]))
            return 1;
    return 0;
}

static int is_logo(struct check *c, const struct used *u)
{
    for (size_t i = 0; c->grant && i < c->grant->count; i++)
        if (c->grant->duties[i].verb == LOGO && c->grant->duties[i].src.n &&
            stet__address_has_prefix(u->src, c->grant->duties[i].src))
            return 1;
    return 0;
}

/* ---- credit -------------------------------------------------------------------- */
/* The credit must be read near its image: in its block or the two beside it, or in a
 * block of image credits. */
static size_t find_credit(struct check *c, const struct used *u, stet_str credit)
{
    stet_str wanted = stet__pool_normal(c->pool, credit);
    const struct doc *d = c->doc;
    for (size_t i = 0; i < d->block_count; i++) {
        const struct doc_block *b = &d->blocks[i];
        int near = u->shown && i + 2 >= u->shown->block && i <= u->shown->block + 2;
        int apart = b->zone != STET_ZONE_BODY || b->words <= 30;
        if ((near || apart || (b->says & SAYS_IMAGE_CREDIT)) &&
            stet__text_find(c->pool->kit, b->normal, wanted, 0) != SIZE_MAX)
            return i;
    }
    return SIZE_MAX;
}

static int check_credit(struct check *c, const struct duty *d, const struct used *u,
                        struct row *r)
{
    stet_str credit = d->names.n ? d->names.items[0]
                      : u->copy  ? u->copy->credit
                                 : stet_cstr("");
    if (u->origin == ORIGIN_OWN)
        return NOT_APPLICABLE;
    if (!d->names.n && u->copy && u->copy->credit_fact == FACT_NONE)
        return NOT_APPLICABLE;
    show_used(c, r, u);
    if (!credit.n) {
        if (u->origin == ORIGIN_COPY)
            stet__row_lacks(c, r, "original.images",
                            "the credit of the image is not known");
        else
            stet__row_lacks(c, r, "use.images",
                            "whether the image is of the original is not known");
        return UNVERIFIABLE;
    }
    size_t at = find_credit(c, u, credit);
    if (at == SIZE_MAX && u->shown && u->shown->credit.n &&
        stet__text_find(c->pool->kit, stet__pool_normal(c->pool, u->shown->credit),
                        stet__pool_normal(c->pool, credit), 0) != SIZE_MAX) {
        stet__row_say(c, r, SATISFIED, "the image carries its credit");
        return SATISFIED;
    }
    if (at == SIZE_MAX) {
        stet__row_say(c, r, VIOLATED, "the image is shown without its credit, %.*s",
                      TEXT_ARGS(credit));
        stet__row_todo(c, r, "credit %.*s", TEXT_ARGS(credit));
        return VIOLATED;
    }
    stet__row_say(c, r, SATISFIED, "the image is credited");
    stet__row_show(c, r, at, credit);
    return SATISFIED;
}

void stet__duty_credit_image(struct check *c, const struct duty *d, struct row *r)
{
    static const int rank[] = {1, 3, 2, 0}; /* one credited image makes it apply */
    struct used *all;
    size_t n = 0;
    if (!collect(c, &all, &n)) {
        c->failed = 1;
        return;
    }
    stet__row_say(c, r, NOT_APPLICABLE,
                  n ? "no image is one that asks for a credit"
                    : "the article shows no image");
    for (size_t i = 0; i < n; i++) {
        struct row one = *r;
        if (is_pixel(c, &all[i]) || is_logo(c, &all[i]))
            continue;
        one.status = check_credit(c, d, &all[i], &one);
        if (rank[one.status] > rank[r->status])
            *r = one;
    }
}

/* ---- exclusion ----------------------------------------------------------------- */
static int check_excluded(const struct duty *d, const struct used *u,
                          struct reason *ret)
{
    *ret = (struct reason){"whether the image is of the original is not known",
                           "use.images, copy_of"};
    if (u->origin == ORIGIN_OWN)
        return SATISFIED;
    if (u->origin == ORIGIN_UNKNOWN)
        return UNVERIFIABLE;
    *ret = (struct reason){"an image of the original is used", NULL};
    if (!d->unless)
        return VIOLATED;
    int own = u->copy ? u->copy->own : FACT_UNKNOWN,
        marked = u->copy ? u->copy->reusable : FACT_UNKNOWN;
    if (((d->unless & UNLESS_OWN) && own == FACT_TRUE) ||
        ((d->unless & UNLESS_MARKED) && marked == FACT_TRUE))
        return SATISFIED;
    if (((d->unless & UNLESS_OWN) && own == FACT_UNKNOWN) ||
        ((d->unless & UNLESS_MARKED) && marked == FACT_UNKNOWN)) {
        *ret = (struct reason){"whether the image may be used is not known",
                               "original.images: own, reusable"};
        return UNVERIFIABLE;
    }
    return VIOLATED;
}

void stet__duty_exclude_images(struct check *c, const struct duty *d, struct row *r)
{
    static const int rank[] = {0, 3, 2, 1};
    struct used *all;
    size_t n = 0, seen = 0;
    if (!collect(c, &all, &n)) {
        c->failed = 1;
        return;
    }
    stet__row_say(c, r, SATISFIED, "no image of the original is used");
    for (size_t i = 0; i < n; i++) {
        struct reason why;
        if (is_pixel(c, &all[i]) || is_logo(c, &all[i]))
            continue;
        int status = check_excluded(d, &all[i], &why);
        seen++;
        if (rank[status] <= rank[r->status])
            continue;
        if (status == UNVERIFIABLE)
            stet__row_lacks(c, r, why.key, "%s", why.why);
        else
            stet__row_say(c, r, status, "%s", why.why);
        show_used(c, r, &all[i]);
        if (status == VIOLATED)
            stet__row_todo(c, r, "take the image out");
    }
    if (!seen && c->context->original_images.fact == FACT_NONE)
        stet__row_say(c, r, NOT_APPLICABLE,
                      "neither the original nor the article has images");
    else if (!seen && c->context->original_images.fact == FACT_UNKNOWN &&
             c->context->used_images.fact == FACT_NONE)
        stet__row_say(c, r, NOT_APPLICABLE, "no image is used");
}
