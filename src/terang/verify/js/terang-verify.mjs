// Terang's second verifier of the public log: terang-log/1, for browsers and Node. Needs nothing but this folder.
// Written from the specification alone; it shares no line with the verifier in Python.
import { checkAnswers } from "./answers.mjs";
import { isMalformed, Malformed } from "./bytes.mjs";
import { decode } from "./canonical.mjs";
import { readCheckpoint } from "./notes.mjs";
import { readPolicy } from "./policy.mjs";
import { checkPromise, checkProof, kindOf, readPromise, readProof } from "./receipts.mjs";
import { Report } from "./telling.mjs";
import { readArchive } from "./ustar.mjs";

const HELD = ["L1", "L2", "B2", "S1", "T1", "T2", "C1", "C2", "C3"];

/** Check what a person holds: proof, promise, answers or bundle. `policy`: bytes of the policy file. `source`: the files
 *  of the log (path -> bytes or undefined), if they are at hand. Refused: Malformed, saying how to mend it. */
export const checkHeld = async (bytes, policy, source) => {
  try {
    return await check(bytes, readPolicy(policy), source);
  } catch (error) {
    if (!isMalformed(error) || error instanceof Malformed) throw error;
    throw new Malformed(`the file has not the form that it should have: ${error.message}`);
  }
};

const check = async (bytes, trusted, source) => {
  const kind = kindOf(bytes);
  if (kind === "bundle") {
    const { checkBundle } = await import("./bundle.mjs");
    const report = new Report(..."LKGREASPXB");
    for (const id of ["L3", "L4", "L5", "L6", "L7"]) report.found.delete(id);
    await checkBundle(report, bytes, trusted, source);
    return report;
  }
  if (!["proof", "promise", "answers"].includes(kind)) throw new Malformed("this file is no receipt: give a .tlog-proof, a promise, a file of answers or a bundle");
  const report = new Report(...HELD);
  // The audit of the log has a report of its own; only that the log is whole and signed counts here.
  const own = new Report("L");
  const log = source && kind !== "proof" ? await (await import("./log.mjs")).auditLog(own, source, trusted) : undefined;
  for (const { id, status, text, index } of log ? own.checks : []) {
    if (status === "FAIL" && "LKG".includes(id[0])) report.fail(id, text, index);
    else if (status === "ok" && ["L1", "L2"].includes(id)) report.ok(id, text);
  }
  if (kind === "proof") await checkProof(report, bytes, trusted);
  else if (kind === "promise") await checkPromise(report, bytes, trusted, { log });
  else await checkAnswers(report, decode(bytes), log?.keys);
  return report;
};

/** The name of the log that a file speaks of, before anything in it is believed; undefined if it names none. */
export const originOf = (bytes) => {
  try {
    const kind = kindOf(bytes);
    if (kind === "proof") return readProof(bytes).checkpoint.origin;
    if (kind === "promise") return readPromise(bytes).promise.origin;
    return kind === "bundle" ? readCheckpoint(readArchive(bytes).get("checkpoint")).origin : undefined;
  } catch (error) {
    if (isMalformed(error)) return undefined;
    throw error;
  }
};

/** How many records a checkpoint speaks of; Infinity for one that can't be read. */
export const sizeOf = (checkpoint) => {
  try {
    return readCheckpoint(checkpoint).size;
  } catch (error) {
    if (isMalformed(error)) return Infinity;
    throw error;
  }
};

export { Malformed } from "./bytes.mjs";
export { readCheckpoint } from "./notes.mjs";
export { readPolicy } from "./policy.mjs";
export { kindOf } from "./receipts.mjs";
export { CHECKS, Report } from "./telling.mjs";
