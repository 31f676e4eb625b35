"""What the linked-data formats share: names for records, lines of JSON, spans of evidence, what was met before."""
