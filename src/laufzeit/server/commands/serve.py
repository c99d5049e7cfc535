"""`laufzeit serve`"""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Run the web server until it is asked to end (Ctrl-C, SIGTERM); requests under way are finished first.

    It listens on LAUFZEIT_BIND with LAUFZEIT_WORKERS processes. /healthz says that it lives, /readyz that it can work.
    """
    from laufzeit.server.running import installation
    from laufzeit.server.web import check_port_is_free, collect_static_files, serve

    with installation() as environment:
        check_port_is_free(environment.bind)
        collect_static_files(environment.home)
        serve(environment)
