"""What words say of a place's extent, as areas and lines on the map: one file for each way of saying it."""
