"""What an operator types behind `python -m bot`: one module a group, each adding its own to the parser."""
