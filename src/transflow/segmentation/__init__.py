"""Text to sentences: sentencex, and a layer that knows what newsrooms write."""
