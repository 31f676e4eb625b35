"""What build_gazetteer.py is made of: pinned sources -> areas, towns, waters, hand-made rows -> one packed file."""
