"""Random lives of a hub, beside a small oracle in plain values that says what each step must do."""
