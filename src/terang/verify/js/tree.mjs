// The Merkle tree of RFC 6962 / 9162 with SHA-256. Hashes are 32 bytes.
import { equal } from "./bytes.mjs";
import { sha256 } from "./sha2.mjs";

const pair = new Uint8Array(65).fill(1, 0, 1);

export const leafHash = (entry) => {
  const prefixed = new Uint8Array(entry.length + 1);
  prefixed.set(entry, 1);
  return sha256(prefixed);
};

export const nodeHash = (left, right) => {
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
};

/** What must be kept of a growing tree to know its root: the roots of its full subtrees, from the largest. */
export class Range {
  constructor() {
    this.size = 0;
    this.nodes = [];
  }

  push(leaf) {
    this.nodes.push(leaf);
    for (let n = this.size; n % 2 === 1; n = (n - 1) / 2) {
      const right = this.nodes.pop();
      this.nodes.push(nodeHash(this.nodes.pop(), right));
    }
    this.size += 1;
  }

  get root() {
    return this.nodes.length ? this.nodes.reduceRight((right, left) => nodeHash(left, right)) : sha256(new Uint8Array());
  }
}

/** The root over leaf hashes. */
export const rootOf = (leaves) => {
  const range = new Range();
  for (const leaf of leaves) range.push(leaf);
  return range.root;
};

const half = (n) => Math.floor(n / 2);

/** Whether the leaf hash stands at `index` of the tree of `size` leaves with this root. Source: RFC 9162 section 2.1.3.2. */
export const isIncluded = (leaf, index, size, path, root) => {
  if (!(index >= 0 && index < size)) return false;
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(r, root);
};

/** Whether the tree of `to` leaves grew out of the one of `from`. Source: RFC 9162 section 2.1.4.2. */
export const isConsistent = (from, to, path, oldRoot, newRoot) => {
  if (!(from >= 0 && from <= to)) return false;
  if (from === to) return path.length === 0 && equal(oldRoot, newRoot);
  if (from === 0) return path.length === 0 && equal(oldRoot, sha256(new Uint8Array()));
  let [fn, sn] = [from - 1, to - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  const [first, ...rest] = fn === 0 ? [oldRoot, ...path] : path;
  if (first === undefined) return false;
  let [fr, sr] = [first, first];
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr, c);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(fr, oldRoot) && equal(sr, newRoot);
};
