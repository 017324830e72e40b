"""The program `kyx`."""

import signal
import sys

from ._kyx import run


def main() -> None:
    # Python would only remember an interrupt until `kyx` ends. The program has its own way to end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["kyx", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
