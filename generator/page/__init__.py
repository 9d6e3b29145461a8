"""The fourth station: words ready to place.

Every string a page model carries is Markdown-safe already; templates only place it.
"""
