"""Tables that planners upload: read, judged row by row, and never executed."""
