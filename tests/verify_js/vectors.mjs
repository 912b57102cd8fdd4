// Every vector of the specification. `node vectors.mjs VERIFIER VECTORS` prints what differs, then the count of those alike.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const at = (name) => import(pathToFileURL(`${process.argv[2]}/${name}.mjs`));
const [bytes, canonical, commitments, leaves, notes, ranking, tree, sha2, curves, signatures] = await Promise.all(
  ["bytes", "canonical", "commitments", "leaves", "notes", "ranking", "tree", "sha2", "curves", "signatures"].map(at),
);
const { base64, hex, unbase64, unhex, utf8 } = bytes;
const folder = process.argv[3];
const given = JSON.parse(readFileSync(`${folder}/vectors.json`, "utf8"));
let alike = 0;
const is = (name, found, wanted) => {
  if (JSON.stringify(found) === JSON.stringify(wanted)) alike += 1;
  else console.log(`${name}: ${JSON.stringify(found)} is not ${JSON.stringify(wanted)}`);
};

for (const { obj, hex: wanted } of given.canonical) {
  is("canonical", hex(canonical.encode(obj)), wanted);
  is("canonical, read", canonical.write(canonical.decode(unhex(wanted))), canonical.write(obj));
}
for (const bad of ['{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a":1.0}', '{"a":1e2}', '{"a":-0}', '{"a":null}', '{"A":1}', "\ufeff{}", '{"a":9007199254740992}', '"\\ud800"', '"\\u0041"', '{"__proto__":1,"a":{},"__proto__":1}', "", "[".repeat(9) + "]".repeat(9)]) {
  let refused = false;
  try { canonical.decode(utf8(bad)); } catch (error) { refused = error instanceof bytes.Malformed; }
  is(`refused: ${bad}`, refused, true);
}

const { subject, utag, answers, seed, rank, log } = given;
const open = commitments.openKey(unhex(subject.ks));
is("k_open", hex(open), subject.k_open);
is("k_enc", hex(commitments.encryptionKey(unhex(subject.ks))), subject.k_enc);
is("pid", commitments.pidOf(open, "2026-a", "F001"), subject.pid);
is("utag", commitments.utagOf(unhex(utag.k_round), utag.nik), utag.utag);

const key = notes.readKey(answers.receipt_vkey);
let head = commitments.firstHead(answers.s, answers.form, answers.pub);
is("h0", hex(head), answers.h0);
for (const { event, h, short, st, client_sig: mine, receipt } of answers.events) {
  head = commitments.nextHead(event);
  is("head", hex(head), h);
  is("short code", commitments.shortCode(head), short);
  is("receipt", await signatures.verifyEd25519(key.raw, unhex(receipt), commitments.answerMessage(head, st)), true);
  is("own signature", curves.ed25519(unbase64(answers.pub), unhex(mine), head), true);
  is("own signature over something else", curves.ed25519(unbase64(answers.pub), unhex(mine), key.raw), false);
}

const drawn = commitments.seedOf(seed.purpose, seed.shares.map((share) => unhex(share)), unhex(seed.beacon));
is("seed", hex(drawn), seed.seed);
is("order", commitments.orderOf(drawn, "demo", ["a", "b", "c", "d", "e"]), seed.order);

const lot = commitments.orderOf(drawn, "lot/R1", rank.rows.map(({ pid }) => pid));
is("rank", ranking.rank(rank.rule, rank.rows, lot).flat().map(({ pid, final, status }) => [pid, final, status]), rank.expected);
is("rank against itself", ranking.differs(ranking.rank(rank.rule, rank.rows, lot), rank.expected), undefined);

const leaf = unhex(log.leaf3_hex);
const [root, root100] = [unbase64(log.root), unbase64(log.root_at_100)];
is("leaf", hex(tree.leafHash(leaf)), log.leaf3_hash);
is("leaf, read", leaves.envelope(leaf).k, "reg");
is("inclusion", tree.isIncluded(tree.leafHash(leaf), 3, 300, log.incl_3_300.map(unbase64), root), true);
is("inclusion elsewhere", tree.isIncluded(tree.leafHash(leaf), 4, 300, log.incl_3_300.map(unbase64), root), false);
is("consistency", tree.isConsistent(100, 300, log.cons_100_300.map(unbase64), root100, root), true);
is("consistency with another size", tree.isConsistent(101, 300, log.cons_100_300.map(unbase64), root100, root), false);
is("checkpoint", base64(notes.readCheckpoint(utf8(log.checkpoint)).root), log.root);

// The curves and hashes that browsers without WebCrypto need, against Node's own.
const { createHash, generateKeyPairSync, sign } = await import("node:crypto");
for (const length of [0, 55, 56, 63, 64, 111, 112, 128, 1000]) {
  const data = Uint8Array.from({ length }, (_, i) => (i * 7) & 255);
  for (const [name, make] of [["sha256", sha2.sha256], ["sha512", sha2.sha512]]) is(`${name} of ${length}`, hex(make(data)), createHash(name).update(data).digest("hex"));
}
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = pair.publicKey.export({ format: "jwk" });
const [x, y] = [jwk.x, jwk.y].map((one) => new Uint8Array(Buffer.from(one, "base64url")));
const signed = new Uint8Array(sign("sha256", leaf, { key: pair.privateKey, dsaEncoding: "ieee-p1363" }));
is("P-256", curves.p256(x, y, signed, leaf), true);
is("P-256 over something else", curves.p256(x, y, signed, root), false);
console.log(`${alike} alike`);
