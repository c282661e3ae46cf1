"""Notebooks as text → source → release, proved."""
