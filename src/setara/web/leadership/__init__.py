"""The figures as leadership reads them: at a glance, each with its records behind it, on two pages of paper."""
