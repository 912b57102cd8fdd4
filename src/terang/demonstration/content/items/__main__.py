"""Write the CSV files again."""

from terang.demonstration.content.items.writing import FILES, path_of, written

for name in FILES:
    path_of(name).write_text(written(name), encoding="utf-8")
