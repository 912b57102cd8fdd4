"""The public log as files, and those who sign it: tile writer, signer, witness.

It knows the mathematics of `core.ledger` and the operating system, and nothing else: no database, no framework. So the
signer can run where the application has no access, and anybody can run a witness from the same package.
"""
