"""The citation processor beside others: its text beside citeproc-js, its time beside pandoc."""
