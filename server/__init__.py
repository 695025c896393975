"""Tidemark: features are packages, layers are files inside them; README.md has the map."""
