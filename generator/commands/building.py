"""The commands that make the site: render, build, serve.

In: arguments.  Out: Markdown, the site, what was done.  Never: writes anything while there are errors.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.addressed import addressed
from generator.clock import today
from generator.corridor import render_all
from generator.offline import OFFLINE
from generator.only import APPROVED, ONLY
from generator.progress import QUIET as QUIET_VARIABLE
from generator.read.knowledge import Folders
from generator.site import write_pages
from generator.terminal import QUIET, ROOT, folders_of, say, stop_on_errors, watching

_ADDRESS = "SITE_URL"  # the environment variable that mkdocs.yml reads, too
_LAST_WORDS = 5  # seconds that MkDocs has to put its things away
ONLY_OPTION = click.option("--only", type=click.Choice([APPROVED]), help="Leave out whatever is not approved, and say so.")
_HOME = Path(__file__).parents[2]  # the hook runs the code that runs here, whatever folder is built


@click.command()
@ROOT
@QUIET
@ONLY_OPTION
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Folder for the Markdown; build/docs if left out.")
def render(root: Path, quiet: bool, to: Path | None, only: str | None) -> None:
    """Write the Markdown of all pages.

    Example: kb render --to build/docs
    """
    folders = folders_of(root, "content", "scenarios")
    report = render_all(folders, watching(quiet=quiet), today=today(), approved=only is not None)
    stop_on_errors(report, "Nothing was written.")
    pages = [addressed(page, os.environ.get(_ADDRESS, "")) for page in report.pages]
    written, removed = write_pages(pages, to or folders.docs)
    if not quiet:
        say(f"{len(report.pages)} files: {written} written, {len(report.pages) - written} unchanged, {removed} removed.")
    if report.left_out:
        say(report.left_out)


@click.command()
@ROOT
@QUIET
@ONLY_OPTION
@click.option("--offline", is_flag=True, help="Also write the site as a zip file into dist/, to be read from a disk.")
def build(root: Path, quiet: bool, only: str | None, offline: bool) -> None:
    """Render, then build the site into site/ with MkDocs.

    Example: kb build --offline
    """
    wanted = ({ONLY: only} if only else {}) | ({OFFLINE: "dist"} if offline else {})
    _mkdocs(_site_folders(root), ["build", "--strict", "--quiet"], quiet=quiet, wanted=wanted)
    if not quiet:
        say(f"The site is in {root / 'site'}/. Open {root / 'site' / 'index.html'}, or put the folder on any web server.")


@click.command()
@ROOT
@QUIET
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to serve.")
def serve(root: Path, quiet: bool, address: str) -> None:
    """Show the site and rebuild it on every change.  Stop with Ctrl+C.

    Example: kb serve --address 127.0.0.1:8080
    """
    folders = _site_folders(root)
    _needs_free(address)
    # Only pages that changed are built anew; what --strict would stop for is a warning here, and kb build stops for it.
    _mkdocs(folders, ["serve", "--dirty", "--no-strict", "--dev-addr", address, *(["--quiet"] if quiet else [])], quiet=quiet)


def _site_folders(root: Path) -> Folders:
    """The folders of a knowledge base that MkDocs can build."""
    folders = folders_of(root, "content", "scenarios")
    if not (folders.root / "mkdocs.yml").is_file():
        raise click.UsageError(f'There is no mkdocs.yml in "{root}", so MkDocs would not know what to build. '
                               "Copy the one that came with the generator; its hook renders the pages.")
    return folders


def _needs_free(address: str) -> None:
    """Wrong usage where nothing can be served at an address."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(f'"{address}" is not an address such as 127.0.0.1:8000.', param_hint="'--address'")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as MkDocs does: a port just left is free
            probe.bind(place)
    except OSError as error:
        said = f"Nothing can be served at {address}: {error.strerror}."
        if error.errno == errno.EADDRINUSE:
            said += f" Stop the server that runs there, or try --address {host}:{int(port) % 65535 + 1}."
        raise click.BadParameter(said, param_hint="'--address'") from None


def _mkdocs(folders: Folders, arguments: list[str], *, quiet: bool, wanted: dict[str, str] | None = None) -> None:
    """Run MkDocs on the folder; its hook renders first, and finds in the environment what is wanted of it."""
    folders.docs.mkdir(parents=True, exist_ok=True)
    paths = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": paths} | ({QUIET_VARIABLE: "1"} if quiet else {})
    code = _run([sys.executable, "-m", "mkdocs", *arguments], folders.root, environment | (wanted or {}))
    if code:
        sys.exit(code if code > 0 else 128 - code)


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> int:
    """Run a child to its end.  It does not hear Ctrl+C; whatever stops this process stops the child first."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = subprocess.Popen(command, cwd=folder, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)
    terminate = signal.signal(signal.SIGTERM, _leave)
    try:
        return child.wait()
    finally:
        signal.signal(signal.SIGTERM, terminate)
        _stop(child)


def _leave(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_LAST_WORDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


COMMANDS = (render, build, serve)
