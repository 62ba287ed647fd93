"""Workers: processes of their own that do the calculations that `api.store.runs` keeps.

DBOS hands the runs out over however many workers there are, on this machine or on others. It is told of them by the
workers themselves, from the table, and what it has handed out counts only when the table agrees (`take_run`). So the two
need no common transaction, and what DBOS holds may be thrown away.
"""
