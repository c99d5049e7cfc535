from tests.messages.conftest import mailing
from tests.portal.conftest import gapteq, red

__all__ = ["gapteq", "mailing", "red"]
