"""What reading costs: the newsroom beside a constant view and a bare ORM page over the same data, each under gunicorn."""
