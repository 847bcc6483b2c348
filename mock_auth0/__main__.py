"""``python -m mock_auth0``."""

import sys

from mock_auth0.cli import main

if __name__ == "__main__":
    sys.exit(main())
