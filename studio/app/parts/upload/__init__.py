"""The upload component: a large place to tap or drop on, streaming to `/api/upload`. Start at `component.py`."""
