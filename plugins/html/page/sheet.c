/* SPDX-License-Identifier: MIT */
/*
 * The style sheet of a page: one column that reads well on a phone and on paper, by day
 * and by night, in both directions. No font, no picture, no script is fetched. AMP
 * takes it as it is: no !important, no @import.
 */
#include "page.h"

#define SHEET                                                                          \
    ":root{color-scheme:light dark;--ink:#1b1a17;--dim:#5f5b53;--paper:#fdfcf9;"       \
    "--line:#ddd8cc;--wash:#f3f0e7;--link:#0b4f8a;--mark:#b4541a}\n"                   \
    "@media (prefers-color-scheme:dark){:root{--ink:#e6e2d8;--dim:#a29c8f;"            \
    "--paper:#171613;--line:#3a372f;--wash:#22201b;--link:#8fc1ee;--mark:#e0955d}}\n"  \
    "*{box-sizing:border-box}\n"                                                       \
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.62 "       \
    "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,Georgia,serif;"              \
    "overflow-wrap:break-word;-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"  \
    "article{max-width:42rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}\n"             \
    "h1,h2,h3,h4,h5,h6{line-height:1.2;text-wrap:balance;margin:2em 0 .6em}\n"         \
    "h1{font-size:clamp(1.8rem,1.3rem + 2.6vw,2.7rem);margin:.2em 0 .5em;"             \
    "letter-spacing:-.01em}\n"                                                         \
    "h2{font-size:1.4rem}h3{font-size:1.17rem}h4,h5,h6{font-size:1rem}\n"              \
    "p,ul,ol,dl,pre,table,figure,blockquote,details{margin:0 0 1.15em}\n"              \
    "a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.16em}" \
    "\na:focus-visible{outline:.15em solid var(--link);outline-offset:.15em}\n"        \
    "ul,ol{padding-inline-start:1.4em}li>p{margin-bottom:.5em}\n"                      \
    "img,video{max-width:100%;height:auto;vertical-align:middle}audio{width:100%}\n"   \
    "figure{margin-inline:0}figcaption,.stet-credit,.stet-contributor{"                \
    "font-size:.86rem;color:var(--dim);line-height:1.45}\n"                            \
    "figcaption{padding-top:.5em}figcaption p{margin:0}\n"                             \
    "blockquote{margin-inline:0;padding-inline-start:1.1em;"                           \
    "border-inline-start:.2em solid var(--line);font-style:italic}\n"                  \
    ".stet-pull{border:0;padding:.4em 0;font-size:1.4em;line-height:1.3;"              \
    "text-align:center;font-style:normal}\n"                                           \
    "pre,code{font:.86em/1.5 ui-monospace,Menlo,Consolas,\"DejaVu Sans "               \
    "Mono\",monospace;background:var(--wash);border-radius:.25em}\n"                   \
    "pre{padding:.9em 1em;overflow-x:auto}code{padding:.1em .3em;"                     \
    "direction:ltr;unicode-bidi:isolate}pre "                                          \
    "code{display:block;padding:0;text-align:left}\n"                                  \
    "table{border-collapse:collapse;display:block;overflow-x:auto;font-size:.92rem}\n" \
    "th,td{padding:.4em .8em;border-bottom:1px solid var(--line);text-align:start;"    \
    "vertical-align:top}th{font-weight:600}\n"                                         \
    "hr{border:0;border-top:1px solid var(--line);width:5em;margin:2.4em auto}\n"      \
    "header,footer,.stet-notice,.stet-box,.stet-footnote,summary,th,.stet-embed{"      \
    "font-family:system-ui,-apple-system,\"Segoe UI\",\"Liberation "                   \
    "Sans\",Arial,sans-serif}\n"                                                       \
    "header{margin-bottom:2.2rem}header h1{font-family:Charter,\"Bitstream "           \
    "Charter\",\"Sitka Text\",Cambria,Georgia,serif}\n"                                \
    ".stet-kicker{margin:0;font-size:.82rem;font-weight:600;letter-spacing:.07em;"     \
    "text-transform:uppercase;color:var(--mark)}\n"                                    \
    ".stet-standfirst{font-size:1.2rem;line-height:1.45;color:var(--dim)}\n"           \
    ".stet-byline,.stet-date{margin:0;font-size:.92rem}.stet-byline{font-weight:600}"  \
    "\n.stet-date{color:var(--dim)}.stet-updated::before{content:\"\\21BB  \"}\n"      \
    ".stet-picture{margin:1.6rem 0 0}.stet-picture img{width:100%}\n"                  \
    "aside.stet-notice,.stet-box{font-size:.9rem;line-height:1.5;background:"          \
    "var(--wash);border-inline-start:.25em solid var(--line);padding:.85em 1.1em;"     \
    "margin:0 0 1.15em}\n"                                                             \
    "aside.stet-notice>:last-child,.stet-box>:last-child{margin-bottom:0}\n"           \
    "[data-kind=correction],[data-kind=clarification],[data-kind=update],"             \
    "[data-kind=retraction]{border-color:var(--mark)}\n"                               \
    "span.stet-notice{font-family:inherit}.stet-title{font-weight:600}\n"              \
    ".stet-footnote{font-size:.86rem;line-height:1.5;margin-bottom:.5em}\n"            \
    ".stet-footnote p:first-of-type{display:inline}:target{background:var(--wash)}\n"  \
    ".stet-question{font-weight:600;margin-bottom:.5em}summary{cursor:pointer}\n"      \
    "dt{font-weight:600}dd{margin:0 0 .6em 1.4em}\n"                                   \
    "footer{margin-top:2.5rem;padding-top:1.1rem;border-top:1px solid var(--line);"    \
    "font-size:.86rem;line-height:1.5;color:var(--dim)}footer p{margin:0 0 .5em}\n"    \
    ".stet-subjects{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4em}"   \
    ".stet-subjects li{border:1px solid var(--line);border-radius:1em;"                \
    "padding:.05em .7em}\n"                                                            \
    "@media print{:root{--ink:#000;--dim:#333;--paper:#fff;--wash:#fff;--link:#000}"   \
    "body{font-size:11pt}article{max-width:none;padding:0}"                            \
    "h1,h2,h3,h4,h5,h6{break-after:avoid}figure,aside,blockquote,pre,tr{"              \
    "break-inside:avoid}p{orphans:3;widows:3}"                                         \
    "article a[href^=http]::after{content:\" (\" attr(href) \")\";font-size:.8em;"     \
    "word-break:break-all}}\n"

const char stet__page_sheet[] = SHEET;
const size_t stet__page_sheet_length = sizeof stet__page_sheet - 1;
