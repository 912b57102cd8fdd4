// Who goes on to the second exam. See docs/spec/norm.md, section 6.

import { written } from "./exact.mjs";
import { on100, shortfalls, sumsOf } from "./exam.mjs";
import { Refused } from "./norm.mjs";
import { byText, place } from "./places.mjs";

export function shortlist(norm, { kind, slots, people }) {
  if (!norm.shortlist || !norm.kinds.has(kind)) throw new Refused(`no shortlist for ${kind}`);
  const codes = norm.codes.shortlist;
  const [fits, lacks, absent] = [[], [], []];
  for (const one of people) {
    const sums = sumsOf(norm, one);
    const below = sums && shortfalls(norm, kind, sums);
    const person = { id: one.id, sums, below };
    (sums === null ? absent : Object.keys(below).length ? lacks : fits).push(person);
  }
  const row = (person, outcome, rest) => ({
    id: person.id,
    place: null,
    total: person.sums?.get(norm.exam.code) ?? null,
    total_100: person.sums ? written(on100(norm, person.sums.get(norm.exam.code)), norm.decimals) : null,
    outcome,
    decided_by: "",
    sharing: 0,
    below: person.below,
    ...rest,
  });
  const placed = (found, outcome, decidedBy, ahead = 0) =>
    row(found.person, outcome, { place: found.place + ahead, sharing: found.sharing, decided_by: decidedBy });
  const inOrder = (persons) => place(persons, norm.shortlist.chain);
  const rows = inOrder(fits).map((one) =>
    placed(one, one.place <= norm.shortlist.times * slots ? codes.chosen : codes.outside, one.decidedBy),
  );
  const letIn = letInByFallback(norm, kind, slots - fits.length, lacks, inOrder);
  for (const one of letIn) {
    const first = one.place === 1 && one.sharing === 1 && fits.length > 0;
    rows.push(placed(one, codes.chosen, first ? "threshold" : one.decidedBy, fits.length));
  }
  const inside = new Set(letIn.map((one) => one.person));
  const rest = (persons, outcome) =>
    [...persons].sort((one, other) => byText(one.id, other.id)).map((person) => row(person, outcome));
  return [...rows, ...rest(lacks.filter((one) => !inside.has(one)), codes.below), ...rest(absent, codes.absent)];
}

function letInByFallback(norm, kind, empty, lacks, inOrder) {
  const enough = norm.kinds.get(kind).get("fallback");
  if (enough === undefined || empty <= 0) return [];
  const able = lacks.filter((one) => one.sums.get(norm.exam.code) >= enough);
  return inOrder(able).filter((one) => one.place <= norm.shortlist.times * empty);
}
