"""Serves uploads and files alone, to whoever sits at this computer: `serve_files.py PORT`."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from studio.core.access import Role, User
from studio.web import files, uploads

ROUTES = [
    Route("/api/upload", uploads.collection, methods=["OPTIONS", "POST"]),
    Route("/api/upload/{id}", uploads.one, methods=["HEAD", "PATCH", "DELETE"]),
    Route("/files/{id}", files.send_file),
]


class AsAdministrator:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app({**scope, "user": User("local", "local", Role.ADMINISTRATOR)}, receive, send)


if __name__ == "__main__":
    uvicorn.run(AsAdministrator(Starlette(routes=ROUTES)), port=int(sys.argv[1]), log_level="warning", lifespan="off")
