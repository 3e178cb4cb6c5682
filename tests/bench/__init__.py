"""Figures of speed, each measured beside a peer in the same run; `make bench`. Nothing here asserts a time."""
