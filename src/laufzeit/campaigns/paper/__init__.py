"""Letters on paper: what stands on the sheets (pure values), and the layout that sets them (``letter.typ``)."""
