"""A database opened safely: pragmas, transactions, migrations and one gate for its errors."""
