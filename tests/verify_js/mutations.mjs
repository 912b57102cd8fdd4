// Change something small anywhere in a log, a bundle or a receipt; the verifier must see every change.
// `node mutations.mjs VERIFIER COUNT SEED` prints how many were seen and names each that was not.
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { utf8 } from "../../src/terang/verify/js/bytes.mjs";
import * as story from "./story.mjs";

const { auditLog } = await import(pathToFileURL(`${process.argv[2]}/log.mjs`));
const { checkHeld, Malformed, readPolicy, Report } = await import(pathToFileURL(`${process.argv[2]}/terang-verify.mjs`));
const [count, seed] = [Number(process.argv[3]), process.argv[4]];
const POLICY = utf8(story.POLICY);

let drawn = 0;
const below = (n) => {
  drawn += 1;
  return createHash("sha256").update(`${seed}/${drawn}`).digest().readUIntBE(0, 6) % n;
};

const CHANGES = {
  flip: (bytes) => {
    const out = bytes.slice();
    out[below(out.length)] ^= 1 << below(8);
    return out;
  },
  delete: (bytes) => {
    const at = below(bytes.length);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + below(40))]);
  },
  duplicate: (bytes) => {
    const [at, more] = [below(bytes.length), 1 + below(40)];
    return Uint8Array.from([...bytes.subarray(0, at + more), ...bytes.subarray(at)]);
  },
  swap: (bytes) => {
    const out = bytes.slice();
    const [one, other] = [below(out.length), below(out.length)];
    [out[one], out[other]] = [out[other], out[one]];
    return out;
  },
  cut: (bytes) => bytes.subarray(0, below(bytes.length)),
};
// Lines of keys that nobody knows must be ignored (C2SP signed-note): a note with such a line more says the same.
const meant = (bytes, known) => Buffer.from(bytes).toString("latin1").split("\n").filter((line) => known.has(line) || !line.startsWith(DASH)).join("\n");
const DASH = Buffer.from("— ").toString("latin1");
const same = (one, other) => {
  const known = new Set(Buffer.from(other).toString("latin1").split("\n"));
  return Buffer.compare(one, other) === 0 || (known.size > 4 && meant(one, known) === meant(other, known));
};

const entries = story.entriesOf(story.honest());
const files = story.filesOf(entries);
const bundle = story.bundleOf(story.honest());
const proof = story.proofOf(entries, 20);
const audit = async (changed) => {
  const report = new Report(..."LKGREASPX");
  await auditLog(report, story.sourceOf(changed), readPolicy(POLICY));
  return report.isGood;
};
const TARGETS = {
  log: async (change) => {
    const name = [...files.keys()][below(files.size)];
    const changed = change(files.get(name));
    return same(changed, files.get(name)) ? undefined : [`${name}`, await audit(new Map(files).set(name, changed))];
  },
  "file of the log": async () => {
    const name = [...files.keys()][below(files.size)];
    const fewer = new Map(files);
    fewer.delete(name);
    // The announcement's document may be withdrawn lawfully (section 10); nothing else may be missing.
    return files.get(name).includes(0) || !new TextDecoder().decode(files.get(name)).includes("selected") ? [`without ${name}`, await audit(fewer)] : undefined;
  },
  bundle: async (change) => {
    const changed = change(bundle);
    return same(changed, bundle) ? undefined : ["bundle", (await checkHeld(changed, POLICY)).isGood];
  },
  proof: async (change) => {
    const changed = change(proof);
    return same(changed, proof) ? undefined : ["proof", (await checkHeld(changed, POLICY)).isGood];
  },
};

let seen = 0;
const missed = [];
while (seen + missed.length < count) {
  const how = Object.keys(CHANGES)[below(5)];
  const target = Object.keys(TARGETS)[below(4)];
  let found;
  try {
    found = await TARGETS[target](CHANGES[how]);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    found = [target, false];
  }
  if (!found) continue;
  if (found[1]) missed.push(`${how} in ${found[0]}, draw ${drawn}`);
  else seen += 1;
}
console.log(JSON.stringify({ seen, missed }));
