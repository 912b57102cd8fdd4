// What was fixed beforehand: genesis, rules, formasi, calendar, freeze, software (checks G1 to G6).
import { Malformed } from "./bytes.mjs";
import { bucketOf } from "./leaves.mjs";
import { FIELDS, fits } from "./schemas.mjs";

/** Handlers of the governance records; they keep `world.formations`, `world.rules` and `world.calendar`. */
export const governance = (world, report) => {
  const spoken = new Set(); // kind:uid
  const frozen = new Set(); // what:id
  const releases = new Set();
  const isFrozen = (formation) =>
    frozen.has(`formation:${formation}`) || (world.rulesOf.get(formation) ?? []).some((id) => frozen.has(`rule:${id}`));

  const computed = ({ b, index }) => {
    report.saw("G6");
    if (!releases.has(b.release)) report.fail("G6", b.release === undefined ? "scored or ranked without naming the software" : `computed by ${b.release}, which was not declared`, index);
  };

  const form = ({ leaf, b, index }) => {
    report.saw("X1");
    if (world.schemas) {
      const schema = world.schemas.get(leaf.k);
      if (!schema) return report.fail("G1", `no schema for a “${leaf.k}”`, index);
      const fault = fits(b, schema);
      if (fault) report.fail(fault.startsWith("unknown") ? "X1" : "G1", `${leaf.k}: ${fault}`, index);
    } else if (!FIELDS[leaf.k]) {
      report.fail("G1", `“${leaf.k}” is no kind of record`, index);
    } else {
      const stranger = Object.keys(b).find((name) => !FIELDS[leaf.k].has(name));
      if (stranger) report.fail("X1", `${leaf.k}: unknown field “${stranger}”`, index);
    }
    return undefined;
  };

  return {
    every: (one) => {
      const { leaf, index } = one;
      report.saw("G1");
      if ((leaf.k === "genesis") !== (index === 0)) report.fail("G1", index ? "a second genesis" : "the log does not begin with its genesis", index);
      if (leaf.k === "genesis" && index === 0) world.begin(leaf);
      if (leaf.t % bucketOf(leaf.k)) report.fail("G1", "its time is not rounded down as its kind asks", index);
      if (world.genesis && leaf.r !== world.genesis.r) report.fail("G1", `a record of another round, ${leaf.r}`, index);
      const name = `${leaf.k}:${leaf.u}`;
      if (spoken.has(name)) report.fail("G1", `a second “${leaf.k}” with the number ${leaf.u}`, index);
      spoken.add(name);
      for (const parent of leaf.p ?? []) {
        if (!world.hashes.has(parent) && !world.isPartial) report.fail("G1", "it depends on a record that isn't before it in the log", index);
      }
      form(one);
    },

    rule: ({ b, index }) => {
      const ids = Array.isArray(b.formations) ? b.formations : [];
      report.saw("G3");
      if (!world.blobs.has(b.blob) && !world.isPartial) report.fail("G2", `the document of the rule ${b.id} is missing`, index);
      if (frozen.has(`rule:${b.id}`) || ids.some((id) => frozen.has(`formation:${id}`))) report.fail("G3", `the rule ${b.id} changed after the freeze`, index);
      for (const id of ids) world.rulesOf.set(id, [...new Set([...(world.rulesOf.get(id) ?? []), b.id])]);
      world.rules.set(b.id, b);
    },
    formation: ({ b, index }) => {
      report.saw("G3");
      if (!world.blobs.has(b.blob) && !world.isPartial) report.fail("G2", `the document of the formasi ${b.id} is missing`, index);
      if (isFrozen(b.id)) report.fail("G3", `the formasi ${b.id} changed after the freeze`, index);
      world.formations.set(b.id, b);
    },
    freeze: ({ b, index }) => {
      report.saw("G3");
      frozen.add(`${b.what}:${b.id}`);
      const isThere = { formation: world.formations, rule: world.rules }[b.what]?.has(b.id) ?? true;
      if (!isThere && !world.isPartial) report.fail("G3", `freezes ${b.what} ${b.id}, which isn't there`, index);
    },
    calendar: ({ leaf, b, index }) => {
      const old = world.calendar.get(b.stage);
      report.saw("G4");
      if (old) {
        // Its own time may be that of its proposal; the records before it tell that it came later.
        if (world.latest >= old.closes) report.fail("G4", `the stage ${b.stage} was changed after it had closed`, index);
        const named = [old.closes, old.hash, old.u];
        if (b.replaces === undefined || !named.includes(b.replaces)) report.fail("G4", `a second calendar of ${b.stage} that does not name the one it replaces`, index);
      } else if (b.replaces !== undefined && !world.isPartial) report.fail("G4", "it replaces a calendar that isn't there", index);
      world.calendar.set(b.stage, { ...b, hash: world.hashAt, u: leaf.u });
    },
    reg: ({ leaf, b, index }) => {
      const window = world.calendar.get("registration") ?? world.calendar.get("reg");
      for (const id of ["G2", "G3", "G5"]) report.saw(id);
      if (!world.formations.has(b.formation)) report.fail("G2", `registers for the formasi ${b.formation}, which isn't there`, index);
      if (!world.rulesOf.has(b.formation)) report.fail("G2", `registers for ${b.formation} before it has a rule`, index);
      if (!window) report.fail("G2", "registers before there is a calendar of registration", index);
      if (!isFrozen(b.formation)) report.fail("G3", `registers for ${b.formation} before the freeze`, index);
      if (window && (leaf.t <= window.opens - bucketOf("reg") || leaf.t >= window.closes)) report.fail("G5", "registers outside the calendar", index);
    },
    amend: ({ leaf, index }) => {
      const window = world.calendar.get("registration") ?? world.calendar.get("reg");
      report.saw("G5");
      if (window && leaf.t >= window.closes) report.fail("G5", "changes an application after registration closed", index);
    },
    software: ({ b }) => releases.add(b.release),
    score: computed,
    rank: ({ b, index }) => {
      report.saw("G3");
      if (b.formation !== undefined && !(world.rulesOf.get(b.formation) ?? []).includes(b.rule)) report.fail("G3", `ranked by the rule ${b.rule}, which is not that of ${b.formation}`, index);
      computed({ b, index });
    },
  };
};

/** The schemas of a blob: kind -> schema. Refused: Malformed. */
export const readSchemas = (bytes) => {
  let value;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Malformed("the schemas are not JSON");
  }
  return new Map(Object.entries(value.kinds ?? value.schemas ?? value));
};
