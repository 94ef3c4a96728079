"""What every room stands on: units, errors, words, ids, findings, settings. A closed list of small modules."""
