// A second engine: the rules of docs/spec/norm.md in JavaScript, from that page alone. It shares no line with the first.

import { exact, written } from "./exact.mjs";
import { on100, pointsOf } from "./exam.mjs";
import { final, finalText, merge, shown } from "./ranking.mjs";
import { combine, mayAnnounce } from "./second.mjs";
import { shortlist } from "./shortlist.mjs";
import { transfer } from "./transfers.mjs";

/** By topic of the golden cases: what a norm (as `read` gives it) answers to an input; throws Refused. */
export const topics = {
  shortlist: (norm, input) => ({ rows: shortlist(norm, input) }),
  final: (norm, input) => ({ rows: final(norm, input).map((row) => shown(norm, row)) }),
  transfers: (norm, input) => ({ moves: transfer(norm, input) }),
  integrate: (norm, { total, second }) => {
    const hundred = on100(norm, total);
    return { total_100: written(hundred, norm.decimals), final: finalText(norm, merge(norm, hundred, exact(second))) };
  },
  score: (norm, { answers }) => ({ points: pointsOf(norm, answers) }),
  combine: (norm, { tests, points }) => combine(tests, points),
  plan: (norm, { agency_kind: kind, tests }) => ({ allowed: mayAnnounce(norm, kind, tests) }),
};
