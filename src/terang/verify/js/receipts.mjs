// What a person holds in hands: a proof of the log, or a promise. Source: C2SP tlog-proof; terang-log/1 section 11.
import { concat, equal, Malformed, text, unbase64, unhex, utf8 } from "./bytes.mjs";
import { decode, encode } from "./canonical.mjs";
import { commit } from "./commitments.mjs";
import { envelope, stranger } from "./leaves.mjs";
import { LOG, readCheckpoint, readKey } from "./notes.mjs";
import { checkSigned } from "./policy.mjs";
import { verifyEd25519 } from "./signatures.mjs";
import { isIncluded, leafHash } from "./tree.mjs";

const HEADER = "c2sp.org/tlog-proof@v1";
const LONGEST_PATH = 63;

/** The parts of a `.tlog-proof`: index, path, checkpoint, extra. Refused: Malformed. */
export const readProof = (bytes) => {
  const content = text(bytes);
  const end = content.indexOf("\n\n");
  const lines = content.slice(0, end).split("\n");
  if (end < 0 || lines.shift() !== HEADER) throw new Malformed("not a proof of a log");
  const extra = lines[0]?.startsWith("extra ") ? unbase64(lines.shift().slice(6)) : undefined;
  const index = lines.shift() ?? "";
  if (!/^index (?:0|[1-9][0-9]{0,15})$/.test(index) || lines.length > LONGEST_PATH) throw new Malformed("the proof says no place");
  const path = lines.map(unbase64);
  if (path.some(({ length }) => length !== 32)) throw new Malformed("the way to the root is not made of hashes");
  return { index: Number(index.slice(6)), path, checkpoint: readCheckpoint(utf8(content.slice(end + 2))), extra };
};

/** Check a `.tlog-proof`: L1, L2, L3 (the record's form), B2 (it is in the log), S1 (its secret part opens). */
export const checkProof = async (report, bytes, policy) => {
  const { index, path, checkpoint, extra } = readProof(bytes);
  await checkSigned(report, checkpoint, policy);
  if (!extra) throw new Malformed("this proof holds no record: only its hash could be compared");
  const opening = decode(extra);
  if (typeof opening?.leaf !== "string") throw new Malformed("the proof's extra part holds no record");
  const entry = utf8(opening.leaf);
  const leaf = report.attempt("L3", () => envelope(entry), index);
  if (leaf && stranger(leaf)) report.fail("L3", "the record is not one that a log may hold", index);
  if (leaf) report.ok("L3", `the record is a “${leaf.k}” of round ${leaf.r} in its only form`, index);
  if (isIncluded(leafHash(entry), index, checkpoint.size, path, checkpoint.root)) {
    report.ok("B2", `the record is in the log, at place ${index} of ${checkpoint.size}`, index);
  } else report.fail("B2", "the record is not in the log at this place", index);
  if (leaf) openRecord(report, leaf, opening, index);
  return leaf;
};

const openRecord = (report, leaf, { salt, value }, index) => {
  if (salt === undefined || leaf.b.com === undefined) {
    report.none("S1", "the receipt opens no sealed part of the record", index);
    return;
  }
  const found = report.attempt("S1", () => commit(leaf.k, unhex(salt, 32), value), index);
  if (found === leaf.b.com) report.ok("S1", "what the receipt opens is what the record sealed", index);
  else if (found) report.fail("S1", "what the receipt opens is not what the record sealed", index);
};

/** The parts of a promise file: body, key (if it names one), signature. Refused: Malformed. */
export const readPromise = (bytes) => {
  const { promise, key, sig, ...rest } = decode(bytes);
  const isWhole = Object.keys(rest).length === 0 && promise?.v === 1 && promise.type === "promise"
    && typeof promise.origin === "string" && Number.isSafeInteger(promise.t) && Number.isSafeInteger(promise.mmd)
    && Object.keys(promise).length === 6;
  if (!isWhole || typeof sig !== "string") throw new Malformed("not a promise of a log");
  unhex(promise.leaf, 32);
  return { promise, key: key === undefined ? undefined : readKey(key), signature: unbase64(sig) };
};

const fits = async (line, signature, message) => {
  const { type, raw } = readKey(line);
  return type === LOG && verifyEd25519(raw, signature, message);
};

/** Check a promise: T1 its signature by a key that may promise, T2 whether it was kept.
 *  `log`: what an audit of the log found, or undefined; `keys`: lines of keys that may promise, or undefined. */
export const checkPromise = async (report, bytes, policy, { keys, log } = {}) => {
  const { promise, key, signature } = readPromise(bytes);
  const when = `${new Date(promise.t * 1000).toISOString().slice(0, 19)}Z`;
  const message = concat(utf8("terang/v1/promise\n"), encode(promise));
  if (!policy.logs.some(({ name }) => name === promise.origin)) report.fail("L1", `the policy knows no log ${promise.origin}`);
  const trusted = keys ?? log?.keys;
  const right = [];
  for (const line of trusted ?? (key ? [key.line] : [])) if (await fits(line, signature, message)) right.push(line);
  if (right.length && trusted) report.ok("T1", `promised at ${when} by a key that the log names, ${readKey(right[0]).name}`);
  else if (right.length) report.none("T1", `the signature fits the key ${key.name} that the promise itself names; whether the log lets that key promise was not checked`);
  else if (trusted || key) report.fail("T1", "the promise is not signed by a key that may promise, or was changed");
  else report.none("T1", "the key for promises is not at hand: it stands in the log's first record");
  if (!log) report.none("T2", `whether the record came into the log within ${promise.mmd} seconds of ${when} was not checked: that needs the log`);
  else if (log.origin !== promise.origin) report.fail("T2", `the promise is of the log ${promise.origin}`);
  else if (log.indexOf(promise.leaf) !== undefined) report.ok("T2", "the promise was kept: the record is in the log", log.indexOf(promise.leaf));
  else if (log.seenAt !== undefined && log.seenAt < promise.t + promise.mmd) report.none("T2", `the log at hand is older than the end of the promise: ask again after ${promise.mmd} seconds`);
  else report.fail("T2", `the promise of ${when} was broken: the record is not among the log's ${log.size}`);
  return promise;
};

/** Which kind of file this is: "proof", "promise", "answers", "bundle", "policy", or undefined. */
export const kindOf = (bytes) => {
  const start = String.fromCharCode(...bytes.subarray(0, 32));
  if (start.startsWith(HEADER)) return "proof";
  if (equal(bytes.subarray(257, 263), utf8("ustar\0"))) return "bundle";
  if (start.startsWith("{")) return kindOfObject(bytes);
  return /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(?:log|witness|group|quorum)[ \t]/.test(new TextDecoder().decode(bytes.subarray(0, 4096))) ? "policy" : undefined;
};

const kindOfObject = (bytes) => {
  try {
    const value = JSON.parse(text(bytes));
    return "promise" in value ? "promise" : "events" in value ? "answers" : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Malformed) return undefined;
    throw error;
  }
};
