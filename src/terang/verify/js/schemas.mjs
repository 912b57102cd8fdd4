// Closed forms of record bodies: the part of JSON Schema that they need, and the fields of terang-log/1 section 5 for
// readers that have no schema at hand.

const words = (text) => new Set(text.split(" "));

/** Kind -> names that its body may have. Source: terang-log/1 section 5. */
export const FIELDS = Object.fromEntries(Object.entries({
  genesis: "spec origin log_key log_key_pq log_keys receipt_key policy schemas mmd buckets k_min open_kinds origins hash",
  key: "op use name pub from",
  role: "op key role unit",
  software: "release commit image sbom verifier spec",
  rule: "id blob norm formations",
  formation: "id blob slots",
  calendar: "stage opens closes replaces",
  freeze: "what id at",
  incident: "code scope com action",
  erase: "n root basis",
  reg: "pid formation utag com",
  amend: "pid com",
  withdraw: "pid",
  elig: "pid decision codes com by",
  stage_close: "stage formation n root",
  bank: "exam root package recipients k n",
  blueprint: "exam blob seed forms",
  seed_commit: "purpose shares chain round algo",
  seed_open: "purpose shares beacon",
  unseal: "exam package custodians",
  sess_batch: "site session n root",
  ans_batch: "site n root",
  sess_end: "pid s n head ans why cpub exam",
  key_commit: "exam root form paper n",
  item_void: "exam item reason",
  forensics: "site method params n_pairs n_flag",
  pool: "stage root n rubric seed",
  coi: "stage n root",
  assign: "stage seed root n",
  mark: "pid slot com",
  mark_open: "ref value salt",
  adjudicate: "pid refs branch com",
  score: "pid rule com p release exam",
  audit: "sample seed n discrepancies auditor",
  rank: "formation rule n root p scores release stage count com blob",
  announce: "formation blob stage edition what n",
  appeal: "pid com code",
  appeal_decision: "ref outcome com",
  score_fix: "ref com reason",
  appoint: "pid formation",
  perf: "period unit n root",
  wb_day: "new closed overdue n root",
  fb_day: "new published refused n root",
}).map(([kind, names]) => [kind, words(names)]));

const TYPES = {
  object: (v) => typeof v === "object" && !Array.isArray(v),
  array: Array.isArray,
  string: (v) => typeof v === "string",
  integer: (v) => typeof v === "number",
  boolean: (v) => typeof v === "boolean",
};
const patterns = new Map();
const compiled = (pattern) => {
  if (!patterns.has(pattern)) patterns.set(pattern, new RegExp(pattern, "u"));
  return patterns.get(pattern);
};
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const SAYS_NOTHING = words("$schema $id $comment title description");
const RULES = {
  type: (v, type) => [type].flat().some((one) => TYPES[one]?.(v)) || "wrong type",
  const: (v, one) => same(v, one) || "wrong value",
  enum: (v, list) => list.some((one) => same(v, one)) || "value not in the list",
  pattern: (v, pattern) => typeof v !== "string" || compiled(pattern).test(v) || "wrong form",
  minLength: (v, n) => typeof v !== "string" || [...v].length >= n || "too short",
  maxLength: (v, n) => typeof v !== "string" || [...v].length <= n || "too long",
  minimum: (v, n) => typeof v !== "number" || v >= n || "too small",
  maximum: (v, n) => typeof v !== "number" || v <= n || "too large",
  minItems: (v, n) => !Array.isArray(v) || v.length >= n || "too few",
  maxItems: (v, n) => !Array.isArray(v) || v.length <= n || "too many",
  uniqueItems: (v, yes) => !yes || !Array.isArray(v) || new Set(v.map((one) => JSON.stringify(one))).size === v.length || "twice the same",
  required: (v, names) => !TYPES.object(v) || names.every((name) => Object.hasOwn(v, name)) || `missing ${names.find((name) => !Object.hasOwn(v, name))}`,
  items: (v, schema) => !Array.isArray(v) || firstFault(v.map((one) => fits(one, schema))),
  oneOf: (v, list) => list.filter((schema) => !fits(v, schema)).length === 1 || "fits none of its forms",
  anyOf: (v, list) => list.some((schema) => !fits(v, schema)) || "fits none of its forms",
  properties: (v, named) => !TYPES.object(v) || firstFault(Object.keys(v).map((name) => Object.hasOwn(named, name) && fits(v[name], named[name]) && `${name}: ${fits(v[name], named[name])}`)),
  additionalProperties: (v, schema, { properties = {} }) => {
    if (!TYPES.object(v)) return true;
    const strangers = Object.keys(v).filter((name) => !Object.hasOwn(properties, name));
    return schema === false ? !strangers.length || `unknown field “${strangers[0]}”` : firstFault(strangers.map((name) => fits(v[name], schema)));
  },
};
const firstFault = (faults) => faults.find(Boolean) || true;

/** What is wrong with a value under a schema, in words; undefined if it fits. A word of the schema that isn't known here is a fault. */
export const fits = (value, schema) => {
  if (schema === true) return undefined;
  for (const [name, wanted] of Object.entries(schema)) {
    if (SAYS_NOTHING.has(name)) continue;
    if (!Object.hasOwn(RULES, name)) return `the schema says “${name}”, which this verifier does not know`;
    const told = RULES[name](value, wanted, schema);
    if (told !== true) return told;
  }
  return undefined;
};
