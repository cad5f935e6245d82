"""An article and its catalog become the article of an edition: in the article's own format, and as a preview."""

from transflow.editions.preview import preview
from transflow.editions.targets import Filled, fill, own_format

__all__ = ["Filled", "fill", "own_format", "preview"]
