"""One folder a page: `answer.py` says what it shows, as records; `page.py` sets it in HTML, `api.py` gives it as JSON.

Both ask `answer.py`, so that a page and its JSON twin never differ.
"""
