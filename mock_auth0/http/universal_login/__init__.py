"""The pages a person sees: one file each."""
