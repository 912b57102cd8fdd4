// Scores, corrections, rankings in the log, objections, appointments (checks S2, S3, P2 to P5).
import { hex, utf8 } from "./bytes.mjs";
import { leafHash, rootOf } from "./tree.mjs";

const DAY = 86_400;

/** Handlers of the records about results; `world.scores` answers for exams and bundles. */
export const results = (world, report) => {
  const live = new Map(); // pid/exam -> {pid, exam, names, chain, u, com, reasons}: the newest score and what led to it
  const appeals = new Map(); // pid -> open appeals
  const ranks = new Map(); // formation -> the newest {t, n, root, release, index, days, times}
  const selected = new Map(); // formation -> pids of the newest announcement
  const ofPid = (pid) => [...(byPid.get(pid) ?? [])].map((name) => live.get(name));
  const byPid = new Map();
  const appointed = new Map(); // formation -> pids

  world.scores = {
    live,
    ofPid,
    ranks,
    scored: (exam) => [...live.values()].filter((one) => one.exam === undefined || exam === undefined || one.exam === exam).map(({ pid }) => pid),
    isCorrectedFor: (pid, names) => ofPid(pid).some(({ reasons }) => reasons.some((reason) => names.includes(reason))),
  };

  return {
    score: ({ b, index, hash, leaf }) => {
      const person = world.people.of.get(b.pid);
      const name = `${b.pid}/${b.exam ?? ""}`;
      report.saw("S2");
      if (!person) report.fail("S2", `a score for ${b.pid}, who never registered`, index);
      else if (person.isOut || person.decision !== "ok") report.fail("S2", `a score for ${b.pid}, who is not eligible`, index);
      if (live.has(name)) return report.fail("S2", `a second score for ${b.pid}`, index);
      if (!byPid.has(b.pid)) byPid.set(b.pid, new Set());
      byPid.get(b.pid).add(name);
      live.set(name, { pid: b.pid, exam: b.exam, names: [hash, leaf.u], chain: [hash], u: leaf.u, com: b.com, reasons: [] });
      return undefined;
    },
    score_fix: ({ b, index, hash, leaf, signers }) => {
      report.saw("S3");
      const old = world.find(["score", "score_fix"], b.ref);
      const head = old && [...ofPid(old.pid)].find(({ names }) => names.includes(b.ref));
      if (!head) return report.fail("S3", "corrects a score that isn't the newest, or isn't there", index);
      if (!world.find(["appeal_decision", "item_void", "incident"], b.reason)) report.fail("S3", "a correction without a reason in the log", index);
      if (signers.size < 2) report.fail("S3", "a correction without two approvals", index);
      world.keep("score_fix", leaf.u, hash, { pid: old.pid });
      Object.assign(head, { names: [hash, leaf.u], chain: [...head.chain, hash], u: leaf.u, com: b.com, reasons: [...head.reasons, b.reason] });
      return undefined;
    },
    rank: ({ leaf, b, index }) => {
      if (b.formation === undefined) return;
      const pids = world.people.inCompetition(b.formation, false);
      const without = pids.find((pid) => !ofPid(pid).length);
      const scores = pids.flatMap(ofPid);
      report.saw("S2");
      report.saw("P2");
      if (without) report.fail("S2", `${without} is eligible and has no score`, index);
      if (b.n !== pids.length) report.fail("P2", `${b.n} are ranked for ${b.formation}, ${pids.length} are in the competition`, index);
      const rule = world.blob(world.rules.get(b.rule)?.blob);
      const live = scores.map(({ com }) => com).sort();
      if (b.scores !== undefined) {
        if (hex(rootOf(live.map((com) => leafHash(utf8(com))))) !== b.scores) report.fail("P2", "the ranking stands on other scores than the live ones", index);
      } else if (leaf.p && !scores.every(({ chain }) => chain.some((hash) => leaf.p.includes(hash)))) report.fail("P2", "the ranking does not stand on the score of everybody", index);
      const slots = world.formations.get(b.formation)?.slots;
      if (rule?.slots !== undefined && slots !== undefined && (world.rulesOf.get(b.formation) ?? []).includes(b.rule)) {
        report.saw("P3");
        if (rule.slots !== slots) report.fail("P3", `the rule has ${rule.slots} slots, the formasi ${slots}`, index);
      }
      ranks.set(b.formation, { t: leaf.t, n: b.n, root: b.root, release: b.release, index, days: rule?.appeal_days, times: (ranks.get(b.formation)?.times ?? 0) + 1 });
    },
    announce: ({ b, index }) => {
      const rank = ranks.get(b.formation);
      const list = world.blob(b.blob)?.selected;
      if (!rank || !Array.isArray(list)) return;
      const most = Math.min(world.formations.get(b.formation)?.slots ?? Infinity, rank.n);
      report.saw("P4");
      const stranger = list.find((pid) => world.people.of.get(pid)?.formation !== b.formation || !ofPid(pid).length);
      if (list.length > most || new Set(list).size !== list.length) report.fail("P4", `${list.length} are announced for ${most} slots`, index);
      if (stranger) report.fail("P4", `${stranger} is announced without having been ranked`, index);
      selected.set(b.formation, list);
    },
    appeal: ({ leaf, b, hash }) => {
      if (!appeals.has(b.pid)) appeals.set(b.pid, new Set());
      appeals.get(b.pid).add(hash);
      world.keep("appeal", leaf.u, hash, { pid: b.pid, hash });
    },
    appeal_decision: ({ b, index }) => {
      const appeal = world.find(["appeal"], b.ref);
      report.saw("P5");
      if (!appeal) report.fail("P5", "decides an objection that isn't there", index);
      else if (!appeals.get(appeal.pid)?.delete(appeal.hash)) report.fail("P5", "decides an objection a second time", index);
    },
    appoint: ({ leaf, b, index }) => {
      const rank = ranks.get(b.formation);
      const slots = world.formations.get(b.formation)?.slots;
      const already = appointed.get(b.formation) ?? new Set();
      appointed.set(b.formation, already.add(b.pid));
      report.saw("P5");
      if (already.size > slots) report.fail("P3", `${already.size} are appointed for ${slots} slots`, index);
      if (!rank) report.fail("P5", `appoints for ${b.formation} before its ranking`, index);
      else if (rank.days !== undefined && leaf.t < rank.t + rank.days * DAY) report.fail("P5", `appoints before the ${rank.days} days for objections are over`, index);
      const open = world.people.registered(b.formation).find((pid) => appeals.get(pid)?.size);
      if (open) report.fail("P5", `appoints while an objection of ${open} is open`, index);
      if (selected.has(b.formation) && !selected.get(b.formation).includes(b.pid)) report.fail("P4", `appoints ${b.pid}, who was not announced`, index);
    },
  };
};
