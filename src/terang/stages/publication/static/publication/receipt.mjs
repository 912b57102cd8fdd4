// Checks the file that a person chose, here in the browser. It asks this server for the policy of a log and, for a
// promise, for the log itself; it sends nothing.
import { checkHeld, kindOf, Malformed, originOf, sizeOf } from "../verify/terang-verify.mjs";

const SMALL = 20_000; // records of a log that a browser reads as a whole
const words = JSON.parse(document.getElementById("receipt-words").textContent);
const form = document.getElementById("receipt");
const at = (name) => document.querySelector(`[data-${name}]`);
const file = (id) => document.getElementById(id);

const say = (text) => { at("said").textContent = text; };
const bytesOf = async (chosen) => new Uint8Array(await chosen.arrayBuffer());
const ask = async (path) => {
  const answer = await fetch(path, { credentials: "omit" }).catch(() => undefined);
  return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
};

/** Where this server keeps the log that a file names, `log.AGENCY.DOMAIN/ROUND`; undefined for a name that is no name of a log. */
const folderOf = (origin) => {
  const [, agency, round] = /^log\.([a-z0-9-]+)\.[a-z0-9.-]+\/([A-Za-z0-9_-]+)$/.exec(origin ?? "") ?? [];
  return round && `/${agency}/${round}/log/`;
};

const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  made.append(text);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const row = ({ id, status, text, index }) => {
  const tag = document.querySelector(`[data-tag="${status}"]`).firstElementChild.cloneNode(true);
  const where = index === undefined ? "" : `, ${words.record.replace("%(place)s", index)}`;
  const means = element("th", words.checks[id] ?? text, { scope: "row" });
  means.append(element("br", ""), element("small", `${id}: ${text}`, { lang: "en", class: "muted" }), element("small", where, { class: "muted" }));
  const made = document.createElement("tr");
  made.append(means, element("td", tag));
  return made;
};

const show = (report, note) => {
  const checks = report.checks;
  at("verdict").textContent = report.isGood ? words.good : words.bad;
  at("why").textContent = [report.isGood ? "" : words.evidence, note].filter(Boolean).join(" ");
  const order = (one) => (one.status === "FAIL" ? 0 : 1);
  at("checked").replaceChildren(...checks.filter(({ status }) => status !== "n/a").sort((a, b) => order(a) - order(b)).map(row));
  const open = checks.filter(({ status, text }) => status === "n/a" && !text.startsWith("nothing of this kind"));
  at("unchecked").replaceChildren(...open.map(({ id, text }) => {
    const item = element("li", `${words.checks[id] ?? ""} `);
    item.append(element("small", `${id}: ${text}`, { lang: "en", class: "muted" }));
    return item;
  }));
  at("open").hidden = open.length === 0;
  at("found").hidden = false;
  say("");
  at("verdict").focus();
};

const refuse = (why) => {
  at("found").hidden = true;
  say(`${words.unusable}. ${why}`);
};

const policyFor = async (folder) => {
  const [own] = file("receipt-policy").files;
  if (own) return [await bytesOf(own), ""];
  const found = folder && (await ask(`${folder}policy`));
  return [found && kindOf(found) === "policy" ? found : undefined, words.ours];
};

const logFor = async (folder, kind) => {
  if (!folder || kind === "proof") return undefined;
  const checkpoint = await ask(`${folder}checkpoint`);
  return checkpoint && sizeOf(checkpoint) <= SMALL ? (path) => ask(`${folder}${path}`) : undefined;
};

const check = async () => {
  const [chosen] = file("receipt-file").files;
  at("found").hidden = true;
  if (!chosen) return say(words.nothing);
  say(words.working);
  try {
    const bytes = await bytesOf(chosen);
    const folder = folderOf(originOf(bytes));
    const [policy, note] = await policyFor(folder);
    if (!["proof", "promise", "answers", "bundle"].includes(kindOf(bytes))) return refuse(words.unknown);
    if (!policy) return say(words.policy);
    return show(await checkHeld(bytes, policy, await logFor(folder, kindOf(bytes))), note);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return refuse(error.message);
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
for (const place of form.querySelectorAll("[data-drop]")) {
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.querySelector("input").files = event.dataTransfer.files;
  });
}
at("without").hidden = true;
form.hidden = false;
