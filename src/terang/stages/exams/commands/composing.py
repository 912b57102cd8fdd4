"""Drawing forms by blueprint, and fixing them: from there on paper and key are committed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.entropy import random_bytes
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical, commitments
from terang.core.norms import Norm
from terang.exam_room import commands as room
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.drawing import Candidate, Cell, CellLacksItems, Place, digest_of, draw
from terang.stages.exams.models import Form, Item, Placed
from terang.stages.exams.queries.forms import of_test
from terang.stages.exams.rulebook import parts_of, ruling
from terang.stages.exams.states import FORM, FormState, ItemState, Stage
from terang.stages.vacancies import facts as vacancies

SEED_BYTES = 32
MOST_FORMS = 12
LETTERS = "ABCDEFGHIJKL"


@transaction.atomic
def compose_forms(
    *,
    round_: Round,
    stage: str,
    vacancy_id: int | None = None,
    cells: Sequence[Cell],
    forms: int = 1,
    by: Actor,
    at: datetime,
    seed: bytes = b"",
) -> list[Form]:
    """The committee draws parallel forms from the reviewed questions; nobody chooses one.

    seed: only simulations give one. Refused: NotAllowed unless a committee officer; NotValid if the blueprint is not
    the norm's, or a cell lacks questions (it says which); NotNow if forms exist. Journal: exams.forms.composed.
    """
    must_be(access.may_arrange(by, round_.agency_id, round_.pk), _("Only committee officers draw forms."))
    norm = vacancies.norm_of(round_.pk)
    _check_blueprint(norm, stage, vacancy_id, cells, forms)
    if of_test(round_.pk, stage, vacancy_id).exclude(state=FormState.DISCARDED).exists():
        raise NotNow(_("There are forms for this test already. Discard them first."))
    seed = seed or random_bytes(SEED_BYTES)
    bank = {item.digest: item for item in _reviewed(round_.agency_id, norm.id)}
    try:
        drawn = draw(seed, cells, [_candidate(item) for item in bank.values()], forms=forms)
    except CellLacksItems as lack:
        raise NotValid(_(lack.sentence.msgid) % lack.sentence.params) from lack
    blueprint = _blueprint(cells)
    made = [
        _create(round_, stage, vacancy_id, LETTERS[n], blueprint, seed, places, bank, at)
        for n, places in enumerate(drawn)
    ]
    public = {
        "exam": _exam_code(stage, vacancy_id), "blob": journal.blob(canonical.encode(blueprint)), "forms": len(made),
        "seed": commitments.commit("seed", seed[:32].ljust(32, b"\0"), {"stage": stage}).hex(),
    }  # fmt: skip
    journal.record(Act.FORMS_COMPOSED, subject=made[0], by=by, at=at, round_=round_, public=public)
    return made


@transaction.atomic
def fix_form(*, form_id: int, by: Actor, at: datetime) -> Form:
    """Fix a form: its paper goes to the exam room, its key is committed to the log before anybody sits the exam.

    Refused: NotAllowed unless a committee officer; NotNow unless it is drawn, or if a question was changed or
    retired since. Journal: exams.form.fixed.
    """
    form = _locked(form_id, by)
    form.state = FORM.after(form.state, "fix")
    placed = list(Placed.objects.filter(form=form).select_related("item").order_by("position"))
    stale = [one for one in placed if one.item.digest != one.digest or one.item.state != ItemState.REVIEWED]
    if stale:
        raise NotNow(
            _(
                "A question of this form was changed or retired since it was drawn. Discard the forms and draw again."
            )
        )
    form.paper = room.receive_paper(paper_of(form, placed, parts_of(vacancies.norm_of(form.round_id))))
    form.key_salt = random_bytes(commitments.SALT_BYTES)
    key = [list(one.points) for one in placed]
    form.key_root = commitments.commit("key", form.key_salt, key).hex()
    form.fixed_at = at
    form.save()
    public = {
        "exam": _exam_code(form.stage, form.vacancy_id), "form": form.name, "root": form.key_root,
        "paper": form.paper, "n": len(placed),
    }  # fmt: skip
    journal.record(Act.FORM_FIXED, subject=form, by=by, at=at, round_=form.round, public=public)
    return form


@transaction.atomic
def discard_form(*, form_id: int, by: Actor, at: datetime) -> Form:
    """Discard a drawn form. Refused: NotAllowed; NotNow once it is fixed. Journal: exams.form.discarded."""
    form = _locked(form_id, by)
    form.state = FORM.after(form.state, "discard")
    form.save(update_fields=["state"])
    journal.record(Act.FORM_DISCARDED, subject=form, by=by, at=at, round_=form.round)
    return form


def paper_of(form: Form, placed: Sequence[Placed], parts: Mapping[str, Any]) -> dict[str, Any]:
    """What candidates see: words and options as displayed. No points, no topic, no number of the bank."""
    items = [
        {
            "part": str(parts[one.part].label), "stem": one.item.stem,
            "options": [one.item.texts[option] for option in one.option_order],
        }
        for one in placed
    ]  # fmt: skip
    return {"v": 1, "form": form.digest, "items": items}


def _check_blueprint(
    norm: Norm, stage: str, vacancy_id: int | None, cells: Sequence[Cell], forms: int
) -> None:
    """The first exam has exactly the parts and counts of the norm; a second one has its one part."""
    if not 1 <= forms <= MOST_FORMS:
        raise NotValid(_("Draw between 1 and %d forms.") % MOST_FORMS)
    if (stage == Stage.FIRST) != (vacancy_id is None):
        raise NotValid(_("A form of the second tests is for one vacancy; one of the first exam for all."))
    if any(
        sum(cell.topics.values()) > cell.count or min(cell.topics.values(), default=1) < 1 for cell in cells
    ):
        raise NotValid(_("The topics of a part ask for more questions than the part has."))
    if stage == Stage.SECOND and norm.integration is None:
        raise NotValid(_("Under the norm of this round one exam decides; it knows no second tests."))
    wanted = {cell.part: cell.count for cell in cells}
    rule = ruling(norm, stage, sum(wanted.values()))
    expected = {part.code: part.questions for part in rule.parts}
    if wanted != expected or len(wanted) != len(cells):
        words = ", ".join(f"{part.label} {part.questions}" for part in rule.parts)
        raise NotValid(_("The norm asks for exactly these parts: %s.") % words)


def _reviewed(agency_id: int, norm_id: str) -> list[Item]:
    return list(
        Item.objects.filter(agency_id=agency_id, norm_id=norm_id, state=ItemState.REVIEWED).order_by("digest")
    )


def _candidate(item: Item) -> Candidate:
    return Candidate(item.digest, item.part, item.topic, len(item.options))


def _blueprint(cells: Sequence[Cell]) -> dict[str, Any]:
    return {
        "parts": [
            {"part": c.part, "count": c.count, "topics": [{"topic": t, "count": n} for t, n in sorted(c.topics.items())]}
            for c in cells
        ]
    }  # fmt: skip


def _create(
    round_: Round, stage: str, vacancy_id: int | None, name: str, blueprint: dict[str, Any], seed: bytes,
    places: Sequence[Place], bank: Mapping[str, Item], at: datetime,
) -> Form:  # fmt: skip
    form = Form.objects.create(
        agency_id=round_.agency_id, round=round_, stage=stage, vacancy_id=vacancy_id, name=name, blueprint=blueprint,
        seed=seed, digest=digest_of(places), composed_at=at,
    )  # fmt: skip
    Placed.objects.bulk_create(
        Placed(
            form=form, agency_id=form.agency_id, position=position, item=bank[place.digest], part=place.part,
            digest=place.digest, option_order=list(place.option_order),
            points=[bank[place.digest].points[option] for option in place.option_order],
        )
        for position, place in enumerate(places)
    )  # fmt: skip
    return form


def _exam_code(stage: str, vacancy_id: int | None) -> str:
    return stage if vacancy_id is None else f"{stage}/{vacancies.vacancy(vacancy_id).code}"


def _locked(form_id: int, by: Actor) -> Form:
    form = Form.objects.select_for_update().filter(pk=form_id).first()
    if form is None:
        raise NotFound(_("There is no such form."))
    must_be(
        access.may_arrange(by, form.agency_id, form.round_id),
        _("Only committee officers draw and fix forms."),
    )
    return form
