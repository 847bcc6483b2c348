"""The tenant: a whole world as one value, with its time, its chance and its keys."""
