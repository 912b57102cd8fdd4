"""The page on which planner and legislator change the norm of a published round and see who would stand elsewhere."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotNow
from terang.base.ui.components.sentences import said
from terang.base.ui.values import Bar, Column
from terang.core import norms
from terang.core.norms import Norm, NormError
from terang.core.norms.varying import named, reorder, vary
from terang.core.rules.comparing import TURNS, Change, Supposed, Tally
from terang.core.rules.thresholds import minima
from terang.stages.ranking import access, queries
from terang.stages.ranking.states import Stage
from terang.stages.ranking.supposing import suppose
from terang.stages.vacancies import facts as vacancies

LINES, BARS = 50, 12
COUNTS = [
    Column(gettext_lazy("Vacancy")),
    Column(gettext_lazy("Chosen by the norm"), numeric=True),
    Column(gettext_lazy("Would get in"), numeric=True),
    Column(gettext_lazy("Would not"), numeric=True),
]
PEOPLE = [
    Column(gettext_lazy("Public number")),
    Column(gettext_lazy("Vacancy")),
    Column(gettext_lazy("Place by the norm"), numeric=True),
    Column(gettext_lazy("Place supposed"), numeric=True),
    Column(gettext_lazy("What changes")),
]


class SupposeForm(forms.Form):
    """The values of a norm that may be supposed otherwise; what is left as it is stays the norm's."""

    def __init__(self, data: object, *, norm: Norm, kinds: list[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.norm, self.supposed, self.kinds = norm, norm, kinds
        if norm.integration:
            self.fields["first"] = forms.DecimalField(
                label=_("Weight of %(exam)s in percent") % {"exam": norm.total.label}, min_value=0, max_value=100,
                decimal_places=1, initial=(norm.integration.first * 100).normalize(),
                help_text=_("The rest is the weight of %(exam)s.") % {"exam": norm.integration.label},
            )  # fmt: skip
        for kind in kinds:
            for code, least in _minima(norm, kind).items():
                self.fields[f"least_{kind}_{code}"] = forms.IntegerField(
                    label=_("%(kind)s: at least, in %(part)s") % {
                        "kind": norm.kinds[kind].label, "part": norm.labels[code],
                    }, min_value=0, initial=least,
                )  # fmt: skip
        if norm.transfers:
            self.fields["steps"] = forms.CharField(
                label=_("Steps by which empty slots are filled"), required=False, max_length=200,
                initial=", ".join(one.code for one in norm.transfers),
                help_text=_("In this order; leave out a step, or all of them."),
            )  # fmt: skip

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not self.errors:
            try:
                self.supposed = norms.read(self._written(given))
            except NormError as refused:
                raise forms.ValidationError(str(refused)) from None
        return given

    def _written(self, given: Mapping[str, object]) -> bytes:
        content = vary(norms.source(self.norm.id), dict(self._changes(given)))
        codes = named(str(given.get("steps", "")))
        kept = [one.code for one in self.norm.transfers]
        return content if codes == kept else reorder(content, "transfers", codes)

    def _changes(self, given: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        if self.norm.integration and isinstance(first := given["first"], Decimal):
            share = first / 100
            if share != self.norm.integration.first:
                yield "integration.first", f"{share:f}"
                yield "integration.second", f"{1 - share:f}"
        for kind in self.kinds:
            known = _minima(self.norm, kind)
            asked = {code: given[f"least_{kind}_{code}"] for code in known}
            if asked != known:
                inside = ", ".join(f"{code} = {points}" for code, points in asked.items())
                yield f"kinds.{kind}.threshold", f"{{ {inside} }}"


def _minima(norm: Norm, kind: str) -> dict[str, int]:
    """What the threshold of a kind asks for; nothing where nobody has found it."""
    threshold = norm.kinds[kind].threshold
    return {} if threshold is None else minima(norm, threshold)


@require_safe
def what_if(request: Request, round_id: int) -> HttpResponse:
    """Suppose another norm for a round whose final ranking is published."""
    round_ = queries.round_(round_id)
    must_be(
        access.may_suppose(request.actor, round_),
        _("Planners and those who work on the rankings of this round see this."),
    )
    edition = queries.latest_published(round_.pk, Stage.FINAL)
    if edition is None:
        raise NotNow(
            _("Only a published final ranking is computed anew: nobody tries norms on a living selection.")
        )
    norm = vacancies.norm_of(round_.pk)
    form = SupposeForm(
        request.GET if _is_asked(request) else None, norm=norm, kinds=queries.kinds_in(edition)
    )
    found = suppose(edition, form.supposed) if form.is_valid() else None
    context = {
        "round": round_, "form": form, "norm": norm, "found": found, "reads": access.may_read(request.actor, round_),
        **(_shown(request, found) if found else {}),
    }  # fmt: skip
    return render(request, "ranking/what_if.html", context, status=422 if form.errors else 200)


def _is_asked(request: Request) -> bool:
    return any(name in ("first", "steps") or name.startswith("least_") for name in request.GET)


def _shown(request: Request, found: Supposed) -> dict[str, object]:
    return {
        "bars": [Bar(one.vacancy, one.gained + one.lost) for one in _most(found)],
        "count_rows": [[one.vacancy, one.before, one.gained, one.lost] for one in found.tallies],
        "page": Paginator([_row(one) for one in found.changes], LINES).get_page(request.GET.get("page")),
        "counts": COUNTS,
        "people": PEOPLE,
    }


def _most(found: Supposed) -> list[Tally]:
    return sorted(found.tallies, key=lambda one: (-(one.gained + one.lost), one.vacancy))[:BARS]


def _row(one: Change) -> list[object]:
    return [
        one.before.id, one.before.vacancy, one.before.place or "–", one.after.place or "–", said(TURNS[one.turn]),
    ]  # fmt: skip
