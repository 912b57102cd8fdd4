// Records: the envelope that all have, and what none may hold (terang-log/1 section 4; checks L3 and X1).
import { concat, Malformed, utf8 } from "./bytes.mjs";
import { decode, encode, isNormal, LONGEST_LEAF } from "./canonical.mjs";
import { sha256 } from "./sha2.mjs";

export const HOUR = 3600;
const BUCKETS = { reg: HOUR, amend: HOUR, withdraw: HOUR };
/** Seconds to which the time of such a record is rounded down. */
export const bucketOf = (kind) => BUCKETS[kind] ?? 60;

const HASH = /^[0-9a-f]{64}$/;
const MEMBERS = new Set(["v", "k", "r", "u", "t", "b", "p", "a"]);
const isObject = (value) => typeof value === "object" && !Array.isArray(value);

/** A record from its bytes, strictly. Refused: Malformed, saying what is wrong. */
export const envelope = (bytes) => {
  if (bytes.length > LONGEST_LEAF) throw new Malformed(`longer than ${LONGEST_LEAF} bytes`);
  const leaf = decode(bytes);
  if (!isObject(leaf)) throw new Malformed("a record is an object");
  const { v, k, r, u, t, b, p = [], a = [] } = leaf;
  if (v !== 1 || !/^[a-z_]{2,24}$/.test(k) || typeof r !== "string" || !/^[0-9a-f]{32}$/.test(u)) throw new Malformed("a record needs v, k, r and u");
  if (!Number.isSafeInteger(t) || t < 0) throw new Malformed("the time of a record is in seconds");
  if (b === undefined || !isObject(b)) throw new Malformed("a record needs a body");
  if (!Array.isArray(p) || !p.every((one) => HASH.test(one)) || (leaf.p && !p.length)) throw new Malformed("p holds hashes of records");
  if (!Array.isArray(a) || !a.every(isApproval) || (leaf.a && !a.length)) throw new Malformed("a holds approvals");
  if (!isNormal(b)) throw new Malformed("text that is not in normal form C");
  return leaf;
};

/** A member that no record may have, or undefined. */
export const stranger = (leaf) => Object.keys(leaf).find((name) => !MEMBERS.has(name));

const APPROVALS = { ed25519: "alg by sig", "webauthn-es256": "ad alg by cd sig" };
const isApproval = (one) =>
  isObject(one) && Object.hasOwn(APPROVALS, one.alg) && Object.keys(one).sort().join(" ") === APPROVALS[one.alg]
  && Object.values(one).every((value) => typeof value === "string") && /^[0-9a-f]{8}$/.test(one.by);

/** The 32 bytes that officials approve: the record without its approvals. */
export const approveMessage = ({ a, ...bare }) => sha256(concat(utf8("terang/v1/approve\n"), encode(bare)));

// Pseudonyms, record numbers and hashes are random: a run of digits in them says nothing.
const OPAQUE = /^(?:(?=[0-9]*[a-z])[0-9a-hjkmnp-tv-z]{16}|[0-9a-f]{32}|[0-9a-f]{64,})$/;
const TELLING = [
  [/[0-9]{12}/, "a run of 12 digits or more"],
  [/[^\s@]@[^\s@]+\.[^\s@]/, "an e-mail address"],
  [/(?:^|[^0-9a-z])(?:\+62|62|0)[ -]?8[0-9](?:[ -]?[0-9]){6,}/, "a telephone number"],
];

/** What in a body looks like an identity, in words, or undefined. */
export const looksLikeSomebody = (value) => {
  if (typeof value === "string") return OPAQUE.test(value) ? undefined : TELLING.find(([pattern]) => pattern.test(value))?.[1];
  if (typeof value === "number") return /[0-9]{12}/.test(String(value)) ? "a run of 12 digits or more" : undefined;
  if (typeof value !== "object") return undefined;
  for (const inner of Object.values(value)) {
    const found = looksLikeSomebody(inner);
    if (found) return found;
  }
  return undefined;
};
