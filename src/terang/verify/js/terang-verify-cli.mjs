#!/usr/bin/env node
// The verifier on a command line: node terang-verify-cli.mjs, which tells how.
import { readdir, readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isMalformed } from "./bytes.mjs";
import { auditLog, compare } from "./log.mjs";
import { checkHeld, Malformed, readCheckpoint, readPolicy, Report } from "./terang-verify.mjs";

const HELP = `Checks a public log of Terang (terang-log/1), alone and offline.

  node terang-verify-cli.mjs log DIR --policy FILE [--from OLDCHECKPOINT]   every record of a log
  node terang-verify-cli.mjs bundle FILE --policy FILE [--log DIR]          the published result of one formasi
  node terang-verify-cli.mjs receipt FILE --policy FILE [--log DIR]         a promise, a .tlog-proof, a file of answers
  node terang-verify-cli.mjs compare A B [--policy FILE]                    two checkpoints or logs: one history?

DIR is a folder, or an address that begins with https://. With --json, one object instead of lines.
Exit code: 0 nothing failed, 1 a check failed, 2 the input can't be used.`;

class Unusable extends Error {}

const bytesOf = async (path) => {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw new Unusable(`${path}: ${error.code === "ENOENT" ? "there is no such file" : error.message}`);
  }
};

const isAddress = (place) => /^https?:\/\//.test(place);

/** The files of a log: path -> bytes, or undefined where there is none. */
const logAt = (place) => Object.assign((path) => fileOf(place, path), {
  list: (folder) => (isAddress(place) ? [] : readdir(`${place}/${folder}`).catch(() => [])),
});

const fileOf = async (place, path) => {
  if (isAddress(place)) {
    const answer = await fetch(new URL(path, place.endsWith("/") ? place : `${place}/`)).catch((error) => {
      throw new Unusable(`${place} does not answer: ${error.cause?.message ?? error.message}`);
    });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Unusable(`${answer.url} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
  return readFile(`${place}/${path}`).catch((error) => {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(error.code)) return undefined;
    throw new Unusable(`${place}/${path}: ${error.message}`);
  });
};

const side = async (place) => {
  const source = logAt(place);
  const written = await source("checkpoint");
  return written ? { checkpoint: readCheckpoint(written), source } : { checkpoint: readCheckpoint(await bytesOf(place)) };
};

const run = async ([verb, ...places], { policy, from, log }) => {
  if (!["log", "bundle", "receipt", "compare"].includes(verb) || places.length !== (verb === "compare" ? 2 : 1)) throw new Unusable(HELP);
  if (!policy && verb !== "compare") throw new Unusable("--policy FILE is missing: the log's key and its witnesses, from somebody whom you trust");
  const trusted = policy && (await bytesOf(policy));
  if (verb === "compare") {
    const report = new Report("L1", "L2", "L6", "L7");
    await compare(report, await side(places[0]), await side(places[1]), trusted && readPolicy(trusted));
    return report;
  }
  if (verb !== "log") return checkHeld(await bytesOf(places[0]), trusted, log && logAt(log));
  const report = new Report(..."LKGREASPX");
  await auditLog(report, logAt(places[0]), readPolicy(trusted), { from: from && (await bytesOf(from)) });
  return report;
};

/** Run a command; returns its exit code. */
export const main = async (words, say = console.log, complain = console.error) => {
  try {
    const text = { type: "string" };
    const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: { policy: text, from: text, log: text, json: { type: "boolean" } } });
    const report = await run(positionals, values);
    if (values.json) say(JSON.stringify({ good: report.isGood, checks: report.checks }, null, 1));
    else report.lines.forEach((line) => say(line));
    return report.isGood ? 0 : 1;
  } catch (error) {
    const isSaid = error instanceof Malformed || error instanceof Unusable || error.code?.startsWith?.("ERR_PARSE_ARGS");
    if (!isSaid && !isMalformed(error)) throw error;
    complain(isSaid ? error.message : `the input has not the form that it should have: ${error.message}`);
    return 2;
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await main(process.argv.slice(2));
