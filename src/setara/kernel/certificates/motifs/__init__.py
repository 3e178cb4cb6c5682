"""The eight families of line-work: one module each, every one with ``tile(chance) -> tuple[Path, ...]``."""
