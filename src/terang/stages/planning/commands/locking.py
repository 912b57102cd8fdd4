"""Rows under lock: always the round first, so that two planners wait for each other and never deadlock."""

from terang.base.tenancy.models import Round
from terang.stages.planning.models import Formasi, Position


def locked_round(round_id: int) -> Round:
    """The round, as far as its planning goes."""
    return Round.objects.select_for_update(no_key=True).select_related("agency").get(pk=round_id)


def locked_position(position_id: int) -> Position:
    """The position, after its round."""
    locked_round(Position.objects.values_list("round_id", flat=True).get(pk=position_id))
    rows = Position.objects.select_for_update(of=("self",)).select_related("round")
    return rows.prefetch_related("workload").get(pk=position_id)


def locked_formasi(formasi_id: int) -> Formasi:
    """The formasi, after its round."""
    locked_round(Formasi.objects.values_list("round_id", flat=True).get(pk=formasi_id))
    return Formasi.objects.select_for_update(of=("self",)).select_related("round", "need").get(pk=formasi_id)
