"""`python -m laufzeit` is the console command."""

from laufzeit.server.cli import main

if __name__ == "__main__":
    main()
