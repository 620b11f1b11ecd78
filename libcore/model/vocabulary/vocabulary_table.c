/* SPDX-License-Identifier: MIT */
/*
 * The vocabulary of an article: one row for each kind and each attribute. Documents,
 * JSON Schema, nesting and effects come from these rows.
 */
#include "model/vocabulary/vocabulary_table.h"

#define STANDS_UNDER(...)                                                              \
    {                                                                                  \
        __VA_ARGS__                                                                    \
    }
#define ANYWHERE STANDS_UNDER(STET_KIND_NONE)

#define LENGTH(name) (sizeof(name) - 1)
#define ROOT(flags, name, help)                                                        \
    {                                                                                  \
        name, STET_FAMILY_NONE, STET_VALUE_NONE, flags, ANYWHERE, help, LENGTH(name)   \
    }
#define BLOCK(name, flags, help)                                                       \
    {                                                                                  \
        name, STET_FAMILY_BLOCK, STET_VALUE_NONE, flags, ANYWHERE, help, LENGTH(name)  \
    }
#define PIECE(name, flags, under, help)                                                \
    {                                                                                  \
        name, STET_FAMILY_BLOCK, STET_VALUE_NONE, (flags) | KIND_PIECE, under, help,   \
            LENGTH(name)                                                               \
    }
#define INLINE(name, flags, help)                                                      \
    {                                                                                  \
        name, STET_FAMILY_INLINE, STET_VALUE_NONE, flags, ANYWHERE, help, LENGTH(name) \
    }
#define PART(name, help)                                                               \
    {                                                                                  \
        name, STET_FAMILY_PART, STET_VALUE_NONE, KIND_OWN_TEXT | KIND_PARTS, ANYWHERE, \
            help, LENGTH(name)                                                         \
    }
#define FIELD(name, type, help)                                                        \
    {                                                                                  \
        name, STET_FAMILY_FIELD, STET_VALUE_##type, KIND_OWN_TEXT | KIND_PARTS,        \
            ANYWHERE, help, LENGTH(name)                                               \
    }
#define FIELDS(name, type, help)                                                       \
    {                                                                                  \
        name, STET_FAMILY_FIELD, STET_VALUE_##type,                                    \
            KIND_OWN_TEXT | KIND_PARTS | KIND_COLLECTS, ANYWHERE, help, LENGTH(name)   \
    }
#define NOTICE(name, help)                                                             \
    {                                                                                  \
        name, STET_FAMILY_NOTICE, STET_VALUE_NONE, KIND_OWN_TEXT | KIND_PARTS,         \
            ANYWHERE, help, LENGTH(name)                                               \
    }

#define I KIND_INLINES
#define B KIND_BLOCKS
#define T KIND_OWN_TEXT

const struct kind_info stet__vocabulary_kinds[STET_KIND_X] = {
    [STET_KIND_ARTICLE] = ROOT(0, "article", "The root of an article."),
    [STET_KIND_FIELDS] = ROOT(0, "fields", "Holds the statements about the article."),
    [STET_KIND_BODY] = ROOT(B, "body", "Holds the blocks of the article, in order."),
    [STET_KIND_NOTICES] =
        ROOT(0, "notices", "Holds the typed furniture around the text."),

    [STET_PARAGRAPH] = BLOCK("paragraph", I, "A paragraph of running text."),
    [STET_HEADING] = BLOCK("heading", I, "A heading of level 1 to 6."),
    [STET_LIST] = BLOCK("list", 0, "A list of items, ordered or not."),
    [STET_ITEM] = PIECE("item", I | B, STANDS_UNDER(STET_LIST), "An item of a list."),
    [STET_QUOTE] =
        BLOCK("quote", B, "A quotation set apart from the text, or a pull quote."),
    [STET_CODE] = BLOCK("code", T, "A block of program code."),
    [STET_PREFORMATTED] = BLOCK(
        "preformatted", I, "Text whose line ends and spaces count: verse, letters."),
    [STET_SEPARATOR] =
        BLOCK("separator", 0, "A break between parts: a rule, a dinkus, the end mark."),
    [STET_TABLE] = BLOCK("table", 0, "A table of rows."),
    [STET_ROW] = PIECE("row", 0, STANDS_UNDER(STET_TABLE), "A row of a table."),
    [STET_CELL] = PIECE("cell", I | B, STANDS_UNDER(STET_ROW), "A cell of a row."),
    [STET_FIGURE] =
        BLOCK("figure", B, "Media, a table or code with its caption and credit."),
    [STET_CAPTION] = PIECE(
        "caption", I | B, STANDS_UNDER(STET_FIGURE, STET_TABLE, STET_DETAILS, STET_BOX),
        "What a figure or table shows; the title line of a box or details."),
    [STET_CREDIT] =
        PIECE("credit", I, STANDS_UNDER(STET_FIGURE, STET_QUOTE, STET_MEDIA),
              "Who made a picture, or who is quoted."),
    [STET_MEDIA] =
        BLOCK("media", 0, "An image, audio or video that stands as a block."),
    [STET_EMBED] = BLOCK("embed", T, "Content of another service, shown in place."),
    [STET_FOOTNOTE] = BLOCK("footnote", I | B, "The text of a footnote."),
    [STET_DEFINITIONS] =
        BLOCK("definitions", 0, "A list of terms with their definitions."),
    [STET_TERM] =
        PIECE("term", I, STANDS_UNDER(STET_DEFINITIONS), "A term that is defined."),
    [STET_DEFINITION] = PIECE("definition", I | B, STANDS_UNDER(STET_DEFINITIONS),
                              "The definition of a term."),
    [STET_BOX] = BLOCK("box", B, "A box or aside beside the text."),
    [STET_DETAILS] = BLOCK("details", B, "A part that readers open and close."),
    [STET_QUESTION] = BLOCK("question", I | B, "A question of an interview."),
    [STET_ANSWER] = BLOCK("answer", I | B, "An answer of an interview."),
    [STET_HTML] =
        BLOCK("html", T, "Raw HTML of the source, in quarantine: kept, not trusted."),
    [STET_SHORTCODE] =
        BLOCK("shortcode", T, "A shortcode of the source system, kept as it stood."),
    [STET_SLOT] =
        BLOCK("slot", 0, "A place that is filled later: an advertisement, a teaser."),

    [STET_TEXT] = INLINE("text", T,
                         "A run of text. But for preformatted blocks a line end in it "
                         "is a line end of the source that counts as a space."),
    [STET_EMPHASIS] = INLINE("emphasis", I, "Emphasised text, mostly italic."),
    [STET_STRONG] = INLINE("strong", I, "Strong text, mostly bold."),
    [STET_UNDERLINE] = INLINE("underline", I, "Underlined text."),
    [STET_STRIKE] = INLINE("strike", I, "Struck out text."),
    [STET_SUBSCRIPT] = INLINE("subscript", I, "Text below the line."),
    [STET_SUPERSCRIPT] = INLINE("superscript", I, "Text above the line."),
    [STET_CODE_SPAN] = INLINE("code_span", T, "Program code within a line."),
    [STET_LINK] = INLINE("link", I, "A hyperlink."),
    [STET_IMAGE] = INLINE("image", 0, "An image within a line."),
    [STET_LINE_BREAK] = INLINE("line_break", 0, "A line break that the author wants."),
    [STET_SOFT_BREAK] =
        INLINE("soft_break", 0,
               "A line end of the source that counts as a space, between two nodes."),
    [STET_QUOTATION] = INLINE("quotation", I, "A quotation within a line."),
    [STET_FOOTNOTE_REF] =
        INLINE("footnote_ref", 0, "The mark that refers to a footnote."),
    [STET_TIME] = INLINE("time", I, "A date or time with its machine-readable form."),
    [STET_CITATION] = INLINE("citation", I, "The title of a cited work."),
    [STET_SPAN] = INLINE("span", I, "Text of another language or direction."),
    [STET_ABBREVIATION] =
        INLINE("abbreviation", I, "An abbreviation with its long form."),
    [STET_MATH] = INLINE("math", T, "A formula as TeX."),
    [STET_HTML_INLINE] =
        INLINE("html_inline", T, "Raw HTML within a line, in quarantine."),
    [STET_SHORTCODE_INLINE] =
        INLINE("shortcode_inline", T, "A shortcode within a line, kept as it stood."),

    [STET_PARTY] = PART("party", "A person or an organisation."),
    [STET_CONCEPT] = PART("concept", "A topic, theme, region or keyword on an axis."),
    [STET_PLACE_PART] = PART("part.place", "A place."),
    [STET_REF] = PART("ref", "A reference to another article, page or service."),
    [STET_HANDLE] = PART("handle", "An account of a party on a network."),
    [STET_MEDIA_PART] = PART("part.media", "An image, audio or video of the article."),
    [STET_CORRECTION_PART] =
        PART("part.correction", "A correction, clarification, update or retraction."),
    [STET_RANGE] = {"range", STET_FAMILY_PART, STET_VALUE_NONE, 0, ANYWHERE,
                    "A block, or a part of its text, that says a notice.",
                    LENGTH("range")},
    [STET_EXTRA_PART] =
        PART("part.extra", "A named value that has no field of its own."),
    [STET_STAMP_PART] = PART("part.stamp", "A stamp that stet put into the article."),

    [STET_ID] = FIELD("id", TEXT, "The identifier of the article, mostly a URI."),
    [STET_ALT_IDS] = FIELDS("alt_ids", PARTS, "Identifiers in other schemes."),
    [STET_URL] = FIELD("url", URI, "Where the article is published."),
    [STET_CANONICAL] =
        FIELD("canonical", URI, "The URL that stands for all copies of the article."),
    [STET_GENRE] =
        FIELD("genre", TEXT,
              "What it is: news, opinion, analysis, review, advert, press_release."),
    [STET_HEADLINE] = FIELD("headline", TEXT, "The headline."),
    [STET_ALT_HEADLINE] = FIELDS(
        "alt_headline", TEXT, "A headline for another place: short, social, search."),
    [STET_KICKER] = FIELD("kicker", TEXT, "The line above the headline."),
    [STET_SLUG] = FIELD("slug", TEXT,
                        "The short name of the article in addresses and in the desk."),
    [STET_STANDFIRST] =
        FIELD("standfirst", TEXT, "The introduction below the headline."),
    [STET_EXCERPT] = FIELD("excerpt", TEXT, "A short text for lists and previews."),
    [STET_BYLINE] =
        FIELD("byline", TEXT, "The line that names the authors, as it is printed."),
    [STET_AUTHORS] = FIELD("authors", PARTS, "Who wrote the article."),
    [STET_CONTRIBUTORS] =
        FIELD("contributors", PARTS, "Editors, photographers, additional reporting."),
    [STET_TRANSLATORS] = FIELD("translators", PARTS, "Who translated the article."),
    [STET_PUBLISHER] = FIELD("publisher", PARTS, "Who publishes this copy."),
    [STET_SITE] = FIELD("site", TEXT, "The name of the site or title it appears in."),
    [STET_ORIGIN] = FIELD("origin", PARTS, "Where the article was first published."),
    [STET_AGENCY] = FIELD("agency", PARTS, "The news agency that supplied the text."),
    [STET_CREATED] = FIELD("created", DATE, "When it was written."),
    [STET_PUBLISHED] = FIELD("published", DATE, "When it was first published."),
    [STET_REPUBLISHED] = FIELD("republished", DATE, "When this copy was published."),
    [STET_UPDATED] = FIELD("updated", DATE, "When it was last changed."),
    [STET_EMBARGO] = FIELD("embargo", DATE, "Not to be published before."),
    [STET_EXPIRES] = FIELD("expires", DATE, "Not to be shown after."),
    [STET_DATELINE] =
        FIELD("dateline", TEXT, "Place and date before the first words, as printed."),
    [STET_LANGUAGE] = FIELD("language", LANG, "The language of the text."),
    [STET_DIRECTION] =
        FIELD("direction", TEXT, "The direction of the text: ltr or rtl."),
    [STET_TRANSLATIONS] =
        FIELDS("translations", PARTS, "The article in other languages."),
    [STET_TRANSLATION_OF] =
        FIELD("translation_of", PARTS, "The article this one was translated from."),
    [STET_SUBJECTS] =
        FIELDS("subjects", PARTS, "Regions, themes, topics, sections, keywords."),
    [STET_SERIES] =
        FIELD("series", PARTS, "The series it belongs to, and which part it is."),
    [STET_IMAGES] = FIELDS("images", PARTS, "Featured images and their rights."),
    [STET_IMAGE_CREDITS] = FIELDS("image_credits", TEXT, "Credit lines of images."),
    [STET_COPYRIGHT_HOLDER] =
        FIELD("copyright_holder", PARTS, "Who holds the copyright."),
    [STET_COPYRIGHT_YEAR] =
        FIELD("copyright_year", TEXT, "The year or years of the copyright."),
    [STET_COPYRIGHT_NOTICE] =
        FIELD("copyright_notice", TEXT, "The copyright line as it is to be printed."),
    [STET_LICENCE] =
        FIELD("licence", TEXT, "The licence: its identifier, its address in `url`."),
    [STET_USAGE_TERMS] =
        FIELD("usage_terms", TEXT, "What others may do with the article."),
    [STET_TDM] = FIELD("tdm", TEXT, "Reservation of text and data mining."),
    [STET_CORRECTIONS] =
        FIELDS("corrections", PARTS, "Corrections made after publication."),
    [STET_VERSION] = FIELD("version", TEXT, "The version of the article."),
    [STET_DIGITAL_SOURCE] = FIELD("digital_source", TEXT,
                                  "How it was made: by people, with or by machines."),
    [STET_ACCESS] = FIELD("access", TEXT, "Who can read it: free, metered or paid."),
    [STET_SPONSOR] = FIELD("sponsor", PARTS, "Who paid for it."),
    [STET_TRUST] = FIELDS("trust", PARTS,
                          "Policies of the publisher: corrections, ethics, ownership."),
    [STET_WORDS] = FIELD("words", INT, "Number of words of the body."),
    [STET_CHARACTERS] = FIELD("characters", INT, "Number of characters of the body."),
    [STET_SENTENCES] = FIELD("sentences", INT, "Number of sentences of the body."),
    [STET_PARAGRAPHS] = FIELD("paragraphs", INT, "Number of paragraphs of the body."),
    [STET_READING_TIME] =
        FIELD("reading_time", INT, "Seconds that reading the body takes."),
    [STET_COMMENTS] = FIELD("comments", URI, "Where readers discuss it."),
    [STET_STATUS] =
        FIELD("status", TEXT, "Where it stands: draft, usable, withheld, withdrawn."),
    [STET_PRINT_EDITION] =
        FIELD("print_edition", TEXT, "Date and page of its printed version."),
    [STET_EXTRA] =
        FIELDS("extra", PARTS, "Values of the source that have no field of their own."),
    [STET_STAMPS] =
        FIELDS("stamps", PARTS, "Stamps that stet put in, with their hashes."),

    [STET_NOTICE_OTHER] = NOTICE("notice.other", "Furniture of no kind listed here."),
    [STET_DISCLAIMER_OPINION] =
        NOTICE("disclaimer.opinion", "The views are the author's own."),
    [STET_DISCLAIMER_LIABILITY] = NOTICE(
        "disclaimer.liability", "No liability for the content or for linked sites."),
    [STET_DISCLAIMER_ADVICE] =
        NOTICE("disclaimer.advice", "No financial, medical or legal advice."),
    [STET_DISCLAIMER_EDITORIAL_INDEPENDENCE] =
        NOTICE("disclaimer.editorial_independence",
               "No partner or advertiser had a say in the text."),
    [STET_DISCLAIMER_COMMENTS] =
        NOTICE("disclaimer.comments", "Comments are those of their writers."),
    [STET_DISCLAIMER_UNEDITED_FEED] =
        NOTICE("disclaimer.unedited_feed", "Published from a feed without editing."),
    [STET_DISCLOSURE_CONFLICT] =
        NOTICE("disclosure.conflict", "Interests and funding of the author."),
    [STET_DISCLOSURE_AFFILIATE] =
        NOTICE("disclosure.affiliate", "Links that earn a commission."),
    [STET_DISCLOSURE_SPONSORED] =
        NOTICE("disclosure.sponsored", "Paid or sponsored content."),
    [STET_DISCLOSURE_AI] =
        NOTICE("disclosure.ai", "Written, translated or illustrated with machines."),
    [STET_NOTICE_COPYRIGHT] = NOTICE("notice.copyright", "A copyright line."),
    [STET_PROHIBITION] =
        NOTICE("prohibition", "Forbids copying, storing or passing on."),
    [STET_PERMISSION] = NOTICE("permission", "How to ask for permission to republish."),
    [STET_REPOST_INVITATION] =
        NOTICE("repost_invitation", "Invites readers to repost the article."),
    [STET_NOTICE_LICENCE] =
        NOTICE("notice.licence", "Names the licence of the article."),
    [STET_FAIR_USE] = NOTICE("fair_use", "Claims fair use of another's material."),
    [STET_PROVENANCE] =
        NOTICE("provenance", "Says where the article was first published."),
    [STET_NOTICE_PRINT_EDITION] =
        NOTICE("notice.print_edition", "Says where it appeared in print."),
    [STET_LICENSED_EDITION] =
        NOTICE("licensed_edition", "Published under a licence from another house."),
    [STET_CORRECTION] = NOTICE("correction", "Corrects a mistake."),
    [STET_CLARIFICATION] = NOTICE("clarification", "Clarifies what was said."),
    [STET_UPDATE] = NOTICE("update", "Says that the article was updated."),
    [STET_RETRACTION] = NOTICE("retraction", "Withdraws the article or a part of it."),
    [STET_EDITORS_NOTE] = NOTICE("editors_note", "A note of the editors."),
    [STET_NOTE_TO_READERS] =
        NOTICE("note_to_readers", "A note to the readers, mostly a request."),
    [STET_CONTRIBUTING] = NOTICE("contributing", "Names those who contributed."),
    [STET_AUTHOR_BIO] = NOTICE("author_bio", "About the author."),
    [STET_MORE_BY_AUTHOR] = NOTICE("more_by_author", "Links to more by the author."),
    [STET_IMAGE_CREDIT] = NOTICE("image_credit", "The credit line of an image."),
    [STET_NOTICE_TRUST] = NOTICE("notice.trust", "Refers to standards and principles."),
    [STET_TRANSLATION_OFFER] =
        NOTICE("translation_offer", "Offers the article in other languages."),
    [STET_TRANSLATION_CREDIT] =
        NOTICE("translation_credit", "Names the translator or the first version."),
    [STET_NOTICE_SERIES] =
        NOTICE("notice.series", "Says that the article belongs to a series."),
    [STET_NEWSLETTER] = NOTICE("newsletter", "Asks to subscribe to a newsletter."),
    [STET_SHARE_CTA] = NOTICE("share_cta", "Asks to share the article."),
    [STET_FOLLOW_CTA] = NOTICE("follow_cta", "Asks to follow on a network."),
    [STET_DONATION] = NOTICE("donation", "Asks for a donation."),
    [STET_MEMBERSHIP] = NOTICE("membership", "Asks to become a member or subscriber."),
    [STET_COMMENTS_CTA] = NOTICE("comments_cta", "Asks to comment."),
    [STET_APP_CTA] = NOTICE("app_cta", "Asks to install an application."),
    [STET_PAYWALL] = NOTICE("paywall", "The rest is for subscribers."),
    [STET_SURVEY] = NOTICE("survey", "Asks to take part in a survey."),
    [STET_READ_MORE] = NOTICE("read_more", "A link to read on."),
    [STET_RELATED] = NOTICE("related", "Related articles."),
    [STET_SERIES_NAV] = NOTICE("series_nav", "Links to other parts of a series."),
    [STET_MARKET_DATA] = NOTICE("market_data", "About delayed quotes and market data."),
    [STET_CONTENT_WARNING] = NOTICE("content_warning", "Warns of what follows."),
    [STET_SPOILER] = NOTICE("spoiler", "Warns that the plot is told."),
    [STET_GRAPHIC] = NOTICE("graphic", "Warns of graphic images."),
    [STET_CONTACT_MEDIA] = NOTICE("contact.media", "Contact for the press."),
    [STET_CONTACT_LICENSING] =
        NOTICE("contact.licensing", "Contact for licences and reprints."),
    [STET_CONTACT_CORRECTIONS] =
        NOTICE("contact.corrections", "Where to report mistakes."),
    [STET_CONTACT_TIPS] = NOTICE("contact.tips", "Where to send tips."),
    [STET_TRACKING] = NOTICE("tracking", "A counting pixel or script."),
    [STET_LEGAL_TERMS] = NOTICE("legal.terms", "Terms of use of the site."),
    [STET_LEGAL_COOKIE] = NOTICE("legal.cookie", "Cookies and privacy."),
    [STET_LEGAL_IMPRINT] = NOTICE("legal.imprint", "The imprint of the site."),
    [STET_NOTICE_EMBARGO] =
        NOTICE("notice.embargo", "Says from when on it may be published."),
    [STET_SHARE_LINKS] =
        NOTICE("share_links", "Links that share the article on networks."),
    [STET_REPUBLISHED_FROM] =
        NOTICE("republished_from", "Credits the house it was taken over from."),
};

#define ON_FIELDS (1u << STET_FAMILY_FIELD)
#define ON_BLOCKS (1u << STET_FAMILY_BLOCK)
#define ON_INLINES (1u << STET_FAMILY_INLINE)
#define ON_NOTICES (1u << STET_FAMILY_NOTICE)
#define ON_PARTS (1u << STET_FAMILY_PART)
#define ON_BODY (ON_BLOCKS | ON_INLINES)
#define ON_CLAIMS (ON_FIELDS | ON_NOTICES | ON_PARTS)

#define ATTR(name, type, families, help)                                               \
    {                                                                                  \
        name, type, families, help, LENGTH(name)                                       \
    }

const struct attr_info stet__vocabulary_attrs[STET_ATTR_X] = {
    [STET_ATTR_LEVEL] =
        ATTR("level", ATTR_INT, ON_BLOCKS, "Level of a heading, from 1."),
    [STET_ATTR_ORDERED] =
        ATTR("ordered", ATTR_INT, ON_BLOCKS, "1: the items are numbered."),
    [STET_ATTR_START] = ATTR("start", ATTR_INT, ON_BLOCKS, "Number of the first item."),
    [STET_ATTR_TIGHT] =
        ATTR("tight", ATTR_INT, ON_BLOCKS, "1: items stand without space between."),
    [STET_ATTR_TASK] =
        ATTR("task", ATTR_INT, ON_BLOCKS, "1: the item has a check box."),
    [STET_ATTR_CHECKED] =
        ATTR("checked", ATTR_INT, ON_BLOCKS, "1: the check box is ticked."),
    [STET_ATTR_LANG] =
        ATTR("lang", ATTR_TEXT, ON_BODY | ON_CLAIMS, "Language of the text (BCP 47)."),
    [STET_ATTR_INFO] = ATTR("info", ATTR_TEXT, ON_BLOCKS,
                            "Info string of a code block, its language first."),
    [STET_ATTR_FENCE] =
        ATTR("fence", ATTR_TEXT, ON_BLOCKS, "The fence of a code block as it stood."),
    [STET_ATTR_HEAD] =
        ATTR("head", ATTR_INT, ON_BLOCKS, "1: a row or cell of the head."),
    [STET_ATTR_ALIGN] = ATTR("align", ATTR_TEXT, ON_BLOCKS, "left, center or right."),
    [STET_ATTR_HREF] =
        ATTR("href", ATTR_TEXT, ON_BODY | ON_CLAIMS, "Target of a link."),
    [STET_ATTR_TITLE] = ATTR("title", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                             "Title, shown on hovering or as a label."),
    [STET_ATTR_REL] = ATTR("rel", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                           "Relation of the target to the article."),
    [STET_ATTR_SRC] =
        ATTR("src", ATTR_TEXT, ON_BODY | ON_PARTS, "Address of a medium."),
    [STET_ATTR_ALT] =
        ATTR("alt", ATTR_TEXT, ON_BODY | ON_PARTS, "Text in place of an image."),
    [STET_ATTR_WIDTH] = ATTR("width", ATTR_INT, ON_BODY | ON_PARTS, "Width in pixels."),
    [STET_ATTR_HEIGHT] =
        ATTR("height", ATTR_INT, ON_BODY | ON_PARTS, "Height in pixels."),
    [STET_ATTR_MEDIA] = ATTR("media", ATTR_TEXT, ON_BODY | ON_PARTS,
                             "image, audio, video, or a media type."),
    [STET_ATTR_CITE] =
        ATTR("cite", ATTR_TEXT, ON_BODY, "Address a quotation was taken from."),
    [STET_ATTR_MARKER] =
        ATTR("marker", ATTR_TEXT, ON_BODY, "The mark as it stood: bullet, separator."),
    [STET_ATTR_LABEL] = ATTR("label", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                             "Label of a footnote, a box, a taxonomy line."),
    [STET_ATTR_DATETIME] =
        ATTR("datetime", ATTR_TEXT, ON_INLINES, "Machine-readable form of a time."),
    [STET_ATTR_PROVIDER] =
        ATTR("provider", ATTR_TEXT, ON_BODY | ON_PARTS, "Service an embed comes from."),
    [STET_ATTR_AUTOLINK] = ATTR("autolink", ATTR_INT, ON_INLINES,
                                "1: the link was written as a bare address."),
    [STET_ATTR_DIR] = ATTR("dir", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                           "Direction of the text: ltr or rtl."),

    [STET_ATTR_SOURCE] =
        ATTR("source", ATTR_TEXT, ON_CLAIMS,
             "Who claims it: front_matter, byline_text, json_ld, a step."),
    [STET_ATTR_CONFIDENCE] =
        ATTR("confidence", ATTR_INT, ON_CLAIMS,
             "How surely: 1 inferred, 2 derived, 3 asserted, 4 set."),
    [STET_ATTR_RAW] = ATTR("raw", ATTR_TEXT, ON_CLAIMS, "The value as it was written."),
    [STET_ATTR_RULE] = ATTR("rule", ATTR_TEXT, ON_CLAIMS, "The rule that found it."),
    [STET_ATTR_STAMP] = ATTR("stamp", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                             "Identifier of the stamp it belongs to."),
    [STET_ATTR_HASH] =
        ATTR("hash", ATTR_TEXT, ON_BODY | ON_CLAIMS, "Hash of the content of a stamp."),
    [STET_ATTR_PLACEMENT] =
        ATTR("placement", ATTR_TEXT, ON_CLAIMS, "Where a stamp stands."),
    [STET_ATTR_BLOCK] =
        ATTR("block", ATTR_NODE, ON_CLAIMS, "The block a range lies in."),
    [STET_ATTR_FROM] = ATTR("from", ATTR_INT, ON_PARTS,
                            "First byte of a range within the block's text."),
    [STET_ATTR_TO] = ATTR("to", ATTR_INT, ON_PARTS, "The byte behind the range."),
    [STET_ATTR_ALSO] = ATTR("also", ATTR_TEXT, ON_NOTICES,
                            "Other kinds the notice is of, apart by spaces."),
    [STET_ATTR_SCOPE] = ATTR("scope", ATTR_TEXT, ON_CLAIMS,
                             "What it applies to: article, image, site, comments."),
    [STET_ATTR_VALID_FROM] =
        ATTR("valid_from", ATTR_TEXT, ON_CLAIMS, "Date from which it holds."),
    [STET_ATTR_VALID_UNTIL] =
        ATTR("valid_until", ATTR_TEXT, ON_CLAIMS, "Date until which it holds."),

    [STET_ATTR_NAME] =
        ATTR("name", ATTR_TEXT, ON_CLAIMS, "Name of a party, concept, series."),
    [STET_ATTR_URL] = ATTR("url", ATTR_TEXT, ON_CLAIMS, "Address that stands for it."),
    [STET_ATTR_ROLE] = ATTR("role", ATTR_TEXT, ON_CLAIMS,
                            "Part that it plays: editor, photographer, social."),
    [STET_ATTR_TYPE] = ATTR("type", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                            "Sort: person, organisation, pull, correction."),
    [STET_ATTR_AXIS] =
        ATTR("axis", ATTR_TEXT, ON_CLAIMS,
             "Axis of a concept: region, theme, topic, section, keyword."),
    [STET_ATTR_CODE] = ATTR("code", ATTR_TEXT, ON_CLAIMS, "Code in a scheme."),
    [STET_ATTR_SCHEME] =
        ATTR("scheme", ATTR_TEXT, ON_CLAIMS, "The scheme of a code or identifier."),
    [STET_ATTR_EMAIL] = ATTR("email", ATTR_TEXT, ON_CLAIMS, "E-mail address."),
    [STET_ATTR_NETWORK] = ATTR("network", ATTR_TEXT, ON_BODY | ON_CLAIMS,
                               "Network of an account or share link."),
    [STET_ATTR_AFFILIATION] =
        ATTR("affiliation", ATTR_TEXT, ON_CLAIMS, "House or institution of a person."),
    [STET_ATTR_BIO] =
        ATTR("bio", ATTR_TEXT, ON_CLAIMS, "About a person, in a sentence or two."),
    [STET_ATTR_DATE] =
        ATTR("date", ATTR_TEXT, ON_CLAIMS, "Date, cut at its precision."),
    [STET_ATTR_GIVEN] = ATTR("given", ATTR_TEXT, ON_CLAIMS, "Given name."),
    [STET_ATTR_FAMILY] = ATTR("family", ATTR_TEXT, ON_CLAIMS, "Family name."),
    [STET_ATTR_VALUE] =
        ATTR("value", ATTR_TEXT, ON_CLAIMS, "Value of a named extra or identifier."),
    [STET_ATTR_KEY] = ATTR("key", ATTR_TEXT, ON_CLAIMS, "Name of an extra."),
    [STET_ATTR_CREDIT] =
        ATTR("credit", ATTR_TEXT, ON_BODY | ON_CLAIMS, "Credit line of a medium."),
    [STET_ATTR_HOLDER] = ATTR("holder", ATTR_TEXT, ON_CLAIMS, "Holder of the rights."),
    [STET_ATTR_LICENCE] = ATTR("licence", ATTR_TEXT, ON_CLAIMS, "Licence of a medium."),
    [STET_ATTR_PART] = ATTR("part", ATTR_INT, ON_CLAIMS, "Which part of a series."),
    [STET_ATTR_OF] = ATTR("of", ATTR_INT, ON_CLAIMS, "How many parts there are."),
};
