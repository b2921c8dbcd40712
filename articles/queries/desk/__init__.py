"""Reads for the desk: lists, schedules, coverage and the work of people."""
