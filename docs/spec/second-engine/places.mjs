// Places from a chain of keys. See docs/spec/norm.md, section 5.

import { compare } from "./exact.mjs";

/** By Unicode code points; JavaScript itself would compare UTF-16 code units. */
export function byText(one, other) {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    if (left[at] !== right[at]) return left[at].codePointAt(0) - right[at].codePointAt(0);
  }
  return left.length - right.length;
}

/**
 * Everybody with place, sharing and decidedBy, best first. A chain is a list of names.
 *
 * All begin in one class. Each key splits every class in which nobody lacks it; a class in which somebody does is closed.
 */
export function place(people, chain) {
  let classes = people.length ? [{ members: people, by: "", closed: false }] : [];
  for (const key of chain.map(keyOf)) {
    classes = classes.flatMap((one) => {
      if (one.closed || one.members.length < 2) return [one];
      return one.members.some(key.missing) ? [{ ...one, closed: true }] : split(one, key);
    });
  }
  let above = 0;
  return classes.flatMap(({ members, by }) => {
    const here = above + 1;
    const sharing = members.length;
    above += sharing;
    return [...members]
      .sort((one, other) => byText(one.id, other.id))
      .map((person) => ({ person, place: here, sharing, decidedBy: sharing > 1 ? "shared" : by }));
  });
}

function split({ members, by }, key) {
  const classes = [];
  for (const person of [...members].sort(key.order)) {
    const last = classes.at(-1);
    if (last && key.order(last.members[0], person) === 0) last.members.push(person);
    else classes.push({ members: [person], by: last ? key.name : by, closed: false });
  }
  return classes;
}

/** A key of a chain by its name; people bring sums, final, rank, gpa and born. */
function keyOf(name) {
  const never = () => false;
  switch (name) {
    case "final":
      return { name, missing: never, order: (one, other) => compare(other.final, one.final) };
    case "priority":
      return { name, missing: never, order: (one, other) => one.rank - other.rank };
    case "gpa":
      return { name, missing: (one) => one.gpa === null, order: (one, other) => compare(other.gpa, one.gpa) };
    case "born_on":
      return { name, missing: (one) => one.born === null, order: (one, other) => byText(one.born, other.born) };
    default:
      return { name, missing: never, order: (one, other) => other.sums.get(name) - one.sums.get(name) };
  }
}
