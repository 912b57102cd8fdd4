from tests.base.sequencing.worlds import world

__all__ = ["world"]
