// Signed notes, their keys, and checkpoints. Source: C2SP signed-note, tlog-checkpoint, tlog-cosignature.
import { base64, concat, hex, Malformed, text, unbase64, utf8 } from "./bytes.mjs";
import { sha256 } from "./sha2.mjs";
import { verifyEd25519 } from "./signatures.mjs";

export const LOG = 1; // the type of an Ed25519 signature over the note
export const WITNESS = 4; // the type of an Ed25519 cosignature with its time
const NAME = /^[^\s+\x00-\x1f\x7f]+$/u;
const MOST_SIGNATURES = 64;

/** A verifier key. `id`: eight hex digits; `raw`: the public key without its type. */
const keyOf = (name, id, key) => ({ name, id, type: key[0], raw: key.slice(1), line: `${name}+${id}+${base64(key)}` });

/** A key from its line `name+id+base64`. Refused: Malformed, also if the id does not follow from name and key. */
export const readKey = (line) => {
  const [name, id, ...rest] = line.split("+");
  const key = unbase64(rest.join("+"));
  const short = hex(sha256(concat(utf8(`${name}\n`), key)).subarray(0, 4));
  if (!NAME.test(name) || id !== short) throw new Malformed("the id of a key does not follow from its name and bytes");
  if ([LOG, WITNESS].includes(key[0]) && key.length !== 33) throw new Malformed("an Ed25519 key has 32 bytes");
  return keyOf(name, id, key);
};

/** A note: `text` with its last newline, and `signatures` as {name, id, bytes}. Refused: Malformed. */
export const readNote = (content) => {
  if (/[\x00-\x09\x0b-\x1f\x7f]/.test(content)) throw new Malformed("a note holds control characters");
  const end = content.lastIndexOf("\n\n");
  if (end < 0 || !content.endsWith("\n")) throw new Malformed("a note needs a blank line before its signatures");
  const lines = content.slice(end + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) throw new Malformed(`a note has at most ${MOST_SIGNATURES} signatures`);
  const signatures = lines.map((line) => {
    const [dash, name, written, ...rest] = line.split(" ");
    if (dash !== "—" || rest.length || !written || !NAME.test(name)) throw new Malformed("a line of the note is no signature");
    const bytes = unbase64(written);
    if (bytes.length < 5) throw new Malformed("a signature of the note is too short");
    return { name, id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
  });
  const spoken = new Set(signatures.map(({ name, id }) => `${name}+${id}`));
  if (spoken.size !== signatures.length) throw new Malformed("one key signed the note twice");
  return { text: content.slice(0, end + 1), signatures };
};

/** Whether this key's signature under the note is right; undefined for a type that isn't known here. */
export const verifySignature = async (note, key, bytes) => {
  if (key.type === LOG) return verifyEd25519(key.raw, bytes, utf8(note.text));
  if (key.type !== WITNESS) return undefined;
  if (bytes.length !== 72) return false;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return verifyEd25519(key.raw, bytes.subarray(8), utf8(`cosignature/v1\ntime ${time}\n${note.text}`));
};

/** The unix seconds at which a witness signed. */
export const timeOf = (bytes) => Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));

/** A checkpoint: origin, size, root (32 bytes), and the note it stands in. Refused: Malformed. */
export const readCheckpoint = (bytes) => {
  const note = readNote(text(bytes));
  const [origin, size, root, ...rest] = note.text.slice(0, -1).split("\n");
  if (rest.length) throw new Malformed("a checkpoint has exactly three lines");
  if (!NAME.test(origin) || !/^(?:0|[1-9][0-9]{0,15})$/.test(size ?? "") || !Number.isSafeInteger(Number(size))) {
    throw new Malformed("a checkpoint names its log and its size");
  }
  const hash = unbase64(root ?? "");
  if (hash.length !== 32) throw new Malformed("the root of a checkpoint has 32 bytes");
  return { origin, size: Number(size), root: hash, note };
};
