"""The decision core: facts as sets of possible values, decided by ordered decision diagrams.

Pure, standard library only, no clock, no files. It knows conditions and cells, but no topic.
"""
