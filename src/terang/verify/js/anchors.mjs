// Time stamps of the checkpoint by outside authorities, as far as they tell without certificates. Source: RFC 3161.
import { hex } from "./bytes.mjs";

const DIGITS = (bytes) => String.fromCharCode(...bytes);
const IMPRINT = "060960864801650304020105000420"; // SHA-256, then 32 bytes
const BARE = "06096086480165030402010420"; // the same without the empty parameters

/** What a reply says it stamped and when: {imprint, seconds}, or undefined. The authority's signature is not looked at. */
export const readStamp = (bytes) => {
  const all = hex(bytes);
  const head = [IMPRINT, BARE].map((start) => [all.indexOf(start), start.length]).find(([at]) => at >= 0);
  if (!head) return undefined;
  const at = (head[0] + head[1]) / 2;
  for (let i = at + 32; i + 17 <= bytes.length; i += 1) {
    const told = bytes[i] === 0x18 && /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(DIGITS(bytes.subarray(i + 2, i + 2 + bytes[i + 1])));
    if (told) {
      const [, year, month, ...rest] = told.map(Number);
      return { imprint: hex(bytes.subarray(at, at + 32)), seconds: Date.UTC(year, month - 1, ...rest) / 1000 };
    }
  }
  return undefined;
};

/** The sizes that file names of anchors speak of: name -> size. */
export const sizesOf = (names) => new Map(names.flatMap((name) => {
  const found = /^([0-9]{1,15})\.[^.]+\.tsr$/.exec(name);
  return found ? [[name, Number(found[1])]] : [];
}));
