"""gridparty (网格党建): the Party-building work of a community and its grids, in one local file."""

__version__ = "0.3.1"
