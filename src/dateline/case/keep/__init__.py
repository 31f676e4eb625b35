"""What is kept from eyes and hands: the case's key, originals sealed for it, erasing, archives."""
