"""Pure Python: the numbers of the law, what the law does with them, and the mathematics of the log."""
