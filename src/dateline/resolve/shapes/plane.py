"""A flat map in km around a point: azimuthal equidistant, so that distances and directions from the point are true.

On a sphere of the earth's mean radius: half a percent off the ellipsoid, far less than what the words leave open
(Snyder, Map Projections, USGS Professional Paper 1395, chapter 25).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
RADIUS_KM = 6371.0088
FARTHEST_KM = 9000.0
"""From a quarter of the earth on, shapes fold over on the flat map."""


class Plane:
    """Shapes to and from km east and north of `centre` (lat, lon)."""

    def __init__(self, centre: Point) -> None:
        self.lat, self.lon = math.radians(centre[0]), math.radians(centre[1])

    def flat(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees, longitude first, in km."""
        import shapely

        return shapely.transform(shape, self._to_km)

    def world(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in km, in degrees, longitude first."""
        import shapely

        return shapely.transform(shape, self._to_degrees)

    def at(self, point: Point) -> Point:
        """The km east and north of a (lat, lon)."""
        import numpy as np

        x, y = self._to_km(np.array([[point[1], point[0]]]))[0]
        return float(x), float(y)

    def point(self, km: Sequence[float]) -> Point:
        """The (lat, lon) of a spot on the flat map, with four decimals."""
        import numpy as np

        lon, lat = self._to_degrees(np.array([[km[0], km[1]]]))[0]
        return round(float(lat), 4), round(float(lon), 4)

    def _to_km(self, lonlat: Any) -> Any:
        import numpy as np

        lon, lat = np.radians(lonlat[:, 0]) - self.lon, np.radians(lonlat[:, 1])
        up = math.cos(self.lat) * np.sin(lat) - math.sin(self.lat) * np.cos(lat) * np.cos(lon)
        right = np.cos(lat) * np.sin(lon)
        angle = np.arctan2(
            np.hypot(up, right), np.sin(self.lat) * np.sin(lat) + np.cos(self.lat) * np.cos(lat) * np.cos(lon)
        )
        length = np.hypot(up, right)
        scale = np.divide(angle, length, out=np.ones_like(angle), where=length > 1e-12) * RADIUS_KM
        return np.column_stack([right * scale, up * scale])

    def _to_degrees(self, km: Any) -> Any:
        import numpy as np

        x, y = km[:, 0], km[:, 1]
        far = np.hypot(x, y)
        angle, safe = far / RADIUS_KM, np.where(far > 1e-9, far, 1.0)
        sine = np.cos(angle) * math.sin(self.lat) + y * np.sin(angle) * math.cos(self.lat) / safe
        lat = np.arcsin(np.clip(sine, -1, 1))
        lon = self.lon + np.arctan2(
            x * np.sin(angle), safe * math.cos(self.lat) * np.cos(angle) - y * math.sin(self.lat) * np.sin(angle)
        )
        return np.column_stack([np.degrees(np.where(far > 1e-9, lon, self.lon)), np.degrees(lat)])
