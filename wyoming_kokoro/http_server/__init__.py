"""The HTTP side: OpenAI's speech API."""

from .app import create_app
from .auth import read_key_file
from .ports import MODELS, Engine, HttpOptions
from .server import HttpServer, parse_http_uri

__all__ = [
    "MODELS",
    "Engine",
    "HttpOptions",
    "HttpServer",
    "create_app",
    "parse_http_uri",
    "read_key_file",
]
