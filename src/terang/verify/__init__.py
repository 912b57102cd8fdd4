"""The citizen's checker: one file, the standard library alone, nothing of ours.

`terang_verify.py` may be taken out of here and run anywhere: `python3 terang_verify.py log DIR --policy FILE`.
"""
