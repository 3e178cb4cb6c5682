"""What proves a record: credentials, QR texts, status lists, and the verdict on what somebody holds.

`docs/formats.md` describes the same for a stranger; a test compares the page with this code.
"""
