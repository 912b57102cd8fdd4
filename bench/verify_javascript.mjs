// How long the verifier in JavaScript takes for logs of 10^4 to 10^5 records, a fifth of them with a signature:
// `node bench/verify_javascript.mjs [PEOPLE…]`, five records a person. Prints seconds of processor time, and the same per million records.
import { auditLog } from "../src/terang/verify/js/log.mjs";
import { readPolicy, Report } from "../src/terang/verify/js/terang-verify.mjs";
import { utf8 } from "../src/terang/verify/js/bytes.mjs";
import * as story from "../tests/verify_js/story.mjs";

const DAY = 86_400;
const number = (n) => n.toString(16).padStart(64, "0");

const crowded = (people) => {
  const before = story.honest().filter(({ name }) => /^(genesis|key |role |software|rule|formation|calendar|freeze)/.test(name));
  const pids = Array.from({ length: people }, (_, n) => `pabc${number(n).slice(-12)}`);
  const step = (k, n, day, b, by = []) => ({ name: `${k} ${n}`, k, t: story.T0 + day * DAY, b, by, p: [] });
  return [
    ...before,
    ...pids.map((pid, n) => step("reg", n, 2, { pid, formation: "F1", utag: number(n), com: number(n) })),
    ...pids.map((pid, n) => step("elig", n, 7, { pid, decision: "ok", codes: [], com: number(n) }, ["verifier"])),
    ...pids.map((pid, n) => step("sess_end", n, 11, { pid, s: number(n).slice(32), n: 110, head: number(n), ans: number(n), why: "time", cpub: number(n) })),
    ...pids.map((pid, n) => step("score", n, 14, { pid, rule: "R1", com: number(n), release: "t1" })),
    ...pids.map((pid, n) => step("ans_batch", n, 15, { site: "A1", n: 9, root: number(n) })),
  ];
};

for (const people of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [2_000, 6_000, 20_000]) {
  const entries = story.entriesOf(crowded(people));
  const files = story.filesOf(entries);
  const report = new Report(..."LKGREASPX");
  const begun = process.cpuUsage();
  await auditLog(report, story.sourceOf(files), readPolicy(utf8(story.POLICY)));
  const { user, system } = process.cpuUsage(begun); // of all threads, so that a busy machine changes little
  const seconds = (user + system) / 1e6;
  const failed = report.checks.filter(({ status }) => status === "FAIL").map(({ id, text }) => `${id} ${text}`);
  console.log(`${entries.length} records: ${seconds.toFixed(2)} s, ${((seconds / entries.length) * 1e6).toFixed(1)} s per million${failed.length ? `; FAILED ${failed}` : ""}`);
}
