"""Write docs/spec/golden again from the norms and the rules."""

import shutil

from tools.golden.files import FOLDER, files


def main() -> None:
    """Everything anew, so that no file of yesterday stays behind."""
    found = files()
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, content in found.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(found)} files, {sum(map(len, found.values())):,} bytes, in {FOLDER}")


if __name__ == "__main__":
    main()
