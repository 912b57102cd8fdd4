// Commitments, pseudonyms, answers, seeds and lots (terang-log/1 sections 7 and 8).
import { byText, concat, crockford, hex, Malformed, u64, utf8 } from "./bytes.mjs";
import { encode } from "./canonical.mjs";
import { hmac, sha256 } from "./sha2.mjs";

/** The commitment to a value, 64 hex digits. `salt`: exactly 32 bytes. */
export const commit = (label, salt, value) => {
  if (salt.length !== 32) throw new Malformed("a salt has 32 bytes");
  return hex(sha256(concat(utf8(`terang/v1/commit\n${label}\n`), salt, encode(value))));
};

/** The key that opens every record of one person, from the person's secret. */
export const openKey = (secret) => hmac(secret, utf8("terang/v1/sub\nopen"));
export const encryptionKey = (secret) => hmac(secret, utf8("terang/v1/sub\nenc"));
export const saltOf = (open, label, uid) => hmac(open, utf8(`terang/v1/salt\n${label}\n${uid}`));
export const pidOf = (open, round, formation) =>
  crockford(hmac(open, utf8(`terang/v1/pid\n${round}\n${formation}`)).subarray(0, 10));
export const utagOf = (key, nik) => hex(hmac(key, utf8(`terang/v1/utag\n${nik}`)));

/** The head of a chain of answers before the first. `pub`: base 64 of the candidate's public key. */
export const firstHead = (session, form, pub) => sha256(concat(utf8("terang/v1/ans0\n"), encode({ s: session, form, pub })));
export const nextHead = (event) => sha256(concat(utf8("terang/v1/ans\n"), encode(event)));
export const shortCode = (head) => crockford(head.subarray(0, 5));
/** What a receipt for an answer signs; `milliseconds` of the server. */
export const answerMessage = (head, milliseconds) => concat(utf8("terang/v1/ansr\n"), head, u64(milliseconds));

/** The seed of a lot, from opened shares of 32 bytes and a beacon's randomness (no bytes if there is none). */
export const seedOf = (purpose, shares, beacon) => {
  if ((!shares.length && !beacon.length) || shares.some((share) => share.length !== 32)) throw new Malformed("a lot needs shares of 32 bytes, or a beacon");
  return sha256(concat(utf8(`terang/v1/seed\n${purpose}\n`), ...shares, beacon));
};

/** Ids in the order that the seed gives them. */
export const orderOf = (seed, purpose, ids) => {
  const rank = new Map(ids.map((id) => [id, hex(hmac(seed, utf8(`terang/v1/order\n${purpose}\n${id}`)))]));
  return [...ids].sort((one, other) => byText(rank.get(one), rank.get(other)));
};
