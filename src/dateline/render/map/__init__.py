"""The map of a dossier as SVG: one file a layer, drawn on outlines that come with the package or are the user's own."""
