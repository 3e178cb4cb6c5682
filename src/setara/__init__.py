"""Setara: certification programmes for small and medium industries (*IKM*)."""

__version__ = "0.1.0"
