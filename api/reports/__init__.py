"""What people take along: workbooks of a proposal, for the coordinator and for each corporation."""
