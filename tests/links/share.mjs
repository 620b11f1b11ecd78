// SPDX-License-Identifier: MIT
// Takes share links apart with the WHATWG URL of node: [network, href, wanted] each.
import { readFileSync } from "node:fs";

const pairs = JSON.parse(readFileSync(process.argv[2], "utf8"));
let fails = 0;
for (const [network, href, wanted] of pairs) {
  const url = new URL(href);
  if (!["https:", "mailto:", "sms:", "viber:"].includes(url.protocol) || url.username || url.password) {
    console.log(`${network}: ${url.protocol} ${url.username}`);
    fails++;
  }
  const got = {};
  for (const [key, value] of url.searchParams) got[key] = key in got ? "twice" : value;
  for (const [key, value] of new URLSearchParams(url.hash.slice(1))) got["#" + key] = value;
  const same = JSON.stringify(Object.entries(got).sort()) === JSON.stringify(Object.entries(wanted).sort());
  if (!same) {
    console.log(`${network}: ${JSON.stringify(got)} is not ${JSON.stringify(wanted)}`);
    fails++;
  }
}
console.log(`node ${process.version}: ${pairs.length} links, ${fails} failed`);
process.exit(fails ? 1 : 0);
