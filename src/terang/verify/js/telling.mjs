// What was found, check by check, and in words for a person. Ids: terang-log/1 section 13.
import { isMalformed, Malformed } from "./bytes.mjs";

/** Every check, in the order in which it is told. */
export const CHECKS = {
  L1: "the checkpoint is signed by the log",
  L2: "enough witnesses signed the same checkpoint",
  L3: "every record is in its only form",
  L4: "the hashes in the lowest tiles are those of the records",
  L5: "the upper tiles follow from the lower ones",
  L6: "the root of the checkpoint is that of the records",
  L7: "the log grew out of the older checkpoint",
  L8: "time stamps from outside bracket the records",
  L9: "the times of the records never go back by more than a day",
  K1: "approvals verify under keys that were valid at that place",
  K2: "approvers are different people in roles that may be held together",
  K3: "nothing is signed with a revoked key",
  G1: "the log begins with its only genesis, and every record has a known form of its own",
  G2: "rule, formasi and calendar are there before the first registration",
  G3: "nothing changed after the freeze, and the freeze precedes registration",
  G4: "a stage was extended before it closed",
  G5: "registrations lie within the calendar",
  G6: "the software that computed a score was declared before",
  R1: "nobody registered twice",
  R2: "every pseudonym registered once, and changes are about one that did",
  R3: "the closed stage holds exactly those who were still in the competition",
  R4: "everybody who registered has a decision when the stage closes",
  E1: "questions, keys and draws were fixed before the package was opened by enough custodians",
  E2: "the opened seeds are those that were committed",
  E3: "the package was not opened before its time",
  E4: "each form of the exam is the one that was drawn",
  E5: "each candidate ended the exam once",
  E6: "a question was voided before scores, or the scores were corrected",
  A1: "conflicts and assessors were fixed before the draw",
  A2: "marks were fixed before any mark of the case was opened",
  A3: "large differences between marks were settled as the rule says",
  S1: "what was opened is what was sealed",
  S2: "everybody eligible has exactly one score, nobody else has one",
  S3: "corrections of scores have a reason, two approvals and one line",
  P1: "the ranking follows from the scores and the rule",
  P2: "the published ranking is the one in the log",
  P3: "as many are selected as there are slots",
  P4: "the announcement lists as many as were selected",
  P5: "the time to object was kept, and every objection decided before an appointment",
  X1: "no record holds an unknown field or anything like an identity",
  X2: "no score of a small group is open",
  X3: "scores that can't be opened any more were erased lawfully",
  B1: "the files of the bundle are those of its manifest and of the log",
  B2: "the records are in the log",
  B3: "the bundle holds every record of this formasi",
  T1: "the promise is signed by a key that may promise",
  T2: "the promise was kept",
  C1: "the answers form one chain",
  C2: "the answers carry your own signature",
  C3: "the server acknowledged every answer",
};

const MOST_TOLD = 20;

/** Findings of one run. A check that failed once has failed; one that nothing touched is n/a. */
export class Report {
  constructor(...families) {
    this.found = new Map();
    for (const id of Object.keys(CHECKS)) if (families.includes(id[0]) || families.includes(id)) this.found.set(id, { oks: [], nones: [], fails: [], seen: 0, failed: 0 });
  }

  #of(id) {
    if (!this.found.has(id)) this.found.set(id, { oks: [], nones: [], fails: [], seen: 0, failed: 0 });
    return this.found.get(id);
  }

  ok(id, text, index) { this.#of(id).oks.push({ text, index }); }
  none(id, text, index) { this.#of(id).nones.push({ text, index }); }
  /** Something of this check's kind was looked at; it is right unless a failure is told. */
  saw(id) { this.#of(id).seen += 1; }
  fail(id, text, index) {
    const one = this.#of(id);
    one.failed += 1;
    if (one.fails.length < MOST_TOLD) one.fails.push({ text, index });
  }

  /** What `act` gives; a malformed input becomes a failure and gives undefined. */
  attempt(id, act, index) {
    try {
      return act();
    } catch (error) {
      if (!isMalformed(error)) throw error;
      this.fail(id, error instanceof Malformed ? error.message : `not in the form that it should have: ${error.message}`, index);
      return undefined;
    }
  }

  get isGood() { return this.checks.every(({ status }) => status !== "FAIL"); }

  /** {id, status: "ok" | "FAIL" | "n/a", text, index, more} in order; `more`: further failures, at most 19. */
  get checks() {
    const order = Object.keys(CHECKS);
    return [...this.found].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)).map(([id, { oks, nones, fails, seen, failed }]) => {
      if (failed) return { id, status: "FAIL", text: fails[0].text + (failed > 1 ? `, and ${failed - 1} more` : ""), index: fails[0].index, more: fails.slice(1) };
      if (oks.length) return { id, status: "ok", ...oks[0], more: [] };
      if (seen) return { id, status: "ok", text: `${CHECKS[id]} (${seen} looked at)`, index: undefined, more: [] };
      return { id, status: "n/a", ...(nones[0] ?? { text: "nothing of this kind was there to check", index: undefined }), more: [] };
    });
  }

  /** One line per check. */
  get lines() {
    return this.checks.map(({ id, status, text, index }) => `${id} ${status} – ${text}${index === undefined ? "" : ` (leaf ${index})`}`);
  }
}
