// An honest selection of six people as a log and a bundle, made to be cheated with. Signs with Node's own crypto; takes
// from the verifier only what the specification's vectors prove (canonical form, trees, commitments, lots).
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { base64, concat, hex, utf8 } from "../../src/terang/verify/js/bytes.mjs";
import { encode, FILE_NAME, write } from "../../src/terang/verify/js/canonical.mjs";
import { commit, orderOf, seedOf } from "../../src/terang/verify/js/commitments.mjs";
import { leafHash, rootOf } from "../../src/terang/verify/js/tree.mjs";
import { prover } from "./proofs.mjs";

export const sha = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
export const digest = (bytes) => hex(sha(bytes));
const chance = (...of) => sha(utf8(of.join("/")));
export const uid = (...of) => hex(chance("uid", ...of)).slice(0, 32);

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
export const ed = (name) => {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, chance("key", name)]), format: "der", type: "pkcs8" });
  const raw = new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32));
  return { name, raw, pub: base64(raw), id: hex(sha(concat(utf8(`${name}\n`), Uint8Array.of(1), raw)).subarray(0, 4)), sign: (data) => new Uint8Array(sign(null, data, key)) };
};
const passkey = (name) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const [bx, by] = [x, y].map((one) => new Uint8Array(Buffer.from(one, "base64url")));
  const cose = concat(Uint8Array.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20]), bx, Uint8Array.from([0x22, 0x58, 0x20]), by);
  const id = hex(sha(concat(utf8(`${name}\n`), Uint8Array.of(0xff), utf8("webauthn"), cose)).subarray(0, 4));
  return { name, pub: base64(cose), id, isPasskey: true, sign: (data) => new Uint8Array(sign("sha256", data, privateKey)) };
};

export const ORIGIN = "log.contoh.example/2026-a";
export const SITE = "https://contoh.example";
export const T0 = 1_767_254_400;
const HOUR = 3600;
const DAY = 24 * HOUR;
const line = (name, type, raw) => {
  const key = concat(Uint8Array.of(type), raw);
  return `${name}+${hex(sha(concat(utf8(`${name}\n`), key)).subarray(0, 4))}+${base64(key)}`;
};
const noteLine = (name, vkey, bytes) => `— ${name} ${base64(concat(Buffer.from(vkey.slice(name.length + 1, name.length + 9), "hex"), bytes))}\n`;

export const LOG = ed(ORIGIN);
export const RECEIPT = ed("receipt.contoh.example");
export const RECEIPT_LINE = line(RECEIPT.name, 1, RECEIPT.raw);
export const WITNESSES = [1, 2, 3].map((n) => ed(`w${n}.example`));
export const POLICY = [`log ${line(ORIGIN, 1, LOG.raw)}`, ...WITNESSES.map((w, i) => `witness W${i} ${line(w.name, 4, w.raw)}`), "group Q all W0 W1 W2", "quorum Q", ""].join("\n");

/** A checkpoint, signed by the log and by these witnesses at `seen`. */
export const checkpoint = (hashes, { seen = T0 + 40 * DAY, witnesses = WITNESSES, log = LOG } = {}) => {
  const body = `${ORIGIN}\n${hashes.length}\n${base64(rootOf(hashes))}\n`;
  const signed = witnesses.map((w) => {
    const time = new Uint8Array(8);
    new DataView(time.buffer).setBigUint64(0, BigInt(seen));
    return noteLine(w.name, line(w.name, 4, w.raw), concat(time, w.sign(utf8(`cosignature/v1\ntime ${seen}\n${body}`))));
  });
  return utf8(`${body}\n${noteLine(ORIGIN, line(ORIGIN, 1, log.raw), log.sign(utf8(body)))}${signed.join("")}`);
};

export const PEOPLE = {
  ...Object.fromEntries(["planner", "verifier", "objections"].map((name) => [name, { ...ed(name), use: "officer" }])),
  approver: { ...passkey("approver"), use: "officer" },
  custodian1: { ...ed("custodian1"), use: "custodian" }, custodian2: { ...ed("custodian2"), use: "custodian" },
  assessor1: { ...ed("assessor1"), use: "assessor" }, assessor2: { ...ed("assessor2"), use: "assessor" },
};
const ROLES = { planner: "planner", approver: "approver", verifier: "verifier", objections: "objection_officer", assessor1: "assessor", assessor2: "assessor" };
export const RULE = { v: 1, id: "R1", components: [{ c: "skd", scale: 0, max: "550", pass: "311", weight: 40 }, { c: "skb", scale: 2, max: "100.00", weight: 60 }], order: ["final", "skb", "skd", "lot"], decimals: 3, slots: 2, appeal_days: 3, delta: "10.00" };
export const FORMATION = { v: 1, id: "F1", slots: 2 };
export const pidOf = (n) => `p${hex(chance("pid", n)).slice(0, 15)}`;
const SCORES = [["400", "80.00"], ["400", "80.00"], ["455", "73.33"], ["310", "99.99"], ["311", "90.50"], ["550", "100.00"]];
const share = (purpose, n) => chance("share", purpose, n);
const shares = (purpose, make) => [0, 1, 2].map((n) => hex(make(share(purpose, n))));
const committed = (purpose) => ({ purpose, shares: shares(purpose, (one) => sha(concat(utf8(`terang/v1/share\n${purpose}\n`), one))) });
const opened = (purpose) => ({ purpose, shares: shares(purpose, (one) => one) });
export const scoreOf = (n) => ({ salt: chance("salt", n), value: { c: { skd: SCORES[n][0], skb: SCORES[n][1] } } });
export const markOf = (n, slot) => ({ salt: chance("mark", n, slot), value: `8${n}.00` });

/** The ranking as the rule gives it; worked out by hand but for the lot. */
const ranking = () => {
  const tied = orderOf(seedOf("lot/R1", [0, 1, 2].map((n) => share("lot/R1", n)), new Uint8Array()), "lot/R1", [0, 1, 2, 3, 4, 5].map(pidOf)).filter((pid) => [pidOf(0), pidOf(1)].includes(pid));
  return [[pidOf(5), "100.000", "selected"], [tied[0], "77.091", "selected"], [tied[1], "77.091", "reserve"], [pidOf(2), "77.089", "reserve"], [pidOf(4), "76.918", "reserve"], [pidOf(3), "", "below_mark"]];
};
const pidRoot = (pids) => hex(rootOf([...pids].sort().map((pid) => leafHash(utf8(pid)))));

/** The records: {name, k, t, b, by, p}; `p` and references in braces name earlier records. */
export const honest = () => {
  const all = [0, 1, 2, 3, 4, 5];
  const steps = [];
  const add = (name, k, t, b, by = [], p = []) => steps.push({ name, k, t: T0 + t, b, by, p });
  const two = ["planner", "approver"];
  add("genesis", "genesis", 0, { spec: "terang-log/1", origin: ORIGIN, log_keys: [line(ORIGIN, 1, LOG.raw)], receipt_key: RECEIPT_LINE, policy: digest(utf8(POLICY)), mmd: 60, k_min: 5, origins: [SITE] });
  for (const [name, one] of Object.entries(PEOPLE)) add(`key ${name}`, "key", 0, { op: "add", use: one.use, name, pub: one.pub, from: T0 });
  for (const [name, role] of Object.entries(ROLES)) add(`role ${name}`, "role", 0, { op: "grant", key: PEOPLE[name].id, role, unit: "BKPSDM" });
  add("software", "software", 0, { release: "t1", spec: "terang-log/1" });
  add("rule", "rule", 60, { id: "R1", blob: digest(encode(RULE)), formations: ["F1"] }, two);
  add("formation", "formation", 60, { id: "F1", blob: digest(encode(FORMATION)), slots: 2 }, two);
  add("calendar", "calendar", 60, { stage: "registration", opens: T0 + DAY, closes: T0 + 5 * DAY });
  add("calendar exam", "calendar", 60, { stage: "exam", opens: T0 + 10 * DAY, closes: T0 + 11 * DAY });
  add("freeze", "freeze", 120, { what: "formation", id: "F1", at: T0 + 120 }, two);
  all.forEach((n) => add(`reg ${n}`, "reg", 2 * DAY, { pid: pidOf(n), formation: "F1", utag: hex(chance("utag", n)), com: hex(chance("com", n)) }));
  add("longer", "calendar", 3 * DAY, { stage: "registration", opens: T0 + DAY, closes: T0 + 6 * DAY, replaces: T0 + 5 * DAY });
  add("close reg", "stage_close", 6 * DAY, { stage: "registration", formation: "F1", n: 6, root: pidRoot(all.map(pidOf)) });
  all.forEach((n) => add(`elig ${n}`, "elig", 7 * DAY, { pid: pidOf(n), decision: "ok", codes: [], com: hex(chance("why", n)) }, ["verifier"]));
  add("close", "stage_close", 7 * DAY, { stage: "screening", formation: "F1", n: 6, root: pidRoot(all.map(pidOf)) });
  add("bank", "bank", 8 * DAY, { exam: "skd", root: digest(utf8("items")), package: digest(utf8("package")), recipients: ["custodian1", "custodian2"].map((one) => PEOPLE[one].id), k: 2, n: 2 });
  add("blueprint", "blueprint", 8 * DAY, { exam: "skd", blob: digest(utf8("blueprint")) });
  add("key_commit", "key_commit", 8 * DAY, { exam: "skd", root: digest(utf8("answers")) });
  add("commit form", "seed_commit", 8 * DAY, committed("form/skd"));
  add("unseal", "unseal", 10 * DAY - 600, { exam: "skd", package: digest(utf8("package")), custodians: ["custodian1", "custodian2"].map((one) => PEOPLE[one].id) }, ["custodian1", "custodian2"]);
  add("open form", "seed_open", 10 * DAY - 600, opened("form/skd"));
  all.forEach((n) => add(`end ${n}`, "sess_end", 11 * DAY, { pid: pidOf(n), s: uid("session", n), n: 9, head: hex(chance("head", n)), why: "time" }));
  add("pool", "pool", 12 * DAY, { stage: "interview", root: digest(utf8("pool")), n: 2 });
  add("coi", "coi", 12 * DAY, { stage: "interview", root: digest(utf8("coi")), n: 0 });
  add("commit assign", "seed_commit", 12 * DAY, committed("assign/interview"));
  add("open assign", "seed_open", 12 * DAY + 60, opened("assign/interview"));
  add("assign", "assign", 12 * DAY + 60, { stage: "interview", seed: "{open assign}", root: digest(utf8("assign")), n: 12 });
  [1, 2].forEach((slot) => add(`mark ${slot}`, "mark", 12 * DAY + 120, { pid: pidOf(0), slot, com: commit("mark", markOf(0, slot).salt, markOf(0, slot).value) }, [`assessor${slot}`]));
  [1, 2].forEach((slot) => add(`open mark ${slot}`, "mark_open", 12 * DAY + 180, { ref: `{mark ${slot}}`, salt: hex(markOf(0, slot).salt), value: markOf(0, slot).value }));
  add("commit lot", "seed_commit", 13 * DAY, committed("lot/R1"));
  all.forEach((n) => add(`score ${n}`, "score", 14 * DAY, { pid: pidOf(n), rule: "R1", com: commit("score", scoreOf(n).salt, scoreOf(n).value), release: "t1" }, [], [`end ${n}`]));
  add("appeal", "appeal", 14 * DAY, { pid: pidOf(2), code: "exam", com: hex(chance("appeal")) });
  add("decision", "appeal_decision", 15 * DAY, { ref: "{appeal}", outcome: "upheld", com: hex(chance("decision")) }, ["objections", "approver"]);
  add("fix", "score_fix", 15 * DAY, { ref: "{score 2}", com: commit("score", chance("fix"), scoreOf(2).value), reason: "{decision}" }, ["objections", "approver"]);
  add("open lot", "seed_open", 16 * DAY, opened("lot/R1"));
  add("rank", "rank", 16 * DAY, { formation: "F1", rule: "R1", release: "t1", n: 6, root: hex(rootOf(ranking().map((row) => leafHash(encode(row))))) }, [], all.map((n) => `score ${n}`));
  add("announce", "announce", 16 * DAY, { formation: "F1", blob: digest(encode(announced())) });
  ranking().filter(([, , status]) => status === "selected").forEach(([pid], n) => add(`appoint ${n}`, "appoint", 20 * DAY, { pid, formation: "F1" }));
  return steps;
};
const announced = () => ({ formation: "F1", selected: ranking().slice(0, 2).map(([pid]) => pid), v: 1 });

const signed = new Map(); // ECDSA is never the same twice: the log and its bundle must hold the same bytes
const approval = (one, message, how = {}) => {
  const name = `${one.name}/${hex(message)}/${JSON.stringify(how)}`;
  if (!signed.has(name)) signed.set(name, approve(one, message, how));
  return signed.get(name);
};
const approve = (one, message, { site = SITE, flags = 5, challenge = message }) => {
  if (!one.isPasskey) return { by: one.id, alg: "ed25519", sig: base64(one.sign(message)) };
  const cd = utf8(JSON.stringify({ type: "webauthn.get", challenge: Buffer.from(challenge).toString("base64url"), origin: site }));
  const ad = concat(sha(utf8(new URL(site).hostname)), Uint8Array.of(flags, 0, 0, 0, 1));
  return { by: one.id, alg: "webauthn-es256", ad: base64(ad), cd: base64(cd), sig: base64(one.sign(concat(ad, sha(cd)))) };
};

/** The entries of these steps, with every reference filled and every approval signed. */
export const entriesOf = (steps) => {
  const hashes = new Map();
  return steps.map((step) => {
    const refer = (value) => (typeof value === "string" && value.startsWith("{") ? hashes.get(value.slice(1, -1)) : value);
    const b = Object.fromEntries(Object.entries(step.b).map(([name, value]) => [name, refer(value)]));
    const bare = { v: 1, k: step.k, r: step.r ?? "2026-a", u: step.u ?? uid(step.name), t: step.t - (step.t % (["reg", "amend", "withdraw"].includes(step.k) ? HOUR : 60)), b, ...(step.p.length ? { p: step.p.map((name) => hashes.get(name) ?? name) } : {}) };
    const message = sha(concat(utf8("terang/v1/approve\n"), encode(bare)));
    const a = step.by.map((name) => approval(PEOPLE[name] ?? ed("nobody"), step.forged ?? message, step.passkey));
    const entry = encode(a.length ? { ...bare, a } : bare);
    hashes.set(step.name, hex(leafHash(entry)));
    return entry;
  });
};

/** The files of the log of these entries: path -> bytes. */
export const filesOf = (entries, signing) => {
  const files = new Map();
  const tiles = (level, hashes) => {
    const whole = [];
    for (let at = 0; at < hashes.length; at += 256) {
      const some = hashes.slice(at, at + 256);
      const name = `${String(at / 256).padStart(3, "0")}${some.length < 256 ? `.p/${some.length}` : ""}`;
      files.set(`tile/${level}/${name}`, concat(...some));
      if (level === 0) files.set(`tile/entries/${name}`, concat(...entries.slice(at, at + 256).flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry])));
      if (some.length === 256) whole.push(rootOf(some));
    }
    if (whole.length) tiles(level + 1, whole);
  };
  const hashes = entries.map(leafHash);
  tiles(0, hashes);
  for (const blob of [encode(RULE), encode(FORMATION), encode(announced())]) files.set(`blob/${digest(blob).slice(0, 2)}/${digest(blob)}`, blob);
  files.set("checkpoint", checkpoint(hashes, signing));
  return files;
};
export const sourceOf = (files) => async (path) => files.get(path);

const tar = (files) => {
  const parts = [];
  for (const name of [...files.keys()].sort()) {
    const [head, body] = [Buffer.alloc(512), files.get(name)];
    head.write(name, 0);
    for (const [at, value] of [[100, "0000644"], [108, "0000000"], [116, "0000000"], [124, body.length.toString(8).padStart(11, "0")], [136, "00000000000"], [148, "        0"], [257, "ustar\x0000"]]) head.write(value, at);
    head.write(`${head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148);
    parts.push(head, body, Buffer.alloc((512 - (body.length % 512)) % 512));
  }
  return new Uint8Array(Buffer.concat([...parts, Buffer.alloc(1024)]));
};

/** The files of the bundle of these steps; `change(files)` may cheat before the manifest is written. */
export const bundleOf = (steps, { change = () => {}, manifest = {}, skip = () => false } = {}) => {
  const entries = entriesOf(steps);
  const hashes = entries.map(leafHash);
  const proofs = prover(hashes);
  const rows = (values) => utf8(values.map((value) => `${write(value)}\n`).join(""));
  const held = entries.map((entry, i) => [entry, i]).filter(([, i]) => !skip(steps[i]));
  const openings = [0, 1, 2, 3, 4, 5].map((n) => ({ pid: pidOf(n), score: { u: uid(n === 2 ? "fix" : `score ${n}`), salt: hex(n === 2 ? chance("fix") : scoreOf(n).salt), value: scoreOf(n).value } }));
  const files = new Map([
    ["announce.json", encode(announced())], ["checkpoint", checkpoint(hashes)], ["policy", utf8(POLICY)], ["rule.json", encode(RULE)], ["formation.json", encode(FORMATION)],
    ["leaves.jsonl", rows(held.map(([entry, i]) => ({ i, leaf: new TextDecoder().decode(entry) })))],
    ["proofs.jsonl", rows(held.map(([, i]) => ({ i, path: proofs.inclusion(i, hashes.length).map(base64) })))],
    ["openings.jsonl", rows(openings)], ["ranking.jsonl", rows(ranking())], ["seeds.json", encode([opened("lot/R1")])], ["summary.json", encode([["result", "merged", 6]])],
  ]);
  change(files, rows);
  files.set("manifest.json", utf8(write({ v: 1, type: "bundle", formation: "F1", rule: "R1", round: "2026-a", n: 1, release: "t1", k_min: 5, ...manifest, files: Object.fromEntries([...files].map(([name, body]) => [name, digest(body)])) }, FILE_NAME)));
  return tar(files);
};

/** A promise file for a leaf hash. */
export const promiseOf = (leaf, t = T0 + 2 * DAY, by = RECEIPT) => {
  const promise = { v: 1, type: "promise", origin: ORIGIN, leaf: hex(leaf), t, mmd: 60 };
  return encode({ promise, key: line(by.name, 1, by.raw), sig: base64(by.sign(concat(utf8("terang/v1/promise\n"), encode(promise)))) });
};

/** A `.tlog-proof` of one entry. */
export const proofOf = (entries, index, extra = {}) => {
  const hashes = entries.map(leafHash);
  const held = base64(encode({ leaf: new TextDecoder().decode(entries[index]), ...extra }));
  return concat(utf8(`c2sp.org/tlog-proof@v1\nextra ${held}\nindex ${index}\n${prover(hashes).inclusion(index, hashes.length).map((one) => `${base64(one)}\n`).join("")}\n`), checkpoint(hashes));
};
