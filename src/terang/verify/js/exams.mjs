// Exams and assessors (checks E1 to E6, A1 to A3).
import { concat, hex, Malformed, unhex, utf8 } from "./bytes.mjs";
import { commit } from "./commitments.mjs";
import { exact } from "./ranking.mjs";
import { sha256 } from "./sha2.mjs";

const LEAD = 3600; // seconds by which a package may be opened before its exam
const PARTIES = 3; // that must share in a seed without a beacon
const QUICKNET = { chain: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", start: 1692803367, period: 3 };

/** Handlers of exams, seeds, assessors and marks. */
export const exams = (world, report) => {
  const before = new Map(); // kind/exam or kind/stage -> index
  const banks = new Map();
  const commits = new Map(); // purpose -> {b, t, index}
  const ended = new Set(); // pid/exam
  const cases = new Map(); // pid -> {marks: hash -> slot, values: slot -> value, isOpen, adjudicated}
  const caseOf = (pid) => {
    if (!cases.has(pid)) cases.set(pid, { marks: 0, values: new Map(), isOpen: false, branch: undefined });
    return cases.get(pid);
  };
  const note = (field) => ({ leaf, b, index }) => {
    before.set(`${leaf.k}/${b[field]}`, index);
  };

  const beacon = ({ b, index }, { b: committed, t }) => {
    const { round, signature, randomness } = b.beacon;
    const isDrawn = report.attempt("E2", () => hex(sha256(unhex(signature))), index);
    if (isDrawn && isDrawn !== randomness) report.fail("E2", "the randomness does not follow from the beacon's signature", index);
    if (round !== committed.round) report.fail("E2", "another round of the beacon than was committed", index);
    if (committed.chain === QUICKNET.chain && QUICKNET.start + (round - 1) * QUICKNET.period <= t) report.fail("E2", "the beacon's round was known before the seed was committed", index);
  };

  return {
    bank: (one) => {
      note("exam")(one);
      banks.set(one.b.exam, one.b);
    },
    key_commit: note("exam"),
    blueprint: note("exam"),
    seed_commit: ({ leaf, b, index }) => {
      report.saw("E2");
      if (commits.has(b.purpose)) report.fail("E2", `the seed for ${b.purpose} was committed twice`, index);
      if (b.round === undefined && b.shares.length < PARTIES) report.fail("E2", `the seed for ${b.purpose} comes from fewer than ${PARTIES} parties and no beacon`, index);
      commits.set(b.purpose, { b, t: leaf.t, index });
    },
    seed_open: (one) => {
      const { b, index } = one;
      const committed = commits.get(b.purpose);
      report.saw("E2");
      if (!committed) return report.fail("E2", `the seed for ${b.purpose} was never committed`, index);
      if (world.seeds.has(b.purpose)) report.fail("E2", `the seed for ${b.purpose} was opened twice`, index);
      world.seeds.set(b.purpose, b);
      const isSame = report.attempt("E2", () => {
        const shares = b.shares.map((share) => hex(sha256(concat(utf8(`terang/v1/share\n${b.purpose}\n`), unhex(share, 32)))));
        return shares.join() === committed.b.shares.join();
      }, index);
      if (isSame === false) report.fail("E2", `the shares for ${b.purpose} are not those that were committed`, index);
      if (b.beacon) beacon(one, committed);
      else if (committed.b.round !== undefined) report.fail("E2", "the beacon that was committed is missing", index);
      return undefined;
    },
    unseal: ({ leaf, b, index, signerIds }) => {
      const bank = banks.get(b.exam);
      for (const kind of ["bank", "key_commit", "blueprint"]) if (!before.has(`${kind}/${b.exam}`)) report.fail("E1", `the package of ${b.exam} was opened before its ${kind}`, index);
      if (![...commits.keys()].some((purpose) => purpose.endsWith(`/${b.exam}`))) report.fail("E1", `the package of ${b.exam} was opened before a seed was committed`, index);
      report.saw("E1");
      if (bank && bank.package !== b.package) report.fail("E1", "another package than the one that was fixed", index);
      const custodians = new Set(b.custodians.filter((id) => signerIds.has(id) && (!bank || bank.recipients.includes(id))));
      if (bank && custodians.size < bank.k) report.fail("E1", `opened by ${custodians.size} custodians; ${bank.k} are needed`, index);
      const window = world.calendar.get(b.exam) ?? world.calendar.get("exam");
      if (window) {
        report.saw("E3");
        if (leaf.t < window.opens - LEAD) report.fail("E3", "the package was opened before its time", index);
      }
    },
    sess_end: ({ b, index }) => {
      const name = `${b.pid}/${b.exam ?? ""}`;
      report.saw("E5");
      if (ended.has(name)) report.fail("E5", `${b.pid} ended the exam twice`, index);
      if (!world.people.of.has(b.pid)) report.fail("E5", `${b.pid} never registered`, index);
      ended.add(name);
    },
    item_void: ({ b, index, hash, leaf }) => world.voids.push({ index, names: [hash, leaf.u], scored: new Set(world.scores.scored(b.exam)) }),

    pool: note("stage"),
    coi: note("stage"),
    assign: ({ b, index }) => {
      report.saw("A1");
      const opened = world.find(["seed_open", "seed_commit"], b.seed);
      const seed = commits.get(opened?.purpose ?? `assign/${b.stage}`);
      if (!seed || !opened) report.fail("A1", "the draw names no seed", index);
      for (const kind of ["pool", "coi"]) {
        const at = before.get(`${kind}/${b.stage}`);
        if (at === undefined) report.fail("A1", `assessors were drawn without a “${kind}”`, index);
        else if (seed && at > seed.index) report.fail("A1", `“${kind}” came after the seed was committed`, index);
      }
    },
    mark: ({ b, index }) => {
      const one = caseOf(b.pid);
      report.saw("A2");
      if (one.isOpen) report.fail("A2", `a mark for ${b.pid} after another one of the case was open`, index);
      if (!world.people.of.has(b.pid)) report.fail("A2", `a mark for ${b.pid}, who never registered`, index);
      one.marks += 1;
    },
    mark_open: ({ b, index }) => {
      const mark = world.find(["mark"], b.ref);
      report.saw("A2");
      if (!mark) return report.fail("A2", "opens a mark that isn't there", index);
      const one = caseOf(mark.pid);
      one.isOpen = true;
      if (one.values.has(mark.slot)) report.fail("A2", "the mark was open already", index);
      const found = report.attempt("A3", () => exact(b.value), index);
      if (found !== undefined) one.values.set(mark.slot, found);
      if (b.salt === undefined) return undefined;
      const sealed = report.attempt("S1", () => commit("mark", unhex(b.salt, 32), b.value), index);
      report.saw("S1");
      if (sealed && sealed !== mark.com) report.fail("S1", "the open mark is not the one that was sealed", index);
      return undefined;
    },
    adjudicate: ({ b, index }) => {
      caseOf(b.pid).branch = b.branch;
      caseOf(b.pid).at = index;
    },

    end: () => {
      for (const [pid, one] of cases) {
        const delta = deltaOf(world, pid);
        if (delta === undefined || one.values.size < 2) continue;
        report.saw("A3");
        const wanted = branchOf([...one.values].sort(([a], [b]) => a - b).map(([, value]) => value), delta);
        if (wanted === "mean" ? !["mean", undefined].includes(one.branch) : one.branch !== wanted) report.fail("A3", `the marks of ${pid} ask for “${wanted}”, the log has ${one.branch ? `“${one.branch}”` : "no settlement"}`, one.at);
      }
      for (const { index, names, scored } of world.voids) {
        report.saw("E6");
        const forgotten = [...scored].find((pid) => !world.scores.isCorrectedFor(pid, names));
        if (forgotten) report.fail("E6", `a question was voided after ${forgotten} had a score, which was not corrected`, index);
      }
    },
  };
};

const deltaOf = (world, pid) => {
  const rule = world.rulesOf.get(world.people.of.get(pid)?.formation)?.map((id) => world.blob(world.rules.get(id)?.blob)).find((blob) => blob?.delta !== undefined);
  try {
    return rule && exact(rule.delta);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
};

/** How marks are settled: two that agree by their mean, else the two closest of three, the median where neither is closer. */
const branchOf = ([first, second, third], delta) => {
  const apart = first > second ? first - second : second - first;
  if (apart <= delta) return "mean";
  if (third === undefined) return "closest";
  const [low, middle, high] = [first, second, third].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return middle - low === high - middle ? "median" : "closest";
};
