# SPDX-License-Identifier: MIT
# Tests of signals.set and write.signals.
TESTS += tests/signals/signals.py
EXTRA_DIST += tests/signals/signals.py
