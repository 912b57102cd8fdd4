"""Pages of other rooms, by name; a room that has no such page is left out."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object) -> str:
    """The address of a page, or nothing where this installation has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
