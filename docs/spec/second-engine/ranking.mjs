// The final ranking. See docs/spec/norm.md, 7.3 and section 8.

import { add, exact, halfUp, short, times, whole, written } from "./exact.mjs";
import { meets, on100, secondOf, sumsOf } from "./exam.mjs";
import { Refused } from "./norm.mjs";
import { byText, place } from "./places.mjs";

export const merge = (norm, hundred, second) =>
  halfUp(add(times(hundred, norm.integration.first), times(second, norm.integration.second)), norm.decimals);

export const finalText = (norm, score) => (norm.integration ? written(score, norm.decimals) : short(score));

/** Everybody with what the chain compares; rows in the order of the list. */
export function final(norm, { kind, slots, people }) {
  const codes = norm.codes.final;
  const [ranked, without] = [[], []];
  for (const one of people) {
    const person = candidate(norm, one);
    const reason = noPlace(norm, kind, person, one.knocked_out === true);
    if (reason) without.push({ person, outcome: codes[reason], place: null, sharing: 0, decidedBy: "" });
    else ranked.push(person);
  }
  const rows = place(ranked, norm.chain).map((one) => {
    const last = one.place + one.sharing - 1;
    return { ...one, outcome: one.place > slots ? codes.outside : last <= slots ? codes.chosen : "" };
  });
  const order = [codes.below, codes.knocked_out, codes.absent];
  without.sort(
    (one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome) || byText(one.person.id, other.person.id),
  );
  return [...rows, ...without];
}

function candidate(norm, one) {
  const rank = one.priority ? norm.priority.indexOf(one.priority) : norm.priority.length - 1;
  if (one.priority && rank < 0) throw new Refused(`no group ${one.priority}`);
  const sums = sumsOf(norm, one);
  const second = secondOf(norm, one);
  const total = sums?.get(norm.exam.code);
  const hundred = sums && on100(norm, total);
  const complete = sums !== null && (second !== null || !norm.integration);
  const score = complete ? (norm.integration ? merge(norm, hundred, second) : whole(total)) : null;
  return { id: one.id, rank, sums, second, hundred, final: score, gpa: exact(one.gpa), born: one.born_on ?? null };
}

/** The role of the code of somebody without a place. */
function noPlace(norm, kind, person, knockedOut) {
  if (person.sums === null) return "absent";
  const fallback = norm.kinds.get(kind)?.get("fallback");
  const enough = fallback !== undefined && person.sums.get(norm.exam.code) >= fallback;
  if (!meets(norm, kind, person.sums) && !enough) return "below";
  if (knockedOut) return "knocked_out";
  return person.final === null ? "absent" : null;
}

export function shown(norm, { person, place: at, sharing, outcome, decidedBy }) {
  return {
    id: person.id,
    place: at,
    total: person.sums?.get(norm.exam.code) ?? null,
    total_100: person.hundred && written(person.hundred, norm.decimals),
    second: short(person.second),
    final: at === null ? null : finalText(norm, person.final),
    outcome,
    decided_by: decidedBy,
    sharing,
  };
}
