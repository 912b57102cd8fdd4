// The tests of the second exam. See docs/spec/norm.md, 7.1 and 7.2.

import { compare, exact, over, short, sum, times, whole } from "./exact.mjs";
import { Refused } from "./norm.mjs";

export function combine(tests, points) {
  const given = new Map(Object.entries(points).map(([name, text]) => [name, exact(text)]));
  for (const one of given.values()) {
    if (one && (compare(one, whole(0)) < 0 || compare(one, whole(100)) > 0)) throw new Refused("points beyond 0 to 100");
  }
  const of = (test) => given.get(test.code ?? test.kind) ?? null;
  const names = (found) => found.map((test) => test.code ?? test.kind);
  const missing = tests.filter((test) => of(test) === null);
  const out = tests.filter(
    (test) => test.knockout && test.minimum !== undefined && of(test) && compare(of(test), exact(test.minimum)) < 0,
  );
  const score = missing.length ? null : over(sum(tests.map((test) => times(exact(test.weight), of(test)))), 100);
  return { score: short(score), knocked_out_by: names(out), missing: names(missing) };
}

export function mayAnnounce(norm, agencyKind, tests) {
  const bounds = norm.bounds.get(agencyKind) ?? norm.bounds.get("any");
  if (!bounds) throw new Refused(`nothing about ${agencyKind}`);
  const weigh = (found) => sum(found.map((test) => exact(test.weight)));
  const within = (name, check) => !bounds.has(name) || check(exact(bounds.get(name)));
  const [cat, extra] = [tests.filter((one) => one.kind === "cat"), tests.filter((one) => one.kind !== "cat")];
  const interviews = tests.filter((one) => one.kind === "interview");
  const sound = (test) => {
    const sign = compare(exact(test.weight), whole(0));
    const known = norm.testKinds.has(test.kind) && bounds.get("allowed").includes(test.kind);
    return known && (sign > 0 || (sign === 0 && test.knockout)) && (!test.knockout || test.minimum !== undefined);
  };
  return (
    tests.every(sound) &&
    compare(weigh(tests), whole(100)) === 0 &&
    within("cat_at_least", (bound) => compare(weigh(cat), bound) >= 0) &&
    within("extra_kinds_at_most", (bound) => compare(whole(new Set(extra.map((one) => one.kind)).size), bound) <= 0) &&
    within("extra_at_most", (bound) => compare(weigh(extra), bound) <= 0) &&
    within("interview_at_most", (bound) => compare(weigh(interviews), bound) <= 0)
  );
}
