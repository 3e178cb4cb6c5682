"""The published figures: read fast, recounted slowly, frozen at a named moment."""
