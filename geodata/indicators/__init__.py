"""Figures per area: from the official files and free tables of any year to rows with their year and source."""
