// node docs/spec/second-engine/check.mjs [folder of the golden cases]: every case through this engine; 1 if any differs.

import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { topics } from "./engine.mjs";
import { read, Refused } from "./norm.mjs";

const folder = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL("../golden/", import.meta.url);
const load = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const index = load("index.json");
const norms = new Map(Object.keys(index.norms).map((id) => [id, read(load(`norms/${id}.json`))]));

function answer(topic, one) {
  if (index.norms[one.norm].sha256 !== one.norm_sha256) throw new Error(`${one.id} is of another edition of ${one.norm}`);
  try {
    return topics[topic](norms.get(one.norm), one.input);
  } catch (error) {
    if (error instanceof Refused) return { refused: true };
    throw error;
  }
}

let [alike, different] = [0, 0];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort()) {
  const topic = file.slice(0, -".jsonl".length);
  for (const line of readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n")) {
    const one = JSON.parse(line);
    const found = answer(topic, one);
    if (isDeepStrictEqual(found, one.expected)) alike += 1;
    else {
      different += 1;
      if (different <= 10) console.log(`${one.id}\n  expected ${JSON.stringify(one.expected)}\n  found    ${JSON.stringify(found)}`);
    }
  }
}
console.log(`${alike} alike, ${different} different`);
process.exitCode = different === 0 && alike === index.cases ? 0 : 1;
