"""`python -m medsocial`."""

import sys

from .cli import main

sys.exit(main())
