"""The mathematics of the public log (terang-log/1): encoding, commitments, leaves. No I/O, no clock."""
