"""Planning decides how many people a round may choose, and for which positions.

In comes a workload table (task, volume, minutes) with who works there now and who retires.
Out go approved formasi: a position, a place, a number of slots, and the reason where it is not the exact need.
"""
