"""The pages people see, in Streamlit. `main.py` is the navigation, `words.py` the language, `parts/` what pages share.

Page files are run, not imported. Pages draw; what they show comes from the rooms below.
"""
