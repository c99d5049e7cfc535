"""What a document says in German and in English. Each sentence is whole in each language."""
