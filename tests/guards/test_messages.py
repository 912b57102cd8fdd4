"""Every sentence that a person can see is there in Indonesian, and compiled."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


TOOL = tool()


@pytest.mark.parametrize("app", TOOL.apps(), ids=lambda app: app.name)
def test_the_catalogue_of_each_app_is_complete(app: object) -> None:
    assert list(TOOL.complaints(app)) == []


def test_the_guard_sees_what_is_missing_gone_empty_doubtful_misplaced_and_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TOOL, "SOURCE", tmp_path)
    (tmp_path / "apps.py").touch()
    (tmp_path / "page.html").write_text('{% translate "New" %}{% card title=_("Doubtful") %}{% endcard %}')
    (tmp_path / "views.py").write_text('_("Empty"); _("Up to %(day)s")')
    (app,) = TOOL.apps()
    app.po.parent.mkdir(parents=True)
    app.po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Gone"\nmsgstr "Hilang"\n\nmsgid "Empty"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Doubtful"\nmsgstr "Ragu"\n\nmsgid "Up to %(day)s"\nmsgstr "Sampai %(hari)s"\n'
    )

    assert sorted(TOOL.complaints(app)) == [
        "fuzzy: 'Doubtful'",
        "missing: 'New'",
        "not compiled: run tools/messages.py",
        "not translated: 'Empty'",
        "obsolete: 'Gone'",
        "other places for values: 'Up to %(day)s'",
    ]


def test_updating_twice_changes_nothing_and_keeps_what_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TOOL, "SOURCE", tmp_path)
    (tmp_path / "apps.py").touch()
    (tmp_path / "views.py").write_text('gettext_lazy("Yes"); ngettext("%(count)s day", "%(count)s days", 2)')
    (app,) = TOOL.apps()
    TOOL.update([app])
    app.po.write_text(app.po.read_text().replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "Ya"'))

    TOOL.update([app])
    first = app.po.read_bytes(), app.mo.read_bytes()
    TOOL.update([app])

    assert (app.po.read_bytes(), app.mo.read_bytes()) == first
    assert [message.string for message in TOOL.messages(TOOL.kept(app)) if message.id == "Yes"] == ["Ya"]
    assert b"Date" not in first[0]
