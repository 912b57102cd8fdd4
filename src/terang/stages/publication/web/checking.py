"""The page where people check what they hold, in their own browser: nothing is sent to us."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request

# By the id of the check (terang-log/1, section 13): what it means for the person who holds the file.
CHECKS = {
    "L1": _("The log signed the state of the log that your file names."),
    "L2": _("Enough witnesses outside this agency signed the same state, so you are not shown a log of your own."),
    "L3": _("The record has the only form that a record may have."),
    "L8": _("No record says a later time than the witnesses who saw it."),
    "L9": _("The times of the records do not go back."),
    "B1": _("The files of the bundle are complete and unchanged, and those that the log fixed."),
    "B2": _("The record is in the public log, at the place that your file names."),
    "B3": _("The bundle holds every record of this formasi."),
    "S1": _("What was opened for you is what was sealed before."),
    "S2": _("Everybody eligible has exactly one score, and nobody else has one."),
    "S3": _("Corrections of scores have a reason and two approvals."),
    "T1": _("The promise is signed by a key of this log."),
    "T2": _("The promise was kept: the record came into the log."),
    "C1": _("Your answers form one chain: none was changed, removed or added."),
    "C2": _("Each answer carries the signature that your own browser made."),
    "C3": _("The server acknowledged each answer."),
    "K1": _("The approvals of officials are genuine."),
    "K2": _("Decisions of two were approved by two people in different roles."),
    "K3": _("No revoked key approved anything."),
    "G1": _("The records are of one round, and each has a known form."),
    "G2": _("Rule, formasi and calendar were there before anybody registered."),
    "G3": _("Nothing changed after the freeze."),
    "G4": _("A stage was extended only while it was open."),
    "G5": _("Registrations lie within the calendar."),
    "G6": _("The software that computed scores was declared before."),
    "R1": _("Nobody registered twice."),
    "R2": _("Every public number registered once."),
    "R3": _("The closed stage holds exactly those who were still in the competition."),
    "R4": _("Everybody who registered has a decision."),
    "E1": _("Questions and keys were fixed before enough custodians opened the package."),
    "E2": _("The draws follow from seeds that were fixed before."),
    "E3": _("The exam's package was not opened early."),
    "E4": _("Your form of the exam is the one that was drawn."),
    "E5": _("Each candidate ended the exam once."),
    "E6": _("A question was voided before the scores, or the scores were corrected."),
    "A1": _("Assessors were drawn after conflicts had been declared."),
    "A2": _("Marks were fixed before any of them was seen."),
    "A3": _("Large differences between marks were settled as the rule says."),
    "P1": _("The ranking follows from the scores and the rule: your browser computed it again."),
    "P2": _("The ranking is the one in the log."),
    "P3": _("As many are selected as there are slots."),
    "P4": _("The announcement lists exactly those who are selected."),
    "P5": _("Objections were decided before anybody was appointed."),
    "X1": _("No record holds anything like an identity."),
    "X2": _("No score of a small group is open."),
    "X3": _("Scores that are not open were erased lawfully."),
}  # fmt: skip

WORDS = {
    "checks": CHECKS,
    "ok": _("right"),
    "FAIL": _("wrong"),
    "n/a": _("not checked"),
    "good": _("Everything that could be checked is right"),
    "bad": _("Something is wrong"),
    "unusable": _("This file can't be checked"),
    "unknown": _("It is no promise, no proof, no file of answers and no bundle of a public log."),
    "working": _("Your browser is checking …"),
    "nothing": _("Choose a file first."),
    "policy": _("The policy of this log is not on this server. Choose its file in the second field: from the agency, a witness or a newspaper."),
    "ours": _("The policy came from this server. Whoever trusts us less takes it from a witness or a newspaper."),
    "evidence": _("Keep the file. It is evidence: show it to the objections desk, a witness of the log or a journalist, who can check it in the same way."),
    "record": _("record %(place)s of the log"),
}  # fmt: skip


@require_safe
def check(request: Request) -> HttpResponse:
    """Take a receipt in the browser and tell what is right, what is wrong, and what was not checked."""
    return render(request, "publication/check_receipt.html", {"words": WORDS})
