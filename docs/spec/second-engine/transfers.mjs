// Slots that nobody won. See docs/spec/norm.md, section 9.

import { meets } from "./exam.mjs";
import { byText, place } from "./places.mjs";
import { final } from "./ranking.mjs";

export function transfer(norm, { vacancies, people, distances }) {
  const codes = Object.keys(vacancies);
  const kilometres = distanceTable(distances);
  const consents = new Map(people.map((one) => [one.id, one]));
  const [empty, seeking] = [new Map(), new Map()];
  for (const code of codes) {
    const rows = final(norm, { ...vacancies[code], people: people.filter((one) => one.vacancy === code) });
    const won = rows.filter((row) => row.outcome !== "" && norm.codes.final[row.outcome].passes).length;
    empty.set(code, rows.some((row) => row.outcome === "") ? 0 : vacancies[code].slots - won);
    for (const row of rows) {
      if (row.place !== null && row.outcome === norm.codes.final.outside) seeking.set(row.person.id, row.person);
    }
  }
  const moves = [];
  for (const step of norm.steps) {
    const wishes = new Map();
    for (const [id, person] of seeking) {
      const wanted = inOrderOfLiking(consents.get(id), vacancies, kilometres).filter(
        (code) => empty.get(code) > 0 && opens(norm, step, person, vacancies, consents.get(id).vacancy, code),
      );
      if (wanted.length) wishes.set(id, wanted);
    }
    const found = [];
    for (const [code, { standing, inside }] of assign(norm, wishes, seeking, empty)) {
      const worst = Math.max(...inside.map((id) => standing.get(id)));
      const open = inside.length > empty.get(code);
      for (const id of inside) {
        const outcome = open && standing.get(id) === worst ? "" : step.outcome;
        found.push({ id, vacancy: consents.get(id).vacancy, target: code, step: step.code, outcome });
        seeking.delete(id);
      }
      empty.set(code, open ? 0 : empty.get(code) - inside.length);
    }
    moves.push(...found.sort((one, other) => byText(one.id, other.id)));
  }
  return moves;
}

function distanceTable(distances) {
  const name = (here, there) => JSON.stringify([here, there]);
  const table = new Map();
  for (const [here, there, km] of distances) table.set(name(here, there), km).set(name(there, here), km);
  return (here, there) => (here === there ? 0 : table.get(name(here, there)));
}

function inOrderOfLiking({ vacancy, alternatives = [], within_km: most }, vacancies, kilometres) {
  const listed = [...new Set(alternatives)].filter((code) => Object.hasOwn(vacancies, code));
  if (most === undefined) return listed;
  const near = Object.keys(vacancies)
    .filter((code) => !listed.includes(code))
    .map((code) => ({ code, km: kilometres(vacancies[vacancy].location, vacancies[code].location) }))
    .filter(({ km }) => km !== undefined && km <= most)
    .sort((one, other) => one.km - other.km || byText(one.code, other.code));
  return [...listed, ...near.map(({ code }) => code)];
}

function opens(norm, step, person, vacancies, from, to) {
  const [home, target] = [vacancies[from], vacancies[to]];
  const related = (relation, one, other) => relation === "any" || (relation === "same") === (one === other);
  return (
    from !== to &&
    ["agency", "position", "education"].every((name) => home[name] === target[name]) &&
    step.source_kinds.includes(home.kind) &&
    step.target_kinds.includes(target.kind) &&
    related(step.kinds, home.kind, target.kind) &&
    related(step.location, home.location, target.location) &&
    meets(norm, step.threshold_of === "target" ? target.kind : home.kind, person.sums)
  );
}

/** Who is kept where: one after the other asks, and pushes out whoever stands too low. */
function assign(norm, wishes, seeking, empty) {
  const desks = new Map();
  for (const code of new Set([...wishes.values()].flat())) {
    const would = [...wishes.keys()].filter((id) => wishes.get(id).includes(code)).map((id) => seeking.get(id));
    const standing = new Map(place(would, norm.chain).map((one) => [one.person.id, one.place]));
    desks.set(code, { standing, inside: [] });
  }
  const next = new Map([...wishes.keys()].map((id) => [id, 0]));
  const waiting = [...wishes.keys()];
  while (waiting.length) {
    const id = waiting.pop();
    const code = wishes.get(id)[next.get(id)];
    if (code === undefined) continue;
    const { standing, inside } = desks.get(code);
    inside.push(id);
    inside.sort((one, other) => standing.get(one) - standing.get(other));
    const last = standing.get(inside[Math.min(empty.get(code), inside.length) - 1]);
    while (standing.get(inside.at(-1)) > last) {
      const out = inside.pop();
      next.set(out, next.get(out) + 1);
      waiting.push(out);
    }
  }
  return [...desks].filter(([, desk]) => desk.inside.length);
}
