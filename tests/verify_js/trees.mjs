// Trees of invented leaves: `node trees.mjs VERIFIER SIZE…` prints, per size, the root, a digest of all inclusion proofs
// and one of all consistency proofs, after having verified each proof, and refused each with its last hash changed.
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { prover } from "./proofs.mjs";

const { isConsistent, isIncluded, leafHash, rootOf } = await import(pathToFileURL(`${process.argv[2]}/tree.mjs`));
const leaves = Array.from({ length: 1024 }, (_, i) => leafHash(new TextEncoder().encode(`leaf ${i}`)));
const { consistency, inclusion } = prover(leaves);
const must = (so, what) => {
  if (!so) throw new Error(what);
};
const spoilt = (path) => [...path.slice(0, -1), path.at(-1).map((byte, i) => (i === 31 ? byte ^ 1 : byte))];
const roots = new Map();
const rootAt = (size) => {
  if (!roots.has(size)) roots.set(size, rootOf(leaves.slice(0, size)));
  return roots.get(size);
};

for (const size of process.argv.slice(3).map(Number)) {
  const [mine, root, included, grown] = [leaves.slice(0, size), rootAt(size), createHash("sha256"), createHash("sha256")];
  for (let i = 0; i < size; i += 1) {
    const path = inclusion(i, size);
    must(isIncluded(mine[i], i, size, path, root), `inclusion of ${i} in ${size}`);
    must(!path.length || !isIncluded(mine[i], i, size, spoilt(path), root), `a spoilt inclusion of ${i} in ${size}`);
    must(!isIncluded(mine[i], i, size, [...path, root], root), `a longer inclusion of ${i} in ${size}`);
    path.forEach((hash) => included.update(hash));
  }
  for (let old = 0; old <= size; old += 1) {
    const path = consistency(old, size);
    must(isConsistent(old, size, path, rootAt(old), root), `growth from ${old} to ${size}`);
    must(!path.length || !isConsistent(old, size, spoilt(path), rootAt(old), root), `a spoilt growth from ${old} to ${size}`);
    path.forEach((hash) => grown.update(hash));
  }
  console.log(size, Buffer.from(root).toString("hex"), included.digest("hex"), grown.digest("hex"));
}
