// The full audit of a log, and the comparison of two (terang-log/1 section 13).
import { readStamp, sizesOf } from "./anchors.mjs";
import { base64, equal, hex, Malformed, utf8 } from "./bytes.mjs";
import { envelope } from "./leaves.mjs";
import { Machine } from "./machine.mjs";
import { readCheckpoint, timeOf } from "./notes.mjs";
import { checkSigned } from "./policy.mjs";
import { sha256 } from "./sha2.mjs";
import { splitEntries, tilePath, WIDTH } from "./tiles.mjs";
import { leafHash, nodeHash, Range } from "./tree.mjs";

const NAMES_BLOBS = { genesis: ["schemas", "policy"], rule: ["blob"], formation: ["blob"], announce: ["blob"], blueprint: ["blob"] };

/** The whole tiles and the last partial one of each level, as the records make them, against the files. */
class Tiles {
  constructor(source, report) {
    Object.assign(this, { source, report, open: [] });
  }

  async push(hash, level = 0) {
    this.open[level] ??= { hashes: [], count: 0 };
    const tile = this.open[level];
    tile.hashes.push(hash);
    if (tile.hashes.length === WIDTH) await this.close(level);
  }

  async close(level) {
    const tile = this.open[level];
    if (!tile?.hashes.length) return;
    const path = tilePath(level, tile.count, tile.hashes.length);
    const found = await this.source(path);
    const id = level ? "L5" : "L4";
    this.report.saw(id);
    const isSame = found && found.length === 32 * tile.hashes.length && tile.hashes.every((hash, i) => equal(hash, found.subarray(32 * i, 32 * i + 32)));
    if (!isSame) this.report.fail(id, found ? `${path} is not what the records make` : `${path} is missing`);
    const isWhole = tile.hashes.length === WIDTH;
    const hashes = tile.hashes;
    tile.hashes = [];
    tile.count += 1;
    if (isWhole) await this.push(topOf(hashes), level + 1);
  }

  async finish() {
    for (let level = 0; level < this.open.length; level += 1) await this.close(level);
    if (this.open.length <= 1) this.report.none("L5", "the log is too small for upper tiles");
  }
}

const topOf = (hashes) => {
  let row = hashes;
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i], row[2 * i + 1]));
  return row[0];
};

/** Audit a log. `source`: path -> bytes or undefined, may be a promise. `from`: bytes of an older checkpoint.
 *  `visit(index, leaf, hash)` is called for every record. Returns what receipts and bundles ask: size, indexOf, rootAt, keys.
 *  Refused: Malformed where there is no checkpoint; undefined where it can't be read (L1). */
export const auditLog = async (report, source, policy, { from, visit, sizes = [] } = {}) => {
  const written = await source("checkpoint");
  if (!written) throw new Malformed("there is no checkpoint: this is not the folder of a log");
  const checkpoint = report.attempt("L1", () => readCheckpoint(written));
  if (!checkpoint) return undefined;
  const { origin, size, root } = checkpoint;
  await checkSigned(report, checkpoint, policy);
  const old = from && readCheckpoint(from);
  const roots = new Map();
  const stamps = sizesOf((await source.list?.("anchor")) ?? []);
  const latestAt = new Map();
  const wanted = new Set([...sizes, ...(old ? [old.size] : []), ...stamps.values()]);
  const [range, blobs, tiles] = [new Range(), new Map(), new Tiles(source, report)];
  const machine = new Machine(report, { blobs });
  const keepRoot = () => wanted.has(range.size) && roots.set(range.size, range.root);
  keepRoot();
  for (let number = 0; number * WIDTH < size; number += 1) {
    const entries = await readEntries(report, source, number, Math.min(WIDTH, size - number * WIDTH));
    if (!entries) break;
    for (const entry of entries) {
      const [index, hash] = [range.size, leafHash(entry)];
      range.push(hash);
      keepRoot();
      await tiles.push(hash);
      report.saw("L3");
      const leaf = report.attempt("L3", () => envelope(entry), index);
      if (!leaf) continue;
      await fetchBlobs(report, source, blobs, leaf, index);
      const waits = machine.feed(index, leaf, hash);
      if (wanted.has(range.size)) latestAt.set(range.size, machine.latest);
      if (waits) await waits;
      visit?.(index, leaf, hash, entry);
    }
  }
  await tiles.finish();
  await machine.finish();
  if (range.size === size && equal(range.root, root)) report.ok("L6", `the root over ${size} records is that of the checkpoint`);
  else report.fail("L6", `${range.size} records make another root than the checkpoint says for ${size}`);
  if (old) await checkGrowth(report, policy, old, checkpoint, roots);
  else report.none("L7", "no older checkpoint was given");
  checkTimes(report, checkpoint, machine.latest);
  for (const [name, at] of stamps) await checkStamp(report, await source(`anchor/${name}`), { name, origin, size: at, root: roots.get(at), latest: latestAt.get(at) });
  report.none("P1", "scores are in bundles, not in the log: verify a bundle, too");
  report.none("X2", "what was opened is in bundles: verify a bundle, too");
  report.ok("X3", machine.erased ? `${machine.erased} people's records were erased lawfully` : "nobody's records were erased");
  return { origin, size, machine, roots, root: range.root, seenAt: seenAt(checkpoint), indexOf: (hash) => machine.hashes.get(hash), keys: [...machine.promising] };
};

const readEntries = async (report, source, number, count) => {
  const path = tilePath("entries", number, count);
  const found = await source(path);
  if (!found) report.fail("L3", `${path} is missing`);
  return found && report.attempt("L3", () => splitEntries(found, count));
};

const fetchBlobs = async (report, source, blobs, leaf, index) => {
  if (!Object.hasOwn(NAMES_BLOBS, leaf.k)) return;
  for (const name of NAMES_BLOBS[leaf.k]) {
    const hash = leaf.b[name];
    if (!/^[0-9a-f]{64}$/.test(hash ?? "") || blobs.has(hash)) continue;
    const found = await source(`blob/${hash.slice(0, 2)}/${hash}`);
    if (!found) continue;
    if (hex(sha256(found)) === hash) blobs.set(hash, found);
    else report.fail("G2", `the document ${hash} is not what its name says`, index);
  }
};

const checkGrowth = async (report, policy, old, { origin, size }, roots) => {
  await checkSigned(report, old, policy);
  if (old.origin !== origin) report.fail("L7", "the older checkpoint is of another log");
  else if (old.size > size) report.fail("L7", `the log shrank from ${old.size} to ${size}`);
  else if (!roots.has(old.size) || !equal(roots.get(old.size), old.root)) report.fail("L7", `the first ${old.size} records are no longer those of the older checkpoint`);
  else report.ok("L7", `the first ${old.size} records are those of the older checkpoint`);
};

const checkStamp = async (report, bytes, { name, origin, size, root, latest }) => {
  const stamp = readStamp(bytes);
  if (!stamp) report.fail("L8", `anchor/${name} is no time stamp`);
  else if (!root || stamp.imprint !== hex(sha256(utf8(`${origin}\n${size}\n${base64(root)}\n`)))) report.fail("L8", `anchor/${name} stamps another checkpoint`);
  else if (latest > stamp.seconds) report.fail("L8", `anchor/${name} is older than a record that it stamps`);
};

const seenAt = ({ note }) => {
  const times = note.signatures.filter(({ bytes }) => bytes.length === 72).map(({ bytes }) => timeOf(bytes));
  return times.length ? Math.min(...times) : undefined;
};

/** L8. Witnesses tell the time when they sign: nothing in the log may be later. */
export const checkTimes = (report, checkpoint, latest) => {
  const seen = seenAt(checkpoint);
  if (seen === undefined) report.none("L8", "no witness and no time stamp tells when this log was seen");
  else if (latest > seen) report.fail("L8", "a record says a later time than the witness who saw it");
  else report.ok("L8", "no record is later than its witnesses; stamps by RFC 3161 are checked with openssl, not here");
};

/** Compare two checkpoints or logs: {checkpoint, source} each, source undefined where only a checkpoint is at hand. */
export const compare = async (report, one, other, policy) => {
  const [older, newer] = one.checkpoint.size <= other.checkpoint.size ? [one, other] : [other, one];
  for (const { checkpoint } of [one, other]) {
    if (policy) await checkSigned(report, checkpoint, policy);
  }
  if (!policy) for (const id of ["L1", "L2"]) report.none(id, "no policy was given, so nobody's signature was checked");
  const [small, large] = [older.checkpoint, newer.checkpoint];
  if (small.origin !== large.origin) {
    report.fail("L7", `two logs: ${small.origin} and ${large.origin}`);
    return;
  }
  if (small.size === large.size) {
    if (equal(small.root, large.root)) report.ok("L7", `both show the same ${small.size} records`);
    else report.fail("L7", `two histories of the same ${small.size} records: somebody is shown another log`);
  }
  for (const { checkpoint, source } of [newer, older]) {
    if (!source) continue;
    const roots = await rootsOf(source, checkpoint.size, [small.size, checkpoint.size]);
    if (roots && equal(roots.get(checkpoint.size), checkpoint.root)) report.ok("L6", `the root over ${checkpoint.size} records is that of the checkpoint`);
    else report.fail("L6", `the records are not those of the checkpoint for ${checkpoint.size}`);
    if (checkpoint !== large || small.size === large.size) continue;
    if (roots && equal(roots.get(small.size), small.root)) report.ok("L7", `the log of ${large.size} grew out of that of ${small.size}`);
    else report.fail("L7", `the log of ${large.size} did not grow out of that of ${small.size}`);
  }
  if (!newer.source && small.size !== large.size) report.none("L7", "to compare checkpoints of two sizes the log of the larger is needed");
};

const rootsOf = async (source, size, wanted) => {
  const [range, roots] = [new Range(), new Map()];
  if (wanted.includes(0)) roots.set(0, range.root);
  for (let number = 0; number * WIDTH < size; number += 1) {
    const count = Math.min(WIDTH, size - number * WIDTH);
    const found = await source(tilePath("entries", number, count));
    if (!found) return undefined;
    for (const entry of splitEntries(found, count)) {
      range.push(leafHash(entry));
      if (wanted.includes(range.size)) roots.set(range.size, range.root);
    }
  }
  return roots;
};
