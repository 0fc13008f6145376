"""How things look: what can be read and chosen, each made from a `Look`, for members and coordinators."""
