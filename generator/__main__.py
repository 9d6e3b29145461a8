"""`kb`, and `python -m generator`, which is the same.

In: arguments.  Out: exit codes.  Never: does anything but load the command line and run it.
"""

import sys


def main() -> None:
    """Run the command line; Ctrl+C ends it in one line while it is still being loaded, too."""
    try:
        from generator.cli import main as command
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)
    command(prog_name="kb")


if __name__ == "__main__":
    main()
