"""Saved web pages -> Document: the article told from what stands around it, and each block from its neighbours."""
