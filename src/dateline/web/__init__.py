"""The workbench: a case in the browser, and the same answers as JSON (`/api/v1`)."""
