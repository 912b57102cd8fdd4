"""From pending leaves to the public log: it decides the order, and nothing else.

Whatever acts wrote at commit comes in; entries with places in the log, files that anybody can mirror, and a checkpoint
that signer and witnesses signed go out. It repeats any step that was cut short, and never writes a second history.
"""
