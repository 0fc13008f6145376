"""Who is there? Organisations, the people who act for them, their addresses, roles, codes and PINs."""
