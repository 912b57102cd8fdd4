// Signatures: by WebCrypto where it can, else by big integers.
import { concat, hex, Malformed } from "./bytes.mjs";
import { ed25519, p256 } from "./curves.mjs";

const subtle = globalThis.crypto?.subtle;
const imported = new Map(); // raw key in hex -> promise of a key, or of undefined where this browser lacks the algorithm

const importKey = (raw, algorithm) => {
  const name = hex(raw);
  if (!imported.has(name)) {
    const key = subtle ? subtle.importKey("raw", raw, algorithm, false, ["verify"]) : Promise.resolve();
    imported.set(name, Promise.resolve(key).catch(() => undefined));
  }
  return imported.get(name);
};

/** Whether an Ed25519 signature is right. */
export const verifyEd25519 = async (raw, signature, message) => {
  if (raw.length !== 32 || signature.length !== 64) return false;
  const key = await importKey(raw, { name: "Ed25519" });
  return key ? subtle.verify({ name: "Ed25519" }, key, signature, message) : ed25519(raw, signature, message);
};

const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Whether an ECDSA signature in DER (as passkeys give it) is right; `cose`: the public key as COSE. */
export const verifyEs256 = async (cose, signature, message) => {
  const { x, y } = coordinates(cose);
  const raw = fromDer(signature);
  const key = await importKey(concat(Uint8Array.of(4), x, y), ES256);
  return key ? subtle.verify(ES256, key, raw, message) : p256(x, y, raw, message);
};

// The only form of an ES256 key in COSE (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
const [COSE_HEAD, COSE_MIDDLE] = [[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20], [0x22, 0x58, 0x20]];

const coordinates = (cose) => {
  const holds = (bytes, at) => bytes.every((byte, i) => cose[at + i] === byte);
  if (cose.length !== 77 || !holds(COSE_HEAD, 0) || !holds(COSE_MIDDLE, 42)) throw new Malformed("not an ES256 key in COSE");
  return { x: cose.slice(10, 42), y: cose.slice(45) };
};

const fromDer = (der) => {
  const out = new Uint8Array(64);
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Malformed("not a signature in DER");
  for (const end of [32, 64]) {
    const length = der[at + 1];
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number[0] === 0 ? number.subarray(1) : number;
    const isShortest = length > 0 && number[0] < 0x80 && (number[0] !== 0 || digits[0] >= 0x80);
    if (der[at] !== 2 || number.length !== length || !isShortest || digits.length > 32) throw new Malformed("not a signature in DER");
    out.set(digits, end - digits.length);
    at += 2 + length;
  }
  if (at !== der.length) throw new Malformed("not a signature in DER");
  return out;
};
