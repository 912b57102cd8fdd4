// Archives in the ustar form, as bundles have it: plain files, sorted, without times and owners. Source: POSIX.1-1988.
import { Malformed, text, utf8 } from "./bytes.mjs";

const PLAIN = { 100: "0000644\0", 108: "0000000\0", 116: "0000000\0", 136: "00000000000\0", 156: "0", 257: "ustar\x0000" };

const RECORD = 10_240; // bytes to which writers of tapes fill up

const octal = (bytes, form) => {
  const digits = form.exec(String.fromCharCode(...bytes));
  if (!digits) throw new Malformed("a number of the archive is not in its only form");
  return parseInt(digits[1], 8);
};

/** Whether a head says nothing but name, size and sum: mode 644, no owner, no time, no link, no device. */
const isPlain = (head) => {
  const says = (at, wanted) => [...utf8(wanted)].every((byte, i) => head[at + i] === byte);
  const isSilent = (from, to) => head.subarray(from, to).every((byte) => byte === 0);
  const noDevice = (at) => isSilent(at, at + 8) || says(at, "0000000\0");
  return Object.entries(PLAIN).every(([at, wanted]) => says(Number(at), wanted)) && isSilent(157, 257) && isSilent(265, 329)
    && noDevice(329) && noDevice(337) && isSilent(345, 512);
};

/** The files of an archive: name -> bytes. Refused: Malformed, also if it could have been made otherwise. */
export const readArchive = (bytes) => {
  const files = new Map();
  let at = 0;
  let before = "";
  while (at + 512 <= bytes.length && bytes.subarray(at, at + 512).some(Boolean)) {
    const head = bytes.subarray(at, at + 512);
    const sum = head.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    const size = octal(head.subarray(124, 136), /^([0-7]{11})\0$/);
    const length = head.indexOf(0);
    const name = text(head.subarray(0, length < 0 ? 100 : Math.min(length, 100)));
    if (sum !== octal(head.subarray(148, 156), /^([0-7]{6})\0 $/)) throw new Malformed("a head of the archive is damaged");
    if (!isPlain(head) || head.subarray(name.length, 100).some(Boolean)) throw new Malformed("the archive holds other things than plain files, or tells owners or times");
    if (!/^[a-z0-9_.-]+$/.test(name) || name <= before) throw new Malformed("the names of the archive are not sorted, or not plain");
    const end = at + 512 + size;
    const next = at + 512 + Math.ceil(size / 512) * 512;
    if (next > bytes.length || bytes.subarray(end, next).some(Boolean)) throw new Malformed("the archive is cut off, or hides bytes between its files");
    files.set(name, bytes.subarray(at + 512, end));
    [at, before] = [next, name];
  }
  const rest = bytes.length - at;
  const isShortest = rest === 1024 || (bytes.length % RECORD === 0 && rest >= 1024 && rest < RECORD + 1024);
  if (!isShortest || bytes.subarray(at).some(Boolean)) throw new Malformed("the archive has no proper end");
  return files;
};
