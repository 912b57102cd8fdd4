// What insiders do, with all keys but the witnesses' at hand: they change the story and sign it again. `node attacks.mjs
// VERIFIER [NAME]` prints one JSON line per attack: name, the check that must see it, the checks that failed.
import { pathToFileURL } from "node:url";
import { hex, utf8 } from "../../src/terang/verify/js/bytes.mjs";
import { encode } from "../../src/terang/verify/js/canonical.mjs";
import { leafHash } from "../../src/terang/verify/js/tree.mjs";
import * as story from "./story.mjs";

const { auditLog, compare } = await import(pathToFileURL(`${process.argv[2]}/log.mjs`));
const { checkHeld, readCheckpoint, readPolicy, Report } = await import(pathToFileURL(`${process.argv[2]}/terang-verify.mjs`));
const DAY = 86_400;
const POLICY = utf8(story.POLICY);

class Telling {
  constructor() { this.steps = story.honest(); }
  at(name) { return this.steps.find((one) => one.name === name); }
  drop(name) { this.steps.splice(this.steps.indexOf(this.at(name)), 1); return this; }
  body(name, change) { Object.assign(this.at(name).b, change); return this; }
  set(name, change) { Object.assign(this.at(name), change); return this; }
  /** Put a record behind another one; it is like `like`, if that is named. */
  after(name, made, like) {
    const old = like ? this.at(like) : { by: [], p: [], b: {}, t: this.at(name).t };
    this.steps.splice(this.steps.indexOf(this.at(name)) + 1, 0, { ...old, ...made, b: { ...old.b, ...made.b } });
    return this;
  }
  move(name, behind) {
    const one = this.at(name);
    this.drop(name);
    this.steps.splice(this.steps.indexOf(this.at(behind)) + 1, 0, { ...one, t: Math.max(one.t, this.at(behind).t) });
    return this;
  }
}

const lie = (change, signing) => [change, { signing }];
const TOO_LATE = story.T0 + 6 * DAY + 7200;
const IN_THE_LOG = [
  ["nothing", undefined, () => {}],
  ["the log's signature is somebody else's", "L1", ...lie(() => {}, { log: { ...story.ed("x"), name: story.ORIGIN } })],
  ["one witness is not enough", "L2", ...lie(() => {}, { witnesses: story.WITNESSES.slice(0, 1) })],
  ["a witness saw it before it happened", "L8", ...lie(() => {}, { seen: story.T0 + DAY })],
  ["a record two days back in time", "L9", (x) => x.after("appoint 0", { name: "i", k: "incident", t: story.T0 + DAY, b: { code: "power", scope: "A" } })],
  ["a decision before the log began", "L9", (x) => x.set("decision", { t: story.T0 - 20 * DAY })],
  ["a signature over something else", "K1", (x) => x.set("rule", { forged: new Uint8Array(32) })],
  ["a key nobody announced", "K1", (x) => x.set("rule", { by: ["planner", "approver", "ghost"] })],
  ["a passkey at another address", "K1", (x) => x.set("rule", { passkey: { site: "https://palsu.example" } })],
  ["a passkey without its person", "K1", (x) => x.set("rule", { passkey: { flags: 1 } })],
  ["a passkey that signed another decision", "K1", (x) => x.set("rule", { passkey: { challenge: new Uint8Array(32) } })],
  ["a rule by one person", "K2", (x) => x.set("rule", { by: ["planner"] })],
  ["two roles in one hand", "K2", (x) => x.after("role planner", { name: "two", b: { role: "approver" } }, "role planner")],
  ["a mark that no assessor signed", "K2", (x) => x.set("mark 1", { by: ["planner"] })],
  ["an outcome by somebody without a role", "K2", (x) => x.drop("role verifier")],
  ["a new key without a custodian", "K2", (x) => x.after("freeze", { name: "n", k: "key", by: ["planner", "approver"], b: { op: "add", use: "officer", name: "new", pub: story.ed("new").pub } })],
  ["a revoked key", "K3", (x) => x.after("freeze", { name: "gone", k: "key", by: ["custodian1", "approver"], b: { op: "revoke", use: "officer", name: "verifier", pub: story.PEOPLE.verifier.pub } })],
  ["a second genesis", "G1", (x) => x.after("freeze", { name: "again" }, "genesis")],
  ["the same record again", "G1", (x) => x.after("mark 1", { u: story.uid("mark 1") }, "mark 1")],
  ["a record of another round", "G1", (x) => x.set("pool", { r: "2025-z" })],
  ["a record that leans on nothing", "G1", (x) => x.set("pool", { p: ["0".repeat(64)] })],
  ["no calendar", "G2", (x) => x.drop("calendar").drop("longer")],
  ["a rule after registration", "G2", (x) => x.move("rule", "reg 5")],
  ["a rule after the freeze", "G3", (x) => x.after("freeze", { name: "rule 2" }, "rule")],
  ["no freeze", "G3", (x) => x.drop("freeze")],
  ["an extension after the close", "G4", (x) => x.set("longer", { t: TOO_LATE }).move("longer", "close reg")],
  ["an extension proposed in time and decided after the close", "G4", (x) => x.set("longer", { by: ["planner", "approver"] }).after("reg 5", { name: "i", k: "incident", t: TOO_LATE, b: { code: "power", scope: "A" } }).move("longer", "close reg").set("longer", { t: story.T0 + 3 * DAY })],
  ["a registration after the close", "G5", (x) => x.set("reg 5", { t: TOO_LATE })],
  ["software nobody declared", "G6", (x) => x.body("score 0", { release: "t2" })],
  ["a ranking that names no software", "G6", (x) => { delete x.at("rank").b.release; }],
  ["one person twice", "R1", (x) => x.body("reg 1", { utag: x.at("reg 0").b.utag })],
  ["one pseudonym twice", "R2", (x) => x.body("reg 1", { pid: story.pidOf(0) })],
  ["a ghost withdraws", "R2", (x) => x.after("reg 5", { name: "w", k: "withdraw", b: { pid: story.pidOf(9) } })],
  ["somebody is left out of the count", "R3", (x) => x.body("close", { n: 5 })],
  ["others are counted", "R3", (x) => x.body("close", { root: "0".repeat(64) })],
  ["somebody has no decision", "R4", (x) => x.drop("elig 5")],
  ["opened by one custodian", "E1", (x) => x.set("unseal", { by: ["custodian1"] })],
  ["opened before the seed", "E1", (x) => x.move("commit form", "unseal")],
  ["another share is opened", "E2", (x) => x.body("open form", { shares: x.at("open assign").b.shares })],
  ["opened a day early", "E3", (x) => x.set("unseal", { t: story.T0 + 9 * DAY })],
  ["two ends of one exam", "E5", (x) => x.after("end 5", { name: "end again" }, "end 5")],
  ["a question voided after the scores", "E6", (x) => x.after("score 5", { name: "void", k: "item_void", by: ["planner", "approver"], b: { exam: "skd", item: "0".repeat(64), reason: "two keys" } })],
  ["conflicts declared after the seed", "A1", (x) => x.move("coi", "commit assign")],
  ["a mark after seeing the other", "A2", (x) => x.move("mark 2", "open mark 1")],
  ["a large difference that nobody settled", "A3", (x) => x.body("open mark 1", { value: "60.00" })],
  ["another mark is opened", "S1", (x) => x.body("open mark 1", { value: "81.00" })],
  ["a second score", "S2", (x) => x.after("score 5", { name: "score again" }, "score 5")],
  ["no score", "S2", (x) => x.drop("score 5").set("rank", { p: [] })],
  ["a score for a ghost", "S2", (x) => x.after("score 5", { name: "ghost", b: { pid: story.pidOf(9) } }, "score 5")],
  ["a correction without a reason", "S3", (x) => x.body("fix", { reason: "0".repeat(64) })],
  ["a correction of a corrected score", "S3", (x) => x.after("fix", { name: "fix again" }, "fix")],
  ["somebody omitted from the ranking", "P2", (x) => x.body("rank", { n: 5 })],
  ["appointed too early", "P5", (x) => x.set("appoint 0", { t: story.T0 + 17 * DAY })],
  ["appointed while an objection is open", "P5", (x) => x.after("open lot", { name: "late", k: "appeal", b: { pid: story.pidOf(1), code: "result", com: "0".repeat(64) } })],
  ["somebody else is appointed", "P4", (x) => x.body("appoint 0", { pid: story.pidOf(4) })],
  ["a NIK in a record", "X1", (x) => x.body("software", { sbom: "3174010101900001" })],
  ["an e-mail address in a record", "X1", (x) => x.body("software", { sbom: "a@b.id" })],
  ["an unknown field", "X1", (x) => x.body("pool", { note: "x" })],
];

const rows = (files, name, change) => files.set(name, utf8(new TextDecoder().decode(files.get(name)).split("\n").map(change).join("\n")));
const IN_THE_BUNDLE = [
  ["nothing in the bundle", undefined, {}],
  ["another score is opened", "S1", { change: (files) => rows(files, "openings.jsonl", (line) => line.replace('"311"', '"312"')) }],
  ["a score is hidden", "X3", { change: (files) => rows(files, "openings.jsonl", (line, i) => (i ? line : "")) && rows(files, "openings.jsonl", (line) => line) && files.set("openings.jsonl", utf8(new TextDecoder().decode(files.get("openings.jsonl")).trimStart())) }],
  ["two places are exchanged", "P1", { change: (files) => rows(files, "ranking.jsonl", (line, i, all) => all[[1, 0, 2, 3, 4, 5, 6][i]]) }],
  ["another ranking than in the log", "P2", { change: (files) => rows(files, "ranking.jsonl", (line) => line.replace("77.089", "77.090")) }],
  ["three for two slots", "P3", { change: (files) => rows(files, "ranking.jsonl", (line) => line.replace("reserve", "selected")) }],
  ["others are announced", "P4", { change: (files) => rows(files, "ranking.jsonl", (line, i) => (i === 0 ? line.replace("selected", "reserve") : line)) }],
  ["another rule", "B1", { change: (files) => files.set("rule.json", encode({ ...story.RULE, slots: 3 })) }],
  ["a document that the log does not know", "B1", { change: (files) => files.set("more.json", encode({})) }],
  ["small groups called large", "X2", { manifest: { k_min: 1 } }],
  ["a record is left out", "B3", { skip: ({ name }) => name === "mark 1" }],
  ["a record that is not in the log", "B2", { steps: (x) => x.body("reg 0", { com: "0".repeat(64) }) }],
];

const only = process.argv[3];
const wanted = (name) => only === undefined || only === name;
const tell = (name, want, report) => console.log(JSON.stringify({ name, want, failed: report.checks.filter(({ status }) => status === "FAIL").map(({ id }) => id) }));

for (const [name, want, change, { signing } = {}] of IN_THE_LOG.filter(([one]) => wanted(one))) {
  const x = new Telling();
  change(x);
  const report = new Report(..."LKGREASPX");
  await auditLog(report, story.sourceOf(story.filesOf(story.entriesOf(x.steps), signing)), readPolicy(POLICY));
  tell(name, want, report);
}

const honest = story.entriesOf(story.honest());
const files = story.filesOf(honest);
for (const [name, want, { steps = () => {}, ...how }] of IN_THE_BUNDLE.filter(([one]) => wanted(one))) {
  const x = new Telling();
  steps(x);
  tell(name, want, await checkHeld(story.bundleOf(x.steps, how), POLICY, story.sourceOf(files)));
}

const index = 15;
const leaf = leafHash(honest[index]);
const opening = { salt: hex(story.markOf(0, 1).salt), value: story.markOf(0, 1).value };
const marked = story.honest().findIndex(({ name }) => name === "mark 1");
const HELD = [
  ["an honest proof", undefined, () => story.proofOf(honest, marked, opening)],
  ["a proof that opens another value", "S1", () => story.proofOf(honest, marked, { ...opening, value: "99.00" })],
  ["a proof of another record", "B2", () => utf8(new TextDecoder().decode(story.proofOf(honest, index)).replace(/index \d+/, "index 14"))],
  ["an honest promise", undefined, () => story.promiseOf(leaf)],
  ["a promise by somebody else", "T1", () => story.promiseOf(leaf, undefined, story.ed("x"))],
  ["a promise that was broken", "T2", () => story.promiseOf(new Uint8Array(32))],
];
for (const [name, want, make] of HELD.filter(([one]) => wanted(one))) tell(name, want, await checkHeld(make(), POLICY, story.sourceOf(files)));

const other = story.honest();
other[20].b.extra = "x";
const split = story.entriesOf(other.slice(0, -1));
const side = (entries) => ({ checkpoint: readCheckpoint(story.checkpoint(entries.map(leafHash))), source: story.sourceOf(story.filesOf(entries)) });
for (const [name, want, one] of [["one history", undefined, honest.slice(0, 40)], ["two histories", "L7", split]].filter(([each]) => wanted(each))) {
  const report = new Report("L1", "L2", "L6", "L7");
  await compare(report, side(one), side(honest), readPolicy(POLICY));
  tell(name, want, report);
}
