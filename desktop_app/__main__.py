"""Start here: read the arguments and open the desk."""

import sys

from desktop_app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
