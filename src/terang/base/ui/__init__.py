"""The face of Terang: one layout, one set of components, one theme per agency.

Comes in: values, forms, words. Goes out: pages that a cheap phone, a screen reader and a printer can use.
"""
