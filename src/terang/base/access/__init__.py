"""Who may do what: roles per round, the separation of duties, and the person at the door."""

from terang.base.access.actor import Actor, Grant, must_be
from terang.base.access.roles import Role

__all__ = ["Actor", "Grant", "Role", "must_be"]
