// Whom we trust: which logs, which witnesses, and how many of them. Source: C2SP tlog-policy.
import { hex, Malformed } from "./bytes.mjs";
import { LOG, readKey, timeOf, verifySignature, WITNESS } from "./notes.mjs";

/** The policy of a file. Refused: Malformed, naming the line. */
export const readPolicy = (bytes) => {
  if (bytes.some((byte) => (byte < 0x20 && byte !== 9 && byte !== 10) || byte === 0x7f)) {
    throw new Malformed("the policy holds control characters");
  }
  const policy = { logs: [], members: new Map(), quorum: undefined };
  const grouped = new Set();
  new TextDecoder().decode(bytes).split("\n").forEach((line, i) => {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (!words.length || words[0].startsWith("#")) return;
    try {
      readLine(policy, grouped, words);
    } catch (error) {
      throw error instanceof Malformed ? new Malformed(`line ${i + 1} of the policy: ${error.message}`) : error;
    }
  });
  if (policy.quorum === undefined) throw new Malformed("the policy names no quorum");
  return policy;
};

const readLine = (policy, grouped, [what, ...words]) => {
  const define = (name, member) => {
    if (name === "none" || policy.members.has(name)) throw new Malformed(`“${name}” is defined twice`);
    policy.members.set(name, member);
  };
  const known = (name) => {
    if (!policy.members.has(name)) throw new Malformed(`“${name}” is not defined before`);
    return name;
  };
  const fresh = (line, types, keys) => {
    const key = readKey(line);
    if (!types.includes(key.type)) throw new Malformed("a key of the wrong type");
    if (keys.some((other) => hex(other.raw) === hex(key.raw))) throw new Malformed("the same key twice");
    return key;
  };
  if (what === "log" && [1, 2].includes(words.length)) {
    policy.logs.push(fresh(words[0], [LOG, 6], policy.logs));
  } else if (what === "witness" && [2, 3].includes(words.length)) {
    const keys = [...policy.members.values()].flatMap(({ key }) => key ?? []);
    define(words[0], { key: fresh(words[1], [WITNESS, 6], keys) });
  } else if (what === "group" && words.length >= 3) {
    const [name, wanted, ...members] = words;
    const need = { any: "1", all: String(members.length) }[wanted] ?? wanted;
    if (!/^[1-9][0-9]*$/.test(need) || Number(need) > members.length) throw new Malformed("a group cannot be that many");
    for (const member of members.map(known)) {
      if (grouped.has(member)) throw new Malformed(`“${member}” is in two groups`);
      grouped.add(member);
    }
    define(name, { need: Number(need), members });
  } else if (what === "quorum" && words.length === 1) {
    if (policy.quorum !== undefined) throw new Malformed("a second quorum");
    policy.quorum = words[0] === "none" ? "none" : known(words[0]);
  } else {
    throw new Malformed("not a line of a policy");
  }
};

const isMet = (policy, name, signed) => {
  const { key, need, members } = policy.members.get(name);
  return key ? signed.has(name) : members.filter((member) => isMet(policy, member, signed)).length >= need;
};

/** Tell in the report what stands behind a checkpoint: L1 the log's own signature, L2 the witnesses' quorum. */
export const checkSigned = async (report, { origin, note }, policy) => {
  const right = new Set();
  const times = [];
  let unknown = 0;
  const known = (key) => note.signatures.find(({ name, id }) => name === key.name && id === key.id);
  for (const key of policy.logs.filter(({ name }) => name === origin)) {
    const found = known(key);
    const isRight = found && (await verifySignature(note, key, found.bytes));
    if (isRight === false) report.fail("L1", `the signature of the log ${origin} is wrong`);
    if (isRight) right.add(key);
  }
  if (!policy.logs.some(({ name }) => name === origin)) report.fail("L1", `the policy knows no log ${origin}`);
  else if (right.size) report.ok("L1", `the checkpoint is signed by the log ${origin}`);
  else report.fail("L1", `the log ${origin} did not sign the checkpoint`);

  const signed = new Set();
  for (const [name, { key }] of policy.members) {
    const found = key && known(key);
    if (!found) continue;
    const isRight = await verifySignature(note, key, found.bytes);
    if (isRight === undefined) unknown += 1;
    if (isRight === false) report.fail("L2", `the signature of the witness ${key.name} is wrong`);
    if (isRight) {
      signed.add(name);
      times.push(timeOf(found.bytes));
    }
  }
  const more = unknown ? `; ${unknown} of a kind that is not checked here` : "";
  if (policy.quorum === "none") report.none("L2", "the policy asks for no witness");
  else if (isMet(policy, policy.quorum, signed)) {
    const seen = new Date(Math.min(...times) * 1000).toISOString().slice(0, 19);
    report.ok("L2", `${signed.size} witnesses saw this log, the first at ${seen}Z${more}`);
  } else report.fail("L2", `the quorum of witnesses is missing: ${signed.size} signed${more}`);
};
