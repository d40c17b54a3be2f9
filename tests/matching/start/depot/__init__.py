"""The depot: orders, stock and what is shipped."""
