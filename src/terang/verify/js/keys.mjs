// Who may approve: keys, roles, and the approvals under a record (terang-log/1 sections 4 to 6; checks K1 to K3).
import { base64, concat, hex, Malformed, text, unbase64, unhex, utf8 } from "./bytes.mjs";
import { approveMessage } from "./leaves.mjs";
import { readKey } from "./notes.mjs";
import { sha256 } from "./sha2.mjs";
import { verifyEd25519, verifyEs256 } from "./signatures.mjs";

const TWO = new Set(["key", "role", "rule", "formation", "item_void", "appeal_decision", "score_fix"]);
const ONE = { elig: "officer", mark: "assessor", audit: "auditor" }; // kind -> the use its key must have
const APPROVING = new Set(["officer", "assessor", "custodian", "auditor"]);
const FOUNDING = new Set(["genesis", "key", "role"]);

// Roles that nobody may hold together: each of the first seven with each other, but for the two kinds of authors, and
// with auditor and custodian. A role has the name of the matrix or that of the house.
const ROLES = [
  ["rule_author", "planner", "committee_officer"], ["item_author"], ["exam_officer", "proctor"], ["assessor"],
  ["result_approver", "approver"], ["appeals", "objection_officer"], ["sysadmin", "administrator"], ["auditor"], ["custodian", "key_custodian"],
];
const placeOf = (role) => ROLES.findIndex((names) => names.includes(role));
const areApart = (one, other) => {
  const [low, high] = [placeOf(one), placeOf(other)].sort((a, b) => a - b);
  return low >= 0 && low !== high && `${low}${high}` !== "01" && `${low}${high}` !== "78";
};

/** The public part of a key record: {raw} for Ed25519 or {cose} for a passkey, and the id that approvals name it by. */
const publicKey = ({ name, pub }) => {
  const bytes = rawOf(pub);
  const passkey = bytes.length !== 32;
  const prefix = passkey ? concat(Uint8Array.of(0xff), utf8("webauthn")) : Uint8Array.of(1);
  const id = hex(sha256(concat(utf8(`${name}\n`), prefix, bytes)).subarray(0, 4));
  return passkey ? { id, cose: bytes } : { id, raw: bytes };
};
const rawOf = (pub) => {
  if (/^[^+]+\+[0-9a-f]{8}\+/.test(pub)) return readKey(pub).raw;
  return /^[0-9a-f]{64}$/.test(pub) ? unhex(pub) : unbase64(pub);
};

/** Handlers that keep keys and roles, and look at the approvals of every record. */
export const keys = (world, report) => {
  const known = new Map(); // id -> {name, raw | cose, use, from, revoked, roles}
  const roles = new Map(); // person -> Set of roles
  const announced = new Map(); // pid -> the outcome in a list that two people approved
  let isFounding = true;

  const change = ({ b, index }) => {
    const same = [...known.values()].filter((key) => key.name === b.name && key.use === b.use && !key.revoked && (b.pub === undefined || b.op !== "revoke" || key.pub === b.pub));
    if (b.op === "revoke") {
      if (!same.length && b.use !== "receipt") report.fail("K1", `revokes a key of ${b.name} that isn't there`, index);
      for (const key of same) key.revoked = true;
      if (b.use === "receipt") world.promising.delete(b.pub);
      return;
    }
    const found = report.attempt("K1", () => publicKey(b), index);
    if (!found) return;
    if (b.op === "rotate") for (const key of same) key.revoked = true;
    if (known.has(found.id)) report.fail("K1", `the key of ${b.name} is there already`, index);
    else known.set(found.id, { name: b.name, use: b.use, pub: b.pub, from: b.from ?? 0, revoked: false, ...found });
    if (b.use === "receipt") world.promising.add(b.pub);
  };

  const grant = ({ b, index }) => {
    const person = known.get(b.key)?.name;
    if (!person) return report.fail("K2", "a role for a key that isn't there", index);
    const held = roles.get(person) ?? new Set();
    roles.set(person, held);
    if (b.op === "revoke") return held.delete(b.role);
    const other = [...held].find((one) => areApart(one, b.role));
    if (other) report.fail("K2", `${person} would be ${other} and ${b.role} at once`, index);
    return held.add(b.role);
  };

  const signersOf = ({ leaf, index }) => {
    const message = approveMessage(leaf);
    return leaf.a.flatMap((approval) => {
      const key = known.get(approval.by);
      report.saw("K1");
      if (!key) return report.fail("K1", `approved by an unknown key ${approval.by}`, index) ?? [];
      report.saw("K3");
      if (key.revoked) return report.fail("K3", `approved by the revoked key ${approval.by} of ${key.name}`, index) ?? [];
      if (key.from > leaf.t + 59 || !APPROVING.has(key.use)) return report.fail("K1", `the key ${approval.by} may not approve this`, index) ?? [];
      world.waiting.push(verify(approval, key, message, world.origins).then((fault) => fault && report.fail("K1", `${fault} (key ${approval.by})`, index)));
      return key;
    });
  };

  const judge = ({ leaf, index, b }, signers) => {
    const people = new Set(signers.map(({ name }) => name));
    if (leaf.k === "rule" && isNamed(b)) return report.saw("K2");
    const isTwo = TWO.has(leaf.k) || (leaf.k === "elig" && world.people.isReversal(b));
    if (isTwo) {
      report.saw("K2");
      if (people.size < 2) report.fail("K2", `a “${leaf.k}” needs the approval of two people`, index);
      else if (!inTwoRoles(people)) report.fail("K2", `the approvers of a “${leaf.k}” do not stand in two roles`, index);
      if (leaf.k === "key" && people.size >= 2 && !signers.some(({ use }) => use === "custodian")) report.fail("K2", "a change of keys needs a custodian", index);
    } else if (Object.hasOwn(ONE, leaf.k)) {
      report.saw("K2");
      const use = ONE[leaf.k];
      if (leaf.k === "elig" && announced.get(b.pid) === b.decision) return; // approved as part of a list
      const mayApprove = (key) => key.use === use && (!roles.size || roles.get(key.name)?.size);
      if (!signers.some(mayApprove)) report.fail("K2", `a “${leaf.k}” needs the approval of an ${use} who holds a role`, index);
    }
  };
  /** A rule that all its formasi name is approved with them, each by two people. */
  const isNamed = ({ blob, formations }) => Array.isArray(formations) && formations.length > 0 && formations.every((id) => world.formations.get(id)?.rule === blob);
  const inTwoRoles = (people) => {
    const held = [...people].map((name) => [...(roles.get(name) ?? [])]);
    if (!roles.size) return true; // a log without roles: only the people can be told apart
    return held.some((one, i) => held.some((other, j) => i !== j && one.some((role) => other.some((also) => also !== role))));
  };

  return {
    every: (one) => {
      if (!FOUNDING.has(one.leaf.k)) isFounding = false;
      const act = { key: change, role: grant }[one.leaf.k];
      if (isFounding) act?.(one); // the first keys can't be approved by older ones
      const signers = one.leaf.a ? signersOf(one) : [];
      one.signers = new Set(signers.map(({ name }) => name));
      one.signerIds = new Set(signers.map(({ id }) => id));
      if (!isFounding) {
        judge(one, signers);
        act?.(one);
      }
      const list = one.leaf.k === "announce" && one.signers.size > 1 ? world.blob(one.b.blob)?.outcomes : undefined;
      for (const { pid, decision } of Array.isArray(list) ? list : []) announced.set(pid, decision);
    },
  };
};

const verify = async (approval, key, message, origins) => {
  try {
    const signature = unbase64(approval.sig);
    if (approval.alg === "ed25519") return key.raw && (await verifyEd25519(key.raw, signature, message)) ? undefined : "the signature of an approval is wrong";
    const [ad, cd] = [unbase64(approval.ad), unbase64(approval.cd)];
    const said = JSON.parse(text(cd));
    const challenge = base64(message).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    if (said.type !== "webauthn.get" || said.challenge !== challenge) return "a passkey signed something else";
    if (!origins.includes(said.origin) || !isPartyOf(said.origin, ad.subarray(0, 32))) return "a passkey signed on another site";
    if (ad.length < 37 || (ad[32] & 5) !== 5) return "a passkey signed without its person";
    return key.cose && (await verifyEs256(key.cose, signature, concat(ad, sha256(cd)))) ? undefined : "the signature of a passkey is wrong";
  } catch (error) {
    if (error instanceof Malformed || error instanceof SyntaxError) return "an approval is malformed";
    throw error;
  }
};

/** Whether the hash is that of the origin's host or of a domain above it. */
const isPartyOf = (origin, hash) => {
  const labels = new URL(origin).hostname.split(".");
  return labels.some((_, i) => (i === 0 || labels.length - i >= 2) && hex(sha256(utf8(labels.slice(i).join(".")))) === hex(hash));
};
