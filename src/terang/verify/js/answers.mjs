// What a candidate holds of an exam: the chain of answers and the server's receipts (terang-log/1 section 8.1).
import { hex, Malformed, unbase64, unhex } from "./bytes.mjs";
import { answerMessage, firstHead, nextHead, shortCode } from "./commitments.mjs";
import { readKey } from "./notes.mjs";
import { verifyEd25519 } from "./signatures.mjs";

/** Check a file of answers: C1 the chain, C2 the candidate's own signatures, C3 the server's receipts. */
export const checkAnswers = async (report, file, keys) => {
  const { s, form, pub, h0, events, receipt_vkey: line } = file;
  if (!Array.isArray(events)) throw new Malformed("the file holds no answers");
  const [receiptKey, own] = [readKey(line), unbase64(pub)];
  let head = firstHead(s, form, pub);
  report.saw("C1");
  if (hex(head) !== h0) report.fail("C1", "the first head does not belong to this session, form and key");
  if (keys && !keys.includes(line)) report.fail("C3", "the log names no such key for receipts");
  for (const [i, { event, h, short, st, client_sig: mine, receipt }] of events.entries()) {
    if (event.s !== s || event.n !== i + 1 || event.prev !== hex(head)) report.fail("C1", `answer ${i + 1} does not follow the one before it`);
    head = nextHead(event);
    for (const id of ["C1", "C2", "C3"]) report.saw(id);
    if (hex(head) !== h || (short !== undefined && short !== shortCode(head))) report.fail("C1", `answer ${i + 1} was changed`);
    if (!(await verifyEd25519(receiptKey.raw, unhex(receipt, 64), answerMessage(head, st)))) report.fail("C3", `the receipt for answer ${i + 1} is wrong`);
    if (!(await verifyEd25519(own, unhex(mine, 64), head))) report.fail("C2", `your own signature under answer ${i + 1} is wrong`);
  }
};
