"""The planner's map: room left per wijk, drawn from a Round and its Proposal into one file."""
