"""The library as an Excel workbook: a sheet a shelf, a row an entry. `columns.py` says what stands where."""
