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

const KNOWN = new Set(["v", "id", "components", "order", "decimals", "slots", "order_on", "appeal_days", "delta", "k_min", "formations", "norm", "title", "kind", "groups", "final", "shortlist", "thresholds", "transfers", "beyond"]);
const PARTS = new Set(["c", "scale", "max", "pass", "weight", "round", "parts"]);

const CLOSED = ["gpa", "born_on"]; // what the order may name though no bundle opens it: there the order ends

const understand = (rule) => {
  const strange = Object.keys(rule).find((name) => !KNOWN.has(name)) ?? rule.components.flatMap(Object.keys).find((name) => !PARTS.has(name));
  if (strange) throw new Unknown(`the rule uses “${strange}”, which this verifier does not compute`);
  if (rule.beyond?.length) throw new Unknown(`the rule rests on ${rule.beyond.join(", ")}, which no bundle opens`);
  if (rule.shortlist && rule.shortlist.ties !== "all") throw new Unknown("the shortlist treats equals otherwise than all alike");
};

/** A component, a part or a group of parts; who was absent has less than nothing. */
const has = (rule, c, name) => {
  const group = rule.groups?.[name];
  if (group) return group.reduce((sum, one) => sum + has(rule, c, one), 0n);
  return c[name] === undefined ? -1n : exact(c[name]);
};

const addUp = (rule, { pid, c }) => {
  for (const one of rule.components) {
    const names = Object.keys(one.parts ?? {});
    for (const name of names) if (c[name] !== undefined && exact(c[name]) > exact(one.parts[name])) throw new Malformed(`a part of ${pid} is above its maximum`);
    if (names.length && names.every((name) => c[name] !== undefined) && names.reduce((sum, name) => sum + exact(c[name]), 0n) !== exact(c[one.c])) {
      throw new Malformed(`the parts of ${one.c} do not add up, of ${pid}`);
    }
  }
};

/** Who goes on to the second tests, who met the mark and does not, who did not meet it. `gone`: who withdrew later. */
const goingOn = (rule, rows, kind, gone) => {
  const least = new Map(rule.shortlist ? [] : rule.components.filter(({ pass }) => pass !== undefined).map(({ c, pass }) => [c, exact(pass)]));
  for (const one of rule.thresholds ?? []) if (one.kind === kind) for (const [name, min] of Object.entries(one.min)) least.set(name, exact(min));
  const isMet = ({ c }) => (!rule.shortlist || c[rule.components[0].c] !== undefined) && [...least].every(([name, min]) => has(rule, c, name) >= min);
  const [met, below] = [rows.filter(isMet), rows.filter((row) => !isMet(row))];
  if (!rule.shortlist) return { on: met, outside: [], below };
  const keys = new Map(met.map((row) => [row.pid, rule.shortlist.order.map((name) => has(rule, row.c, name))]));
  const order = (one, other) => {
    const [a, b] = [keys.get(one.pid), keys.get(other.pid)];
    const at = a.findIndex((value, i) => value !== b[i]);
    return at < 0 ? 0 : a[at] > b[at] ? -1 : 1;
  };
  const sorted = met.slice().sort(order);
  const most = rule.shortlist.factor * rule.slots - gone;
  const last = sorted[most - 1];
  const isOn = (row) => most > 0 && (last === undefined || order(row, last) <= 0);
  return { on: met.filter(isOn), outside: met.filter((row) => !isOn(row)), below };
};

/** One candidate's numbers: {pid, final (exact and rounded), keys: name -> number, more first}; undefined below a mark. */
const numbersOf = (rule, { pid, c, ...more }) => {
  const keys = new Map(Object.keys(rule.groups ?? {}).map((name) => [name, has(rule, c, name)]));
  if (rule.components.some((one) => c[one.c] === undefined)) return undefined;
  let isBelow = false;
  const shares = rule.components.map((one) => {
    const [score, max] = [scaled(c[one.c], one.scale), scaled(one.max, one.scale)];
    if (score > max) throw new Malformed(`a score of ${pid} is above its maximum`);
    keys.set(one.c, score);
    for (const part of Object.keys(one.parts ?? {})) if (c[part] !== undefined) keys.set(part, exact(c[part]));
    if (one.pass !== undefined && score < scaled(one.pass, one.scale)) isBelow = true;
    const hundred = 100n * 10n ** BigInt(one.round ?? 0);
    return one.round === undefined ? [score, max] : [halfUp(score * hundred, max), hundred];
  });
  if (isBelow) return undefined;
  if (more.gpa !== undefined) keys.set("gpa", exact(more.gpa));
  const unit = 10n ** BigInt(rule.decimals);
  if (rule.final === "total") {
    const total = rule.components.reduce((sum, one) => sum + exact(c[one.c]), 0n);
    const final = halfUp(total * unit, 10n ** BigInt(PLACES));
    return { pid, final, keys: keys.set("final", rule.order_on === "rounded" ? final : total) };
  }
  const below = shares.reduce((product, [, max]) => product * max, 1n);
  const above = shares.reduce((sum, [score, max], i) => sum + BigInt(rule.components[i].weight) * score * (below / max), 0n);
  const weights = rule.components.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  const final = halfUp(above * 100n * unit, below * weights);
  // `below` differs from rule to rule, never from person to person, so `above` alone compares.
  return { pid, final, keys: keys.set("final", rule.order_on === "rounded" ? final : above) };
};

/** The ranking as groups of equals from the first: [{pid, final, status}], status undefined where only people can decide.
 *  `rows`: [{pid, c: {component: decimal text}}]; `lot`: all pids in the order drawn, or undefined; `kind`: of the formasi;
 *  `gone`: how many withdrew after the shortlist.
 *  Refused: Malformed for a score that is none; Unknown for a rule that asks for more. */
export const rank = (rule, rows, lot, kind = "", gone = 0) => {
  understand(rule);
  for (const row of rows) addUp(rule, row);
  const { on, outside, below } = goingOn(rule, rows, kind, gone);
  const people = on.map((row) => numbersOf(rule, row) ?? below.push(row)).filter((one) => typeof one === "object");
  if (lot) {
    const places = new Map(lot.map((pid, i) => [pid, BigInt(-i)]));
    for (const one of people) one.keys.set("lot", places.get(one.pid));
  }
  const end = rule.order.findIndex((name) => CLOSED.includes(name) && people.some(({ keys }) => !keys.has(name)));
  const order = end < 0 ? rule.order : rule.order.slice(0, end);
  const compare = (one, other) => {
    for (const name of order) {
      const [a, b] = [one.keys.get(name), other.keys.get(name)];
      if (a === undefined || b === undefined) throw new Unknown(`the order asks for “${name}”, which is not open`);
      if (a !== b) return a > b ? -1 : 1;
    }
    return 0;
  };
  const above = people.sort((one, other) => compare(one, other) || byText(one.pid, other.pid));
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
  const rest = [[outside, "outside"], [below, "below_mark"]].map(([group, status]) => group.map(({ pid }) => ({ pid, final: "", status })));
  return [...told, ...rest.filter(({ length }) => length)];
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
