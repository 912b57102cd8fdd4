// The one form that records have: a subset of RFC 8785 (terang-log/1 section 2).
import { Malformed, text, utf8 } from "./bytes.mjs";

export const DEEPEST = 8;
export const LONGEST_LEAF = 16_384;
const KEY = /^[a-z0-9_]+$/;
/** Keys that are names of files, as in the manifest of a bundle. */
export const FILE_NAME = /^[a-z0-9_.-]+$/;
const ASCII = /^[\x00-\x7f]*$/;
const LONE = /\p{Surrogate}/u;

/** The canonical text of a value. Refused: Malformed for what the subset forbids. */
export const write = (value, key = KEY, depth = 1) => {
  if (typeof value === "string") {
    if (!ASCII.test(value) && LONE.test(value)) throw new Malformed("a text holds half a character");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Malformed("a number is no integer, or beyond 2^53-1");
    return String(value);
  }
  if (typeof value === "boolean") return String(value);
  if (value === null || typeof value !== "object") throw new Malformed("null and the like are forbidden");
  if (depth > DEEPEST) throw new Malformed(`more than ${DEEPEST} levels deep`);
  if (Array.isArray(value)) return `[${value.map((one) => write(one, key, depth + 1)).join(",")}]`;
  const members = Object.keys(value).sort().map((name) => {
    if (!key.test(name)) throw new Malformed("a key has other characters than a-z, 0-9 and _");
    return `"${name}":${write(value[name], key, depth + 1)}`;
  });
  return `{${members.join(",")}}`;
};

/** The canonical bytes of a value. */
export const encode = (value) => utf8(write(value));

/** The value of a text that must be canonical already: it is written again and compared. Refused: Malformed. */
export const read = (written, key = KEY) => {
  let value;
  try {
    value = JSON.parse(written);
  } catch {
    throw new Malformed("not JSON");
  }
  if (write(value, key) !== written) throw new Malformed("JSON that is not in its only form");
  return value;
};

/** The value of bytes that must be canonical already. Refused: Malformed. */
export const decode = (bytes, key = KEY) => read(text(bytes), key);

/** Whether human text is in normal form C everywhere inside a value. */
export const isNormal = (value) => {
  if (typeof value === "string") return ASCII.test(value) || value.normalize("NFC") === value;
  return typeof value !== "object" || Object.values(value).every(isNormal);
};
