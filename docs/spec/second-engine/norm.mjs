// The part of a norm (as JSON) that is computed with, its decimals as fractions. See docs/spec/norm.md, section 2.

import { exact } from "./exact.mjs";

/** A refusal: no result, not even a part of it. */
export class Refused extends Error {}

const entries = (section) => Object.entries(section ?? {});
const values = (section) => new Map(entries(section).map(([name, cited]) => [name, cited?.value ?? null]));

export function read(json) {
  const exam = json.exam;
  const parts = new Map(entries(json.parts).map(([code, one]) => [code, values(one)]));
  const integration = json.integration && {
    code: json.integration.code,
    first: exact(json.integration.first.value),
    second: exact(json.integration.second.value),
    decimals: json.integration.decimals.value,
  };
  return {
    exam: { code: exam.code, maximum: exam.maximum.value },
    parts,
    groups: entries(json.groups).map(([code, one]) => ({ code, parts: one.parts.value })),
    kinds: new Map(entries(json.kinds).map(([code, one]) => [code, values(one)])),
    shortlist: json.shortlist && { times: json.shortlist.times.value, chain: json.shortlist.chain.value },
    integration,
    decimals: integration ? integration.decimals : 3,
    chain: json.final.chain.value,
    priority: entries(json.priority).map(([code]) => code),
    claims: new Map(
      entries(json.affirmations).map(([code, one]) => [
        code, { target: one.target.value, percent: exact(one.percent.value) },
      ]),
    ),
    steps: entries(json.transfers).map(([code, one]) => ({ code, ...Object.fromEntries(values(one)) })),
    testKinds: new Set(entries(json.test_kinds).map(([code]) => code)),
    bounds: new Map(entries(json.second_tests).map(([kind, one]) => [kind, values(one)])),
    codes: json.codes,
  };
}

/** Points that a kind asks for, by code; refused where nobody has found them. */
export function thresholdOf(norm, kind) {
  const found = norm.kinds.get(kind)?.get("threshold");
  if (!found) throw new Refused(`no threshold of ${kind}`);
  return found;
}
