"""A request as the door of the house hands it on."""

from terang.exam_room.web.requests import Request

__all__ = ["Request"]
