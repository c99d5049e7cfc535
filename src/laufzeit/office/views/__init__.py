"""What the pages do: read the request, ask the rooms below, choose a template. Who may use which page stands in
``urls.py``."""
