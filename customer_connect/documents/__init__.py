"""PDF documents: one module and one template per document."""
