// Proofs of a tree, made by its definition (RFC 9162 section 2.1): a verifier only reads them.
import { nodeHash } from "../../src/terang/verify/js/tree.mjs";

/** The largest power of two below n. */
const split = (n) => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};

/** What makes proofs over the first `size` of these leaf hashes. Roots of subtrees are worked out once. */
export const prover = (leaves) => {
  const known = new Map();
  const root = (from, to) => {
    if (to - from === 1) return leaves[from];
    const name = from * 2 ** 20 + to;
    if (!known.has(name)) {
      const middle = from + split(to - from);
      known.set(name, nodeHash(root(from, middle), root(middle, to)));
    }
    return known.get(name);
  };
  const inclusion = (index, to, from = 0) => {
    if (to - from <= 1) return [];
    const middle = from + split(to - from);
    return index < middle ? [...inclusion(index, middle, from), root(middle, to)] : [...inclusion(index, to, middle), root(from, middle)];
  };
  const consistency = (old, to, from = 0, isWhole = true) => {
    if (old === 0) return [];
    if (old === to) return isWhole ? [] : [root(from, to)];
    const middle = from + split(to - from);
    return old <= middle
      ? [...consistency(old, middle, from, isWhole), root(middle, to)]
      : [...consistency(old, to, middle, false), root(from, middle)];
  };
  return { inclusion, consistency };
};
