// Bytes and the texts that stand for them. Every reader is strict: a text has one form, any other is refused.

/** Input that is not what it says it is; the sentence tells a person what to mend. */
export class Malformed extends Error {}

/** Whether an error says that data from outside has not the form it should have: JSON may hold anything anywhere. */
export const isMalformed = (error) => error instanceof Malformed || error instanceof TypeError || error instanceof RangeError;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text) => encoder.encode(text);

/** The text of these bytes. Refused: Malformed if they are not UTF-8. */
export const text = (bytes) => {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Malformed("not UTF-8");
  }
};

export const concat = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

export const equal = (one, other) => {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
};

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export const hex = (bytes) => {
  let out = "";
  for (let i = 0; i < bytes.length; i += 1) out += HEX[bytes[i]];
  return out;
};

/** Bytes from lower-case hex; `length` in bytes, if it is fixed. */
export const unhex = (written, length) => {
  if (typeof written !== "string" || !/^(?:[0-9a-f]{2})*$/.test(written)) throw new Malformed("not lower-case hex");
  if (length !== undefined && written.length !== 2 * length) throw new Malformed(`not ${length} bytes in hex`);
  return Uint8Array.from({ length: written.length / 2 }, (_, i) => parseInt(written.slice(2 * i, 2 * i + 2), 16));
};

export const base64 = (bytes) => {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
};

/** Bytes from base 64 of RFC 4648 section 4, with padding, in its only form. */
export const unbase64 = (written) => {
  let binary;
  try {
    binary = atob(written);
  } catch {
    throw new Malformed("not base 64");
  }
  if (btoa(binary) !== written) throw new Malformed("base 64 that is not in its only form");
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** Base 32 of Crockford, lower case, five bits a character; the length in bits is a multiple of five. */
export const crockford = (bytes) => {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  const count = (bytes.length * 8) / 5;
  return Array.from({ length: count }, (_, i) => CROCKFORD[Number((value >> BigInt(5 * (count - 1 - i))) & 31n)]).join("");
};

export const u64 = (value) => {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value));
  return out;
};

/** Order of two texts by their code units, as JavaScript, JCS and ASCII have it. */
export const byText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
