#!/usr/bin/env bash
# The browser tests drive the system's Chromium. Install it where that is possible, or say how.
set -euo pipefail
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
  exit 0
fi
echo "The browser tests need Chromium. On Debian or Ubuntu:  sudo apt-get install chromium" >&2
echo "Elsewhere install Chromium or Chrome so that 'chromium' or 'google-chrome' is on the PATH." >&2
exit 1
