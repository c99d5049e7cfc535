"""A document as a page: what stands on it (pure values), and the layout that sets it (``invoice.typ``)."""
