// Registrations and eligibility (checks R1 to R4). Everything later asks this for who is in the competition.
import { hex, utf8 } from "./bytes.mjs";
import { leafHash, rootOf } from "./tree.mjs";

/** Handlers of the records about people, and what they know: `of` pid -> {formation, decision, isOut, appeals}. */
export const people = (world, report) => {
  const of = new Map();
  const formations = new Map(); // formation -> pids, as they registered
  const utags = new Set();
  const counted = new Set(); // formations whose registration is closed
  const known = (id, { b, index }) => {
    report.saw(id);
    const one = of.get(b.pid);
    if (!one) report.fail(id, `the pseudonym ${b.pid} never registered`, index);
    return one;
  };
  const inCompetition = (formation, isRegistration) =>
    (formations.get(formation) ?? []).filter((pid) => !of.get(pid).isOut && (isRegistration || of.get(pid).decision === "ok"));

  return {
    of,
    inCompetition,
    registered: (formation) => formations.get(formation) ?? [],
    isReversal: ({ pid, decision }) => (of.get(pid)?.decision ?? decision) !== decision,
    handlers: {
      reg: ({ b, index }) => {
        report.saw("R1");
        if (utags.has(b.utag)) report.fail("R1", "the same person registered twice", index);
        utags.add(b.utag);
        report.saw("R2");
        if (of.has(b.pid)) {
          report.fail("R2", `the pseudonym ${b.pid} registered twice`, index);
          return;
        }
        if (counted.has(b.formation)) report.fail("R3", `registers for ${b.formation} after registration was counted`, index);
        of.set(b.pid, { formation: b.formation, decision: undefined, isOut: false });
        if (!formations.has(b.formation)) formations.set(b.formation, []);
        formations.get(b.formation).push(b.pid);
      },
      amend: (one) => {
        if (known("R2", one)?.isOut) report.fail("R2", `${one.b.pid} had withdrawn`, one.index);
      },
      withdraw: (one) => {
        const person = known("R2", one);
        if (person?.isOut) report.fail("R2", `${one.b.pid} had withdrawn already`, one.index);
        if (person) person.isOut = true;
      },
      elig: (one) => {
        const person = known("R2", one);
        if (person) person.decision = one.b.decision;
      },
      stage_close: ({ b, index }) => {
        const isRegistration = ["registration", "reg"].includes(b.stage);
        const pids = inCompetition(b.formation, isRegistration).sort();
        report.saw("R3");
        const root = hex(rootOf(pids.map((pid) => leafHash(utf8(pid)))));
        const isReplayed = isRegistration || b.stage === "screening";
        if (b.n > pids.length || (isReplayed && b.n !== pids.length)) report.fail("R3", `${b.n} are said to be in the competition for ${b.formation}, the log has ${pids.length}`, index);
        else if (b.n === pids.length && root !== b.root) report.fail("R3", `others are in the competition for ${b.formation} than the log has`, index);
        if (isRegistration) counted.add(b.formation);
        if (isRegistration) return;
        report.saw("R4");
        const open = (formations.get(b.formation) ?? []).find((pid) => !of.get(pid).isOut && of.get(pid).decision === undefined);
        if (open) report.fail("R4", `${open} has no decision`, index);
      },
    },
  };
};
