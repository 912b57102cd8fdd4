// Rankings in exact numbers (terang-log/1 section 9).
import { byText, Malformed } from "./bytes.mjs";

/** A rule that asks for what this verifier cannot compute; the sentence names it. */
export class Unknown extends Error {}

const PLACES = 9;

/** A decimal text as a whole number of 10^-9. */
export const exact = (written) => {
  const found = /^(0|[1-9][0-9]*)(?:\.([0-9]{1,9}))?$/.exec(typeof written === "string" ? written : "");
  if (!found) throw new Malformed("not a decimal number in a text");
  return BigInt(found[1] + (found[2] ?? "").padEnd(PLACES, "0"));
};

/** A score without its point; `scale`: the digits behind it. */
const scaled = (written, scale) => {
  const found = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(typeof written === "string" ? written : "");
  if (!found || (found[2] !== undefined && found[2].length !== scale)) throw new Malformed(`a score is no decimal with ${scale} places`);
  return BigInt(found[1] + (found[2] ?? "").padEnd(scale, "0"));
};

const halfUp = (above, below) => (2n * above + below) / (2n * below);
const point = (whole, decimals) => {
  const digits = String(whole).padStart(decimals + 1, "0");
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
};

const KNOWN = new Set(["v", "id", "components", "order", "decimals", "slots", "order_on", "appeal_days", "delta", "k_min", "formations", "norm", "title", "shortlist", "thresholds", "transfers"]);
const PARTS = new Set(["c", "scale", "max", "pass", "weight", "round", "parts"]);

const understand = (rule) => {
  const strange = Object.keys(rule).find((name) => !KNOWN.has(name)) ?? rule.components.flatMap(Object.keys).find((name) => !PARTS.has(name));
  const open = ["thresholds", "shortlist", "transfers"].find((name) => rule[name] !== undefined);
  if (strange ?? open) throw new Unknown(`the rule uses “${strange ?? open}”, which this verifier does not compute`);
};

/** One candidate's numbers: {pid, isBelow, final (rounded), keys: name -> number, more first}. */
const numbersOf = (rule, { pid, c }) => {
  const keys = new Map();
  let isBelow = false;
  const shares = rule.components.map((one) => {
    const [score, max] = [scaled(c[one.c], one.scale), scaled(one.max, one.scale)];
    if (score > max) throw new Malformed(`a score of ${pid} is above its maximum`);
    keys.set(one.c, score);
    for (const part of Object.keys(one.parts ?? {})) if (c[part] !== undefined) keys.set(part, scaled(c[part], one.scale));
    if (one.pass !== undefined && score < scaled(one.pass, one.scale)) isBelow = true;
    const hundred = 100n * 10n ** BigInt(one.round ?? 0);
    return one.round === undefined ? [score, max] : [halfUp(score * hundred, max), hundred];
  });
  const below = shares.reduce((product, [, max]) => product * max, 1n);
  const above = shares.reduce((sum, [score, max], i) => sum + BigInt(rule.components[i].weight) * score * (below / max), 0n);
  const weights = rule.components.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  const final = halfUp(above * 100n * 10n ** BigInt(rule.decimals), below * weights);
  // `below` differs from rule to rule, never from person to person, so `above` alone compares.
  keys.set("final", rule.order_on === "rounded" ? final : above);
  return { pid, isBelow, final, keys };
};

/** The ranking as groups of equals from the first: [{pid, final, status}], status undefined where only people can decide.
 *  `rows`: [{pid, c: {component: decimal text}}]; `lot`: all pids in the order drawn, or undefined.
 *  Refused: Malformed for a score that is none; Unknown for a rule that asks for more. */
export const rank = (rule, rows, lot) => {
  understand(rule);
  const people = rows.map((row) => numbersOf(rule, row));
  if (lot) {
    const places = new Map(lot.map((pid, i) => [pid, BigInt(-i)]));
    for (const one of people) one.keys.set("lot", places.get(one.pid));
  }
  const compare = (one, other) => {
    for (const name of rule.order) {
      const [a, b] = [one.keys.get(name), other.keys.get(name)];
      if (a === undefined || b === undefined) throw new Unknown(`the order asks for “${name}”, which is not open`);
      if (a !== b) return a > b ? -1 : 1;
    }
    return 0;
  };
  const above = people.filter(({ isBelow }) => !isBelow).sort((one, other) => compare(one, other) || byText(one.pid, other.pid));
  const groups = [];
  above.forEach((one, i) => {
    if (i && compare(above[i - 1], one) === 0) groups.at(-1).push(one);
    else groups.push([one]);
  });
  let before = 0;
  const told = groups.map((group) => {
    const after = before + group.length;
    const status = after <= rule.slots ? "selected" : before >= rule.slots ? "reserve" : undefined;
    before = after;
    return group.map(({ pid, final }) => ({ pid, final: point(final, rule.decimals), status }));
  });
  const below = people.filter(({ isBelow }) => isBelow).map(({ pid }) => ({ pid, final: "", status: "below_mark" }));
  return below.length ? [...told, below] : told;
};

/** What is wrong with a published ranking ([pid, final, status] in order), in words; undefined if it follows. */
export const differs = (groups, published) => {
  let at = 0;
  for (const group of groups) {
    const rows = published.slice(at, at + group.length);
    at += group.length;
    for (const { pid, final, status } of group) {
      const row = rows.find(([other]) => other === pid);
      if (!row) return `${pid} does not stand where the scores put it`;
      if (row[1] !== final) return `${pid} has ${final || "no final score"}, the ranking says ${row[1] || "none"}`;
      if (row[2] !== status && !(status === undefined && ["selected", "reserve"].includes(row[2]))) return `${pid} is ${status ?? "selected or reserve"}, the ranking says ${row[2]}`;
    }
  }
  return at === published.length ? undefined : "the ranking has other people than the scores";
};
