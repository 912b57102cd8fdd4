// The public bundle of one formasi (terang-log/1 sections 10 and 13).
import { equal, hex, Malformed, text, unbase64, unhex, utf8 } from "./bytes.mjs";
import { decode, FILE_NAME, read, write } from "./canonical.mjs";
import { commit, orderOf, seedOf } from "./commitments.mjs";
import { envelope } from "./leaves.mjs";
import { auditLog, checkTimes } from "./log.mjs";
import { Machine } from "./machine.mjs";
import { readCheckpoint } from "./notes.mjs";
import { checkSigned } from "./policy.mjs";
import { differs, rank, Unknown } from "./ranking.mjs";
import { Report } from "./telling.mjs";
import { sha256 } from "./sha2.mjs";
import { isIncluded, leafHash, rootOf } from "./tree.mjs";
import { readArchive } from "./ustar.mjs";

const NEEDED = ["checkpoint", "policy", "rule.json", "formation.json", "leaves.jsonl", "openings.jsonl", "ranking.jsonl", "summary.json"];
const OWN = new Set([...NEEDED, "manifest.json", "seeds.json", "proofs.jsonl", "auditor.age"]);
const STATUSES = ["selected", "reserve", "outside", "below_mark"];
const UNPLACED = ["outside", "below_mark"];

/** Canonical values, one a line. */
const lines = (bytes) => {
  const content = text(bytes);
  if (content && !content.endsWith("\n")) throw new Malformed("the last line does not end");
  return content.split("\n").slice(0, -1).map((line) => read(line));
};

/** Check a bundle. `source`: the files of the log, if they are at hand. Refused: Malformed if the log at hand is none. */
export const checkBundle = async (report, bytes, policy, source) => {
  const { files, manifest } = report.attempt("B1", () => open(bytes)) ?? {};
  if (!files) return;
  checkFiles(report, manifest, files);
  const missing = NEEDED.filter((name) => !files.has(name));
  if (missing.length) {
    report.fail("B1", `missing in the bundle: ${missing.join(", ")}`);
    return;
  }
  const checkpoint = report.attempt("L1", () => readCheckpoint(files.get("checkpoint")));
  if (!checkpoint) return;
  await checkSigned(report, checkpoint, policy);
  const records = report.attempt("B2", () => readRecords(files.get("leaves.jsonl")));
  if (!records) return;
  const machine = new Machine(report, { isPartial: true, blobs: new Map([...files.values()].map((file) => [hex(sha256(file)), file])) });
  for (const { index, leaf, hash } of records) {
    const waits = machine.feed(index, leaf, hash);
    if (waits) await waits;
  }
  await machine.finish();
  checkTimes(report, checkpoint, machine.latest);
  await checkPlaces(report, { records, files, checkpoint, manifest, source, policy, machine });
  checkDocuments(report, manifest, files, machine);
  checkResult(report, manifest, files, machine);
};

const open = (bytes) => {
  const files = readArchive(bytes);
  if (!files.has("manifest.json")) throw new Malformed("there is no manifest.json: this is no bundle");
  const manifest = decode(files.get("manifest.json"), FILE_NAME);
  if (manifest.type !== "bundle" || manifest.v !== 1 || typeof manifest.files !== "object") throw new Malformed("this manifest is not that of a bundle");
  return { files, manifest };
};

const checkFiles = (report, manifest, files) => {
  const named = Object.keys(manifest.files).sort();
  const there = [...files.keys()].filter((name) => name !== "manifest.json");
  report.saw("B1");
  if (named.join() !== there.join()) report.fail("B1", "the manifest names other files than the bundle holds");
  for (const name of named) if (files.has(name) && hex(sha256(files.get(name))) !== manifest.files[name]) report.fail("B1", `${name} is not the file of the manifest`);
};

const readRecords = (bytes) => {
  let before = -1;
  return lines(bytes).map(({ i, leaf: written, ...more }) => {
    if (Object.keys(more).length || !Number.isSafeInteger(i) || i <= before) throw new Malformed("the records do not stand in the order of the log");
    before = i;
    const entry = utf8(written);
    return { index: i, leaf: envelope(entry), hash: leafHash(entry) };
  });
};

/** B2 and B3: by the bundle's own proofs, and by the log itself where it is at hand. */
const checkPlaces = async (report, { records, files, checkpoint, manifest, source, policy, machine }) => {
  if (files.has("proofs.jsonl")) {
    const paths = report.attempt("B2", () => new Map(lines(files.get("proofs.jsonl")).map(({ i, path }) => [i, path.map(unbase64)])));
    for (const { index, hash } of paths ? records : []) {
      report.saw("B2");
      if (!paths.has(index) || !isIncluded(hash, index, checkpoint.size, paths.get(index), checkpoint.root)) report.fail("B2", "the record is not in the log at this place", index);
    }
  } else if (!source) report.fail("B2", "the bundle has no proofs: its log is needed");
  if (!source) {
    report.none("B3", "whether the bundle holds every record of this formasi was not checked: that needs the log");
    return;
  }
  const [held, missing] = [new Map(records.map(({ index, hash }) => [index, hex(hash)])), []];
  const relevant = relevance(manifest.formation, machine);
  const own = new Report("L");
  const visit = (index, leaf, hash) => {
    const here = held.get(index);
    const name = hex(hash);
    report.saw("B2");
    if (here === name) held.delete(index);
    else if (here) report.fail("B2", "the log has another record at this place", index);
    if (relevant(leaf, name) && !here && index < checkpoint.size) missing.push({ index, kind: leaf.k });
  };
  const log = await auditLog(own, source, policy, { visit, sizes: [checkpoint.size] });
  const broken = own.checks.find(({ id, status }) => status === "FAIL" && id[0] === "L");
  if (broken) report.fail("B3", `the log itself fails ${broken.id}: ${broken.text}`);
  for (const index of held.keys()) report.fail("B2", "the log has no such record at this place", index);
  if (log?.origin !== checkpoint.origin || !equal(log?.roots.get(checkpoint.size) ?? new Uint8Array(), checkpoint.root)) report.fail("B3", "the bundle is not of this log");
  report.saw("B3");
  for (const { index, kind } of missing) report.fail("B3", `a “${kind}” of this formasi is missing in the bundle`, index);
};

/** Which records of a log a bundle must hold: those that govern, and those about this formasi and its people. */
const relevance = (formation, machine) => {
  const governing = new Set(["genesis", "key", "role", "software", "calendar", "incident", "erase"]);
  const [pids, names] = [new Set(), new Set()];
  return (leaf, hash) => {
    const { b } = leaf;
    if (leaf.k === "reg" && b.formation === formation) pids.add(b.pid);
    const isOurs = governing.has(leaf.k)
      || (leaf.k === "formation" && b.id === formation)
      || (leaf.k === "rule" && (b.formations ?? []).includes(formation))
      || (leaf.k === "freeze" && (b.id === formation || (machine.rulesOf.get(formation) ?? []).includes(b.id)))
      || b.formation === formation || (b.pid !== undefined && pids.has(b.pid)) || (b.ref !== undefined && names.has(b.ref));
    if (isOurs) names.add(hash).add(leaf.u);
    return isOurs;
  };
};

const checkDocuments = (report, manifest, files, machine) => {
  const hashOf = (name) => files.has(name) && hex(sha256(files.get(name)));
  const { genesis } = machine;
  const wanted = [
    ["rule.json", machine.rules.get(manifest.rule)?.blob], ["formation.json", machine.formations.get(manifest.formation)?.blob],
  ];
  for (const [name, hash] of wanted) if (hashOf(name) !== hash) report.fail("B1", `${name} is not the one that the log fixed`);
  if (!(machine.rulesOf.get(manifest.formation) ?? []).includes(manifest.rule)) report.fail("B1", `the rule ${manifest.rule} is not that of ${manifest.formation}`);
  const rank = machine.scores.ranks.get(manifest.formation);
  if (rank && manifest.n !== rank.times) report.fail("B1", `the bundle calls itself publication ${manifest.n}, the log has ${rank.times}`);
  if (rank?.release !== undefined && manifest.release !== rank.release) report.fail("B1", `the bundle names the software ${manifest.release}, the ranking ${rank.release}`);
  const stranger = [...files.keys()].find((name) => !OWN.has(name) && !machine.named.has(hashOf(name)));
  if (stranger) report.fail("B1", `${stranger} is not a document that the log names`);
  if (genesis && manifest.round !== genesis.r) report.fail("B1", `the bundle is of the round ${manifest.round}, the log of ${genesis.r}`);
  if (genesis?.b.policy !== undefined && hashOf("policy") !== genesis.b.policy) report.fail("B1", "the policy in the bundle is not the one that the log names");
  report.attempt("E2", () => {
    for (const one of files.has("seeds.json") ? decode(files.get("seeds.json")) : []) {
      const opened = machine.seeds.get(one.purpose);
      if (!opened || write({ beacon: {}, ...opened }) !== write({ beacon: {}, ...one })) report.fail("E2", `the seed for ${one.purpose} is not the one that the log opened`);
    }
  });
  report.saw("X2");
  if (genesis?.b.k_min !== undefined && manifest.k_min !== genesis.b.k_min) report.fail("X2", `the bundle calls groups small below ${manifest.k_min}, the log below ${genesis.b.k_min}`);
  const cells = report.attempt("X2", () => decode(files.get("summary.json")));
  for (const [stage, code, n] of Array.isArray(cells) ? cells : []) if (n > 0 && n < manifest.k_min && code !== "merged") report.fail("X2", `the summary tells that ${n} had ${code} in ${stage}`);
};

/** Openings, scores, ranking, slots: S1 to X3. */
const checkResult = (report, manifest, files, machine) => {
  const [openings, published] = [
    report.attempt("S1", () => lines(files.get("openings.jsonl"))), report.attempt("P1", () => lines(files.get("ranking.jsonl"))),
  ];
  if (!openings || !published) return;
  if (!published.every((row) => Array.isArray(row) && row.length === 3 && row.every((one) => typeof one === "string") && STATUSES.includes(row[2]))) {
    report.fail("P1", "a line of the ranking is not [pid, final, status]");
    return;
  }
  const inLog = machine.scores.ranks.get(manifest.formation);
  const pids = machine.people.inCompetition(manifest.formation, false);
  const root = hex(rootOf(published.map((row) => leafHash(utf8(write(row))))));
  report.saw("P2");
  if (!inLog) report.fail("P2", `the log has no ranking of ${manifest.formation}`);
  else if (inLog.root !== root || inLog.n !== published.length) report.fail("P2", "the ranking in the bundle is not the one in the log", inLog.index);
  checkSlots(report, manifest, published, machine);
  checkAnnounced(report, manifest, published, machine);
  if (new Set(published.map(([pid]) => pid)).size !== published.length || pids.slice().sort().join() !== published.map(([pid]) => pid).sort().join()) {
    report.fail("S2", "the ranking has other people than those in the competition");
  }
  const rows = openAll(report, openings, machine, pids);
  const { kind = "" } = JSON.parse(text(files.get("formation.json")));
  const placed = published.filter(([, , status]) => !UNPLACED.includes(status)).length;
  const isSmall = placed < manifest.k_min && !(machine.genesis?.b.open_kinds ?? []).includes(kind);
  report.saw("X2");
  if (isSmall && openings.length) report.fail("X2", `scores of ${placed} people are open, fewer than ${manifest.k_min}`);
  const closed = pids.length - rows.length;
  report.saw("X3");
  if (!isSmall && closed > machine.erased) report.fail("X3", `${closed} scores are not open, ${machine.erased} were erased`);
  if (closed) judgeClosed(report, published, isSmall);
  else judgeOpen(report, { manifest, files, machine, rows, published, kind });
};

const checkSlots = (report, manifest, published, machine) => {
  const slots = machine.formations.get(manifest.formation)?.slots;
  const [selected, passed] = [published.filter(([, , status]) => status === "selected").length, published.filter(([, , status]) => !UNPLACED.includes(status)).length];
  report.saw("P3");
  if (slots === undefined || selected > slots || selected > passed) report.fail("P3", `${selected} are selected for ${slots} slots`);
  if (selected < Math.min(slots, passed) && isDecided(published, selected)) report.fail("P3", `only ${selected} are selected for ${slots} slots`);
};
// Equals at the last slot may wait for a person's decision: then fewer may be selected.
const isDecided = (published, selected) => published[selected]?.[1] !== published[selected + 1]?.[1] || published[selected]?.[1] === "";

const checkAnnounced = (report, manifest, published, machine) => {
  const list = [...machine.blobs.keys()].map((hash) => machine.blob(hash)).find((blob) => blob?.formation === manifest.formation && Array.isArray(blob.selected))?.selected;
  if (!list) {
    report.none("P4", "the announcement is not at hand");
    return;
  }
  report.saw("P4");
  const selected = published.filter(([, , status]) => status === "selected").map(([pid]) => pid);
  if (list.slice().sort().join() !== selected.sort().join()) report.fail("P4", "the announcement lists others than the ranking selects");
};

/** Open the scores; returns the rows {pid, c} of those whose live scores are all open, and fit. */
const openAll = (report, openings, machine, pids) => {
  const [opened, values] = [new Set(), new Map()];
  for (const { pid, score, ...more } of openings) {
    report.saw("S1");
    const found = machine.scores.ofPid(pid).find(({ u }) => u === score?.u);
    if (Object.keys(more).length || opened.has(score?.u) || !pids.includes(pid)) report.fail("S2", `an open score too many, of ${pid}`);
    if (!found) {
      report.fail("S2", `what is open of ${pid} is not the newest score`);
      continue;
    }
    const sealed = report.attempt("S1", () => commit("score", unhex(score.salt, 32), score.value));
    if (sealed !== found.com) {
      report.fail("S1", `the open score of ${pid} is not the one that was sealed`);
      continue;
    }
    opened.add(score.u);
    values.set(pid, { ...values.get(pid), ...score.value.c });
  }
  return [...values].filter(([pid]) => machine.scores.ofPid(pid).every(({ u }) => opened.has(u))).map(([pid, c]) => ({ pid, c }));
};

const judgeClosed = (report, published, isSmall) => {
  const shown = published.find(([, final]) => final !== "");
  const order = published.map(([, , status]) => STATUSES.indexOf(status));
  report.saw("P1");
  if (isSmall && shown) report.fail("X2", `a final score is shown in a group that is too small: ${shown[0]}`);
  if (order.some((place, i) => i > 0 && place < order[i - 1])) report.fail("P1", "the ranking does not go from selected to reserve to below the mark");
  else report.ok("P1", "the scores are not open (small group or erased): people, order of outcomes and root fit; auditors check the rest");
};

const judgeOpen = (report, { manifest, files, machine, rows, published, kind }) => {
  const rule = decode(files.get("rule.json"));
  const purpose = `lot/${manifest.rule}`;
  const opened = machine.seeds.get(purpose);
  try {
    const randomness = opened?.beacon ? unhex(opened.beacon.randomness) : new Uint8Array();
    const seed = opened && seedOf(purpose, opened.shares.map((share) => unhex(share, 32)), randomness);
    if (rule.order.includes("lot") && !seed) throw new Malformed("the seed of the lot is not open");
    const lot = seed && orderOf(seed, purpose, rows.map(({ pid }) => pid));
    const gone = machine.people.registered(manifest.formation).filter((pid) => machine.people.of.get(pid).isOut && machine.scores.ofPid(pid).length).length;
    const faults = Array.from({ length: gone + 1 }, (_, left) => differs(rank(rule, rows, lot, kind, left), published));
    if (faults.every(Boolean)) report.fail("P1", faults[0]);
    else if (rule.transfers?.length) report.ok("P1", `the ranking of ${rows.length} follows from their scores and the rule ${rule.id}, as it stands before transfers between formasi`);
    else report.ok("P1", `the ranking of ${rows.length} follows from their scores and the rule ${rule.id}`);
  } catch (error) {
    if (error instanceof Unknown) report.none("P1", error.message);
    else if (error instanceof Malformed || error instanceof TypeError) report.fail("P1", `scores or rule can't be computed: ${error.message}`);
    else throw error;
  }
};
