"""Golden cases: 1,000 small selections with the answers of the rules, for whoever writes an engine of their own.

`make golden` writes docs/spec/golden; docs/spec/norm.md tells what the files mean.
"""
