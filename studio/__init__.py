"""Yunzao Studio (云造工坊): plan a live session, cut it into clips, publish, count, plan again.

The building, from the ground: `core`, `storage`, `media` and `jobs`, `library`, `plan`, `edit` and its sibling rooms,
`flows` (stories that cross rooms), and the shells `app` (pages), `web` (routes) and `cli` (the command `studio`).
Imports only go down. Start reading at `studio/flows/session_to_clips.py`.
"""
