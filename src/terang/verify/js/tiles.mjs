// The files of a log. Source: C2SP tlog-tiles.
import { Malformed } from "./bytes.mjs";

export const WIDTH = 256;

/** The address of a tile or, with level "entries", of a bundle of entries; `width` below 256 for a partial one. */
export const tilePath = (level, number, width = WIDTH) => {
  const groups = [];
  for (let n = number; groups.length === 0 || n > 0; n = Math.floor(n / 1000)) groups.unshift(String(n % 1000).padStart(3, "0"));
  const last = groups.pop();
  return ["tile", level, ...groups.map((group) => `x${group}`), width < WIDTH ? `${last}.p/${width}` : last].join("/");
};

/** The entries of a bundle, `count` of them. Refused: Malformed. */
export const splitEntries = (bundle, count) => {
  const entries = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const length = (bundle[at] << 8) | bundle[at + 1];
    if (at + 2 + length > bundle.length) break;
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (at !== bundle.length || entries.length !== count) throw new Malformed(`a bundle of entries does not hold exactly ${count}`);
  return entries;
};
