"""The sheet of a case: a situation as a workbook that people correct, and the way back into decisions."""
