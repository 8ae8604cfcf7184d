"""Generated tables. `tools/build_language.py` and its neighbours write them."""
