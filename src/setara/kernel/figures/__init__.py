"""The figures that the office publishes: what each is called, what it counts, and how it is counted by hand."""
