// The first exam: points, claims, sums, thresholds. See docs/spec/norm.md, section 4.

import { add, exact, halfUp, least, over, sum, times, whole } from "./exact.mjs";
import { Refused, thresholdOf } from "./norm.mjs";

export function pointsOf(norm, answers) {
  for (const code of Object.keys(answers)) if (!norm.parts.has(code)) throw new Refused(`no part ${code}`);
  const points = {};
  for (const [code, part] of norm.parts) {
    const chosen = answers[code] ?? [];
    const best = part.get("points_right");
    const gives = (one) =>
      part.get("scoring") === "weighted" ? one >= part.get("points_least") && one <= best : one === 0 || one === best;
    if (chosen.length > part.get("questions")) throw new Refused(`too many answers in ${code}`);
    const given = chosen.filter((one) => one !== null);
    if (!given.every(gives)) throw new Refused(`points that nothing gives in ${code}`);
    points[code] = given.reduce((before, one) => before + one, 0);
  }
  return points;
}

/** What the claims add to a target, as a fraction. */
function added(norm, claims, target, maximum) {
  return sum(
    [...new Set(claims ?? [])].map((claim) => {
      const found = norm.claims.get(claim);
      if (!found) throw new Refused(`no claim ${claim}`);
      return found.target === target ? over(times(whole(maximum), found.percent), 100) : whole(0);
    }),
  );
}

/** Points of every part, group and the whole, with what the claims add; null for somebody absent. */
export function sumsOf(norm, { parts, claims }) {
  if (parts === null) return null;
  const sums = new Map();
  let total = 0;
  for (const [code, part] of norm.parts) {
    const maximum = part.get("maximum");
    const more = added(norm, claims, code, maximum);
    const points = claims?.length ? Math.min(parts[code] + Number(more[0] / more[1]), maximum) : parts[code];
    sums.set(code, points);
    total += points;
  }
  for (const group of norm.groups) sums.set(group.code, group.parts.reduce((all, code) => all + sums.get(code), 0));
  return sums.set(norm.exam.code, total);
}

export function secondOf(norm, { second, claims }) {
  const points = exact(second);
  if (points === null || !norm.integration) return points;
  return least(add(points, added(norm, claims, norm.integration.code, 100)), whole(100));
}

/** What is missing: code → [points, points asked for]. */
export function shortfalls(norm, kind, sums) {
  const wanted = Object.entries(thresholdOf(norm, kind));
  return Object.fromEntries(
    wanted.filter(([code, points]) => sums.get(code) < points).map(([code, points]) => [code, [sums.get(code), points]]),
  );
}

export const meets = (norm, kind, sums) => Object.keys(shortfalls(norm, kind, sums)).length === 0;

export const on100 = (norm, total) => halfUp(over(whole(total * 100), norm.exam.maximum), norm.decimals);
