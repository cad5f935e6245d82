"""Start Debian's Apertium-APY on this machine's own interface: by itself it would listen on all of them. Run by the system's Python."""

from functools import partialmethod

from apertium_apy.apy import main
from tornado.httpserver import HTTPServer

HTTPServer.bind = partialmethod(HTTPServer.bind, address="127.0.0.1")
main()
