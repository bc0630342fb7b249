"""The desk's database: tables, transactions, migrations, full-text search."""
