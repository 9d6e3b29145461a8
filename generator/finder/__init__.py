"""The rules as data for the case finder, which runs them in the browser.

In: Context.  Out: JSON, and the same as a plain script.  Never: decides.
"""
