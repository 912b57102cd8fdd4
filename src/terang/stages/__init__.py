"""The process, one room per stage: planning to publication."""
