"""Serves one page of Streamlit's own, without the studio around it: `serve_bare.py PAGE PORT`."""

import sys

from streamlit.web import bootstrap

if __name__ == "__main__":
    page, port = sys.argv[1:]
    options = {"server_port": int(port), "server_headless": True, "browser_gatherUsageStats": False,
               "server_fileWatcherType": "none", "server_address": "127.0.0.1"}  # fmt: skip
    bootstrap.load_config_options(options)
    bootstrap.run(page, False, [], options)
