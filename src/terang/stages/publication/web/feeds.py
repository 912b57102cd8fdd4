"""Atom feeds: what is new in a round, and in all rounds of an agency."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from django.http import HttpResponse
from django.urls import reverse

from terang.base.access.requests import Request
from terang.base.tenancy.models import Agency, Round
from terang.stages.publication import queries
from terang.stages.publication.queries import News
from terang.stages.publication.web.scoping import of_agency, of_round, tag_of, tagged

ATOM = "http://www.w3.org/2005/Atom"


@of_round
def round_feed(request: Request, round_: Round) -> HttpResponse:
    """The public acts of a round."""
    page = reverse("publication:round", args=[round_.agency.code, round_.code])
    return _feed(request, round_.title, round_.agency, page, queries.news([round_.pk]), round_.created_at)


@of_agency
def agency_feed(request: Request, agency: Agency) -> HttpResponse:
    """The public acts of all rounds of an agency."""
    rounds = list(queries.rounds(agency))
    ids = [one.pk for one in rounds]
    page = reverse("publication:agency", args=[agency.code])
    began = min((one.created_at for one in rounds), default=request.at)
    response = _feed(request, agency.name, agency, page, queries.news(ids), began)
    return tagged(response, tag_of(request, queries.version_of(ids)))


def _feed(
    request: Request, title: str, agency: Agency, page: str, news: Sequence[News], began: datetime
) -> HttpResponse:
    ET.register_namespace("", ATOM)
    here, there = request.build_absolute_uri(request.path), request.build_absolute_uri(page)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _say(feed, "id", here)
    _say(feed, "title", title)
    _say(feed, "updated", max((one.at for one in news), default=began).isoformat())
    _link(feed, "self", here)
    _link(feed, "alternate", there)
    _say(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", agency.name)
    for one in news:
        _entry(request, feed, one)
    content = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _entry(request: Request, feed: ET.Element, one: News) -> None:
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
    page = reverse("publication:round", args=[one.round.agency.code, one.round.code])
    _say(entry, "id", f"tag:terang,{one.at.year}:{one.uid}")
    _say(entry, "title", one.text)
    _say(entry, "updated", one.at.isoformat())
    _say(entry, "summary", f"{one.round.title}: {one.text}")
    _link(entry, "alternate", request.build_absolute_uri(page))


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})
