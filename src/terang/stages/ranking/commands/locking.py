"""Take an edition for writing."""

from terang.stages.ranking.models import Edition


def locked(edition_id: int) -> Edition:
    """The edition, locked until the end of the transaction."""
    return Edition.objects.select_for_update(of=("self",)).select_related("round").get(pk=edition_id)
