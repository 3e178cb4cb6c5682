"""The day of the ceremony (*acara serah terima*): who comes in what order, and what may be handed over."""
