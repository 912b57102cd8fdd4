"""The program is declared in the log of a round before it scores or ranks there."""

import hashlib
from collections.abc import Iterator

import pytest
from django.utils import timezone

from terang.base import release as releases
from terang.base.journal import software
from terang.base.journal.models import Blob, Pending
from terang.base.release import HERE, Release, digest_of, release
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    with scope.as_system():
        yield


def told() -> list[dict[str, canonical.Json]]:
    leaves = [
        canonical.decode(bytes(row.leaf)) for row in Pending.objects.filter(kind="software").order_by("pk")
    ]
    return [leaf["b"] for leaf in leaves]  # type: ignore[call-overload,index,misc]


def test_it_is_declared_once_with_everything_that_anybody_can_compute() -> None:
    round_ = people.round_()

    names = {software.declared(round_, at=NOW) for _ in range(2)}

    (body,) = told()
    assert names == {body["release"]} == {release().name}
    files = [path for path in HERE.rglob("*") if path.suffix in {".py", ".toml"}]
    assert body["code"] == digest_of(HERE, files)
    assert body["verifier"] == hashlib.sha256((HERE / "verify/terang_verify.py").read_bytes()).hexdigest()
    assert b"\ndjango==" in bytes(Blob.objects.get(pk=body["packages"]).content).lower()


def test_another_program_is_declared_again_and_each_round_hears_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = people.round_(), people.round_(people.foreign_agency())
    software.declared(one, at=NOW)
    software.declared(other, at=NOW)
    changed = Release("0.1.0-changed", "c" * 64, b"", "d" * 64)
    monkeypatch.setattr(software, "release", lambda: changed)

    software.declared(one, at=NOW)

    assert [body["release"] for body in told()] == [release().name, release().name, changed.name]


def test_a_changed_file_is_another_program(tmp_path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("x = 1\n")
    before = digest_of(tmp_path, tmp_path.glob("*"))
    (tmp_path / "b.py").write_text("x = 2\n")

    assert digest_of(tmp_path, tmp_path.glob("*")) != before
    assert releases.release() is release()
