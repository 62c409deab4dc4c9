"""What the window shows while no file is open: opening, first start, trouble. Light: no operations are imported."""
