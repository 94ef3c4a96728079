"""The pages people see, in Streamlit. `main.py` is the navigation."""
