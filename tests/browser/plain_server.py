"""A web server of a folder, on this machine and no other."""

import functools
import http.server
import threading
from pathlib import Path

KINDS = {".mjs": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip", ".ipynb": "application/json"}


class Server:
    """A web server of a folder, as plain as a hospital's; its settings can be made worse."""

    def __init__(self, folder: Path) -> None:
        refused = self.refused = set()
        asked = self.asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **KINDS}
            protocol_version = "HTTP/1.1"

            def send_head(self):
                path = self.path.partition("?")[0]
                asked.append(path)
                if any(path.endswith(ending) for ending in refused):
                    self.send_error(404)
                    return None
                return super().send_head()

            def log_message(self, *_words) -> None:
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_request) -> None:
                """A browser may leave while it is served."""

        handler = functools.partial(Handler, directory=str(folder))
        self.http = Quiet(("127.0.0.1", 0), handler)
        self.port = self.http.server_address[1]
        self.base = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
