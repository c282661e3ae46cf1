"""What students handed in, made fit for grading."""
