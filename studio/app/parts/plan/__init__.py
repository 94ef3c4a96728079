"""The pages of sessions and campaigns in parts: lists, one of each, and the forms that write them."""
