"""What things cost, compared within one run: ``python -m benchmarks`` or ``make bench``."""
