"""The review page: a small web server over the same files, under the same locks, as the shell.

`create_app` makes the application of one project; `settings` says who may come in and by which address.
"""

from __future__ import annotations

from transflow.review.app import create_app
from transflow.review.settings import Settings

__all__ = ["Settings", "create_app"]
