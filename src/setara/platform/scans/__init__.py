"""Scans that people hand in: PDF, PNG, JPEG, looked at by a process of its own."""
