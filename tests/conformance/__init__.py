"""The outputs, put before the validators that publishers use."""
