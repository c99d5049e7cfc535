"""Structured logs: one JSON object a line with time, level, event and what belongs to it; never people's data.

Nothing here writes query strings, request bodies, names or addresses: whoever logs names ids, codes and counts.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import psycopg
import structlog

LEVELS = {
    "": "INFO",
    "django.request": "ERROR",
    "django.security": "CRITICAL",
    "procrastinate": "WARNING",
    "procrastinate.blueprints": "WARNING",
}


def configure_logs(form: str) -> None:
    """Send everything that is logged to standard error, as `json` or for people (`console`)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(form)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    for name, level in LEVELS.items():
        logging.getLogger(name or None).setLevel(level)
    logging.getLogger("django.request").filters = [_only_faults]


def _only_faults(record: logging.LogRecord) -> bool:
    """Of Django's lines about requests those with an exception, without their text: it names the path, which may hold
    a signed link. The line about the request, which has the same request id, says the rest."""
    record.msg, record.args = "fault", ()
    return bool(record.exc_info)


def _rendering(form: str) -> list[Any]:
    if form == "console":
        plain = structlog.dev.plain_traceback
        return [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain, timestamp_key="time")
        ]
    return [_fault_without_data, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)]


def _fault_without_data(logger: object, method: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The kind of an exception and where it was raised; its text may quote what people typed and stays out."""
    info = entry.pop("exc_info", None)
    if not info:
        return entry
    fault = info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else sys.exc_info()[1]
    if fault is not None:
        entry["exception"] = f"{type(fault).__module__}.{type(fault).__qualname__}"
        entry["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)
        ]
        if isinstance(cause := fault.__cause__ or fault, psycopg.Error):
            entry["database"] = {"sqlstate": cause.sqlstate, "constraint": cause.diag.constraint_name}
    return entry
