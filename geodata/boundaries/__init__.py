"""Boundaries of gemeenten, wijken and buurten: from the official files of any year to areas in RD that fit."""
