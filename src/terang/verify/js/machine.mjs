// Every record of a log or a bundle, in order, through every check that records alone can answer (section 13).
import { hex, isMalformed, Malformed, text } from "./bytes.mjs";
import { exams } from "./exams.mjs";
import { governance, readSchemas } from "./governance.mjs";
import { keys } from "./keys.mjs";
import { bucketOf, looksLikeSomebody, stranger } from "./leaves.mjs";
import { people } from "./people.mjs";
import { results } from "./results.mjs";

const DAY = 86_400;
const MOST_WAITING = 512;
// Records that later ones point at, and what must be known of them then.
const POINTED_AT = {
  seed_commit: ({ purpose }) => ({ purpose }), seed_open: ({ purpose }) => ({ purpose }),
  mark: ({ pid, slot, com }) => ({ pid, slot, com }), score: ({ pid }) => ({ pid }),
  appeal_decision: () => ({}), item_void: () => ({}), incident: () => ({}),
};

/** The state machine. `blobs`: hash -> bytes, filled by the caller before a record is fed; `isPartial`: a bundle. */
export class Machine {
  constructor(report, { blobs = new Map(), isPartial = false } = {}) {
    this.report = report;
    this.blobs = blobs;
    this.isPartial = isPartial;
    this.hashes = new Map(); // leaf hash in hex -> index
    this.pointed = new Map(); // kind:uid and hash -> {kind, …}
    this.waiting = []; // signatures under way
    this.promising = new Set(); // lines of keys that may promise
    this.rules = new Map();
    this.rulesOf = new Map(); // formation -> ids of rules
    this.formations = new Map();
    this.calendar = new Map();
    this.seeds = new Map(); // purpose -> body of seed_open
    this.voids = [];
    this.origins = [];
    this.erased = 0;
    this.latest = 0;
    const circle = people(this, report);
    this.people = circle;
    const rooms = [governance(this, report), keys(this, report), circle.handlers, exams(this, report), results(this, report)];
    this.rooms = rooms;
    this.parsed = new Map();
    this.named = new Set(); // what the records of a bundle name: hashes of documents among it
  }

  /** Take what the genesis says. */
  begin(leaf) {
    this.genesis = leaf;
    const { origins, receipt_key: key, schemas } = leaf.b;
    if (Array.isArray(origins)) this.origins = origins;
    for (const one of [key].flat()) if (typeof one === "string") this.promising.add(one);
    if (schemas === undefined) return;
    if (!this.blobs.has(schemas)) this.report.fail("G1", "the schemas that the genesis names are missing", 0);
    else this.schemas = this.report.attempt("G1", () => readSchemas(this.blobs.get(schemas)), 0);
  }

  /** The JSON of a document by its hash; undefined if it is missing or no JSON. */
  blob(hash) {
    if (!this.parsed.has(hash)) {
      let value;
      try {
        value = this.blobs.has(hash) ? JSON.parse(text(this.blobs.get(hash))) : undefined;
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof Malformed)) throw error;
      }
      this.parsed.set(hash, value);
    }
    return this.parsed.get(hash);
  }

  keep(kind, uid, hash, what) {
    const kept = { kind, ...what };
    this.pointed.set(`${kind}:${uid}`, kept);
    this.pointed.set(hash, kept);
  }

  /** The record of one of these kinds that a reference (number or leaf hash) means. */
  find(kinds, ref) {
    const found = this.pointed.get(ref);
    if (found) return kinds.includes(found.kind) ? found : undefined;
    return kinds.map((kind) => this.pointed.get(`${kind}:${ref}`)).find(Boolean);
  }

  /** Feed the record at `index`. `hash`: its leaf hash. Returns a promise only where it must be waited for. */
  feed(index, leaf, hash) {
    const one = { index, leaf, b: leaf.b, hash: hex(hash), signers: new Set(), signerIds: new Set() };
    this.hashAt = one.hash;
    const { report } = this;
    const identity = looksLikeSomebody(leaf.b);
    if (stranger(leaf)) report.fail("X1", `a record has no member “${stranger(leaf)}”`, index);
    if (identity) report.fail("X1", `a “${leaf.k}” holds ${identity}`, index);
    report.saw("L9");
    // The time of a record with approvals is when it was proposed; days may pass until the second person decides.
    if (!leaf.a && leaf.t < this.latest - bucketOf(leaf.k) - DAY) report.fail("L9", "its time is more than a day before that of an earlier record", index);
    if (this.genesis && leaf.t < this.genesis.t) report.fail("L9", "its time is before the log began", index);
    this.latest = Math.max(this.latest, leaf.t);
    try {
      for (const room of this.rooms) {
        room.every?.(one);
        if (leaf.k !== "every" && leaf.k !== "end" && Object.hasOwn(room, leaf.k)) room[leaf.k](one);
      }
    } catch (error) {
      // A body without the fields of its kind: told by G1 where the schema is at hand; here nothing may be skipped silently.
      if (!isMalformed(error)) throw error;
      report.fail("G1", `a “${leaf.k}” without the fields of its kind`, index);
    }
    if (leaf.k === "erase") this.erased += leaf.b.n;
    if (this.isPartial) for (const value of Object.values(leaf.b)) this.named.add(value);
    this.hashes.set(one.hash, index);
    if (Object.hasOwn(POINTED_AT, leaf.k)) this.keep(leaf.k, leaf.u, one.hash, POINTED_AT[leaf.k](leaf.b));
    return this.waiting.length > MOST_WAITING ? this.settle() : undefined;
  }

  async settle() {
    const under = this.waiting;
    this.waiting = [];
    await Promise.all(under);
  }

  async finish() {
    await this.settle();
    for (const room of this.rooms) room.end?.();
    this.report.none("E4", "which form each person got is open to that person and the auditors only");
  }
}
