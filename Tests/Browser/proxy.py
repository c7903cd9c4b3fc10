"""A web server as in front of a real vote: the site's files, and /v1 handed on to the service."""

import http.client
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments, port, folder):
        self.port = port
        super().__init__(*arguments, directory=folder)

    def do_GET(self):
        return self.hand_on() if self.path.startswith("/v1/") else super().do_GET()

    def do_POST(self):
        self.hand_on()

    def hand_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("connection", "host")}
        connection.request(self.command, self.path, body, headers | {"Host": self.headers["Host"]})
        answer = connection.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        connection.close()

    def log_message(self, *_):
        pass


@contextmanager
def in_front_of(port, folder):
    """Gives the address of the site in `folder` with the service at `port` behind it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, port=port, folder=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
