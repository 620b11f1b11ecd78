// SPDX-License-Identifier: MIT
// stet in Node, through stet_node.c.
//
//     const pipeline = new Pipeline('house-style.yaml');
//     const answer = pipeline.run(bytes, 'article.md');
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const native = require('./stet_node.node');

/** A pipeline with a runner of its own. For one thread at a time: a worker makes its own. */
class Pipeline {
  #opened;

  constructor(file, plugins = process.env.STET_PLUGIN_PATH, data = process.env.STET_DATA_PATH) {
    this.#opened = native.open(file, plugins, data);
  }

  /** The answer for one article: status, verdict, findings, edits, outputs. */
  run(article, name = '') {
    return JSON.parse(native.run(this.#opened, Buffer.from(article), name));
  }
}

/** The article's bytes with the edits of an answer made: from the last to the first. */
function applyEdits(article, edits) {
  let bytes = Buffer.from(article);
  for (const { off, del, insert } of [...(edits ?? [])].reverse()) {
    bytes = Buffer.concat([bytes.subarray(0, off), Buffer.from(insert), bytes.subarray(off + del)]);
  }
  return bytes;
}

function main(files) {
  if (files.length !== 2) {
    console.error('usage: stet.js PIPELINE ARTICLE');
    return 2;
  }
  const article = fs.readFileSync(files[1]);
  let answer;
  try {
    answer = new Pipeline(files[0]).run(article, path.basename(files[1]));
  } catch (error) {
    console.error(error.message);
    return 1;
  }
  console.log(`verdict: ${answer.verdict}`);
  answer.findings.forEach((f) => console.log(`finding: ${f.rule}: ${f.message}`));
  answer.outputs.forEach((o) => console.log(`output: ${o.name}`));
  console.log(`stamped: ${applyEdits(article, answer.edits).length} bytes`);
  return 0;
}

module.exports = { Pipeline, applyEdits };
if (require.main === module) process.exitCode = main(process.argv.slice(2));
