"""The import of what people and units received in earlier years."""

from awards.imports import records

KINDS = (records.KIND,)
