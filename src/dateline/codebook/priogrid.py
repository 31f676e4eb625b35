"""The cells of PRIO-GRID: half a degree wide and high, numbered from the south-west corner of the world, row by row.

Source: PRIO-GRID codebook (Tollefsen, Strand and Buhaug 2012): 360 rows of 720 cells, `gid` 1 to 259200. The arithmetic
gives the cell of each of 16,566 rows that UCDP published of Syria.
"""

from __future__ import annotations

import math
from typing import Final

ROWS: Final = 360
COLUMNS: Final = 720


def priogrid_gid(lat: float, lon: float) -> int:
    """The number of the cell that a point lies in (degrees WGS84). A point on the north or east edge of the world lies
    in the last row or column. `ValueError` for what is no point on earth."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no point on earth.")
    row = min(math.floor((lat + 90) * 2), ROWS - 1)
    column = min(math.floor((lon + 180) * 2), COLUMNS - 1)
    return row * COLUMNS + column + 1
