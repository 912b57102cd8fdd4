"""What an applicant takes home: a signed promise at once, a proof once the log is published; both hold without us."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from terang.base.access import Actor
from terang.base.sequencing import promising
from terang.base.sequencing.origins import domain_of, folder_of, origin_of
from terang.base.tenancy import scope
from terang.core.ledger import commitments, notes, policies, promises, receipts, tree
from terang.core.ledger.notes import BadNote
from terang.public_log.keys import check
from terang.stages.applications.models import Application
from tests.base.sequencing.worlds import World
from tests.factories import applications, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return applications.submitted()


@pytest.fixture
def world(application: Application, tmp_path: Path, settings: Any) -> World:
    """The log of the application's round, where the portal looks for it; nothing is in it yet."""
    settings.TERANG = settings.TERANG.model_copy(update={"log_dir": tmp_path})
    made = World(tmp_path, application.round)
    (tmp_path / "log").symlink_to(folder_of(origin_of(application.round)))
    return made


def ask(name: str, application: Application, by: Actor | None = None) -> HttpResponse:
    client = people.signed_in(by or applications.actor_of(application))
    return client.get(reverse(f"applications:{name}", args=[application.pk]))


def leaf_of(application: Application) -> bytes:
    with scope.as_system():
        return bytes.fromhex(application.versions.get().leaf_hash)


def written(world: World) -> list[bytes]:
    """The log with everything in it."""
    folder_of(origin_of(world.round)).mkdir(parents=True)
    with scope.as_system():
        world.begin().run()
        return world.check_all_is_published()


def test_the_promise_is_signed_for_this_leaf_by_the_key_that_the_genesis_names(
    world: World, application: Application
) -> None:
    answer = ask("promise", application)
    genesis = json.loads(written(world)[0])["b"]

    made, key = promises.read(answer.content, check)
    assert (made.leaf, made.mmd) == (leaf_of(application), 60)
    assert (made.origin, key.line) == (genesis["origin"], genesis["receipt_key"])
    assert answer["Content-Disposition"] == f'attachment; filename="{application.number}-promise.json"'
    for old, new in ((b'"mmd":60', b'"mmd":61'), (b'"v":1', b'"v":2'), (b'"sig":"', b'"sig":"A')):
        with pytest.raises(BadNote):
            promises.read(answer.content.replace(old, new), check)
    assert ask("promise", application).content == answer.content


def test_the_proof_comes_with_the_log_and_opens_what_was_sent(world: World, application: Application) -> None:
    early = ask("proof", application)
    written(world)
    found = receipts.parse(ask("proof", application).content.decode())

    assert early.status_code == 409
    found.check(leaf_of(application))
    policy = policies.parse(world.log.policy)
    assert notes.holds(found.note, policy.log(found.checkpoint.origin), check) == 0
    assert policy.is_met(frozenset(policy.seen_by(found.note, check)))
    opened = json.loads(found.extra)
    assert tree.leaf_hash(opened["leaf"].encode()) == leaf_of(application)
    com = json.loads(opened["leaf"])["b"]["com"]
    assert commitments.commit("dossier", bytes.fromhex(opened["salt"]), opened["value"]).hex() == com


def test_nobody_gets_anothers_promise_or_proof(application: Application) -> None:
    for name in ("promise", "proof"):
        assert ask(name, application, people.applicant()).status_code == 404


def test_before_sending_there_is_nothing_to_promise() -> None:
    draft = applications.draft()

    assert {ask(name, draft).status_code for name in ("promise", "proof")} == {409}


def test_the_key_of_promises_is_the_same_on_every_server_and_another_for_each_agency() -> None:
    one, other = people.round_(), people.round_(people.foreign_agency())

    keys = [promising.key_of(domain_of(round_)).line for round_ in (one, one, other)]
    assert keys[0] == keys[1] != keys[2]
    assert base64.b64decode(keys[0].split("+", 2)[2])[:1] == b"\1"
