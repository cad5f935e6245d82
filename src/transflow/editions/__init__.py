"""An article and its catalog become a published article."""
