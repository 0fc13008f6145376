"""What is told of a hub or an organisation to those outside: reports of a period, statements, posters."""
