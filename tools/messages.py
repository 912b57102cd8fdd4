#!/usr/bin/env python3
"""Keep each app's Indonesian catalogue: extract what it says, keep what is translated, compile.

    tools/messages.py [APP ...]            update and compile (all apps, or those named by their folder)
    tools/messages.py --check [APP ...]    change nothing; exit 1 and tell what is missing, obsolete or not compiled

English is the message id. An app is a folder with `apps.py`; what belongs to no app is kept by `base/ui`.
A new message that another app has translated already takes over that translation.
"""

import argparse
import io
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "terang"
KEEPER = "base/ui"  # of the words that belong to no app
SILENT = ("verify",)  # it knows no Django
RULES = "core"  # knows no Django either: it says `Sentence("...")`, and rooms translate it
SAY_SENTENCES = ("engines", "cli")  # as the rules do; their words stand in the same catalogue
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if name != "_"},
    "gettext_noop": None,
    "Sentence": None,
}
HEADER = (
    "Language: id\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str | None, str | tuple[str, ...]]


@dataclass(frozen=True)
class App:
    """A folder that speaks, with its catalogue."""

    name: str
    files: tuple[Path, ...] = field(repr=False)

    @property
    def po(self) -> Path:
        return SOURCE / self.name / "locale" / "id" / "LC_MESSAGES" / "django.po"

    @property
    def mo(self) -> Path:
        return self.po.with_suffix(".mo")


def apps() -> list[App]:
    """Find the apps, each with the files whose nearest app it is."""
    rooms = {path.parent for path in SOURCE.glob("stages/*/__init__.py")}  # also while they are being built
    folders = {path.parent for path in SOURCE.rglob("apps.py")} | rooms | set(SOURCE.glob(RULES))
    owned: dict[str, list[Path]] = {folder.relative_to(SOURCE).as_posix(): [] for folder in folders}
    for path in sorted(SOURCE.rglob("*")):
        inner = path.relative_to(SOURCE).parts
        if path.suffix not in {".py", ".html", ".txt"} or inner[0] in SILENT or "migrations" in inner:
            continue
        nearest = next((parent for parent in path.parents if parent in folders), SOURCE / KEEPER)
        owned[RULES if inner[0] in SAY_SENTENCES else nearest.relative_to(SOURCE).as_posix()].append(path)
    return [App(name, tuple(files)) for name, files in sorted(owned.items())]


def spoken(app: App) -> Catalog:
    """Collect every message of an app."""
    catalog = Catalog(locale="id")
    for path in app.files:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Babel reads Python, so the indentation that is left of the template has to go.
            text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            ids = message if isinstance(message, str) else tuple(message)
            if ids and ids != "":
                python = any("%(" in one for one in ([ids] if isinstance(ids, str) else ids))
                catalog.add(ids, context=context, flags=["python-format"] if python else [])
    return catalog


def kept(app: App) -> Catalog:
    """Read the catalogue as it stands."""
    if not app.po.exists():
        return Catalog(locale="id")
    with app.po.open("rb") as file:
        return read_po(file, locale="id", domain="django")


def messages(catalog: Catalog) -> Iterator[Message]:
    """All messages without the header, in a stable order."""
    yield from sorted(
        (each for each in catalog if each.id), key=lambda each: (str(each.id), each.context or "")
    )


def key(message: Message) -> Key:
    """Tell messages apart."""
    return (message.context, message.id if isinstance(message.id, str) else tuple(message.id))


def words(message: Message) -> tuple[str, ...]:
    """The translation as a tuple; empty where there is none."""
    given = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return given if any(given) else ()


def merged(app: App, elsewhere: dict[Key, Message]) -> Catalog:
    """Put what is said now together with what is translated already."""
    old = {key(message): message for message in messages(kept(app))}
    catalog = Catalog(locale="id")
    for message in messages(spoken(app)):
        known = old.get(key(message)) or elsewhere.get(key(message))
        if known is not None and not words(known):
            known = elsewhere.get(key(message), known)
        string = known.string if known is not None and words(known) else None
        flags = set(message.flags) | ({"fuzzy"} if known is not None and known.fuzzy else set())
        catalog.add(message.id, string, context=message.context, flags=flags)
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Write a catalogue without line numbers, dates or hosts: it changes only when words change."""
    body = io.BytesIO()
    write_po(body, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    head = "".join(f'"{line}\\n"\n' for line in HEADER.splitlines())
    # Indonesian has one form for every number; babel writes a second, empty one.
    written = body.getvalue().replace(b'msgstr[1] ""\n', b"")
    return f'msgid ""\nmsgstr ""\n{head}\n'.encode() + written


def as_mo(catalog: Catalog) -> bytes:
    """Compile what is translated and not doubtful; the same words always make the same bytes."""
    pairs = [(b"", HEADER.encode())]
    for message in messages(catalog):
        if words(message) and not message.fuzzy:
            ids = message.id if isinstance(message.id, str) else "\0".join(message.id)
            place = f"{message.context}\4{ids}" if message.context else ids
            pairs.append((place.encode(), "\0".join(words(message)).encode()))
    return packed(sorted(pairs))


def packed(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Lay pairs out as gettext's binary format: header, two indexes, then the strings."""
    start = 28 + 16 * len(pairs)
    indexes, strings = [b"", b""], b""
    for side in (0, 1):
        for pair in pairs:
            indexes[side] += struct.pack("<II", len(pair[side]), start + len(strings))
            strings += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + indexes[0] + indexes[1] + strings


def complaints(app: App) -> Iterator[str]:
    """Tell everything that keeps this catalogue from being complete."""
    now, catalog = {key(message) for message in messages(spoken(app))}, kept(app)
    there = {key(message): message for message in messages(catalog)}
    for absent in sorted(now - there.keys(), key=str):
        yield f"missing: {absent[1]!r}"
    for gone in sorted(there.keys() - now, key=str):
        yield f"obsolete: {gone[1]!r}"
    for message in there.values():
        if not words(message) or message.fuzzy:
            yield f"{'fuzzy' if message.fuzzy else 'not translated'}: {message.id!r}"
        elif places(message.id) != places(words(message)):
            yield f"other places for values: {message.id!r}"
    if there and (not app.mo.exists() or app.mo.read_bytes() != as_mo(catalog)):
        yield "not compiled: run tools/messages.py"


def places(text: str | Iterable[str]) -> set[str]:
    """The places of a sentence where values go."""
    return {found for one in ([text] if isinstance(text, str) else text) for found in PLACE.findall(one)}


def check(chosen: list[App]) -> int:
    """Say what is wrong; 1 if anything is."""
    wrong = [f"{app.name}: {complaint}" for app in chosen for complaint in complaints(app)]
    print("\n".join(wrong) or "All catalogues are complete.")
    return 1 if wrong else 0


def update(chosen: list[App]) -> int:
    """Write the catalogues, and say where words are still wanted."""
    elsewhere = {
        key(each): each for app in apps() for each in messages(kept(app)) if words(each) and not each.fuzzy
    }
    for app in chosen:
        catalog = merged(app, elsewhere)
        if not len(catalog) and not app.po.exists():
            continue
        app.po.parent.mkdir(parents=True, exist_ok=True)
        app.po.write_bytes(as_po(catalog))
        app.mo.write_bytes(as_mo(catalog))
        empty = sum(1 for message in messages(catalog) if not words(message))
        print(f"{app.name}: {len(catalog)} messages, {empty} still to be translated")
    return 0


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is wrong")
    parser.add_argument(
        "apps", nargs="*", metavar="APP", help="a folder under src/terang, e.g. stages/screening"
    )
    asked = parser.parse_args()
    if not settings.configured:
        settings.configure()
    named = [name.rstrip("/").removeprefix("src/terang/") for name in asked.apps]
    chosen = [app for app in apps() if not named or app.name in named or app.name.rpartition("/")[2] in named]
    if not chosen:
        print(f"No such app: {', '.join(named)}", file=sys.stderr)
        return 2
    return check(chosen) if asked.check else update(chosen)


if __name__ == "__main__":
    sys.exit(main())
