"""What is true. Plain Python: facts and a date in, a decision or a refusal with a reason code out."""
