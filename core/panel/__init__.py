"""What a hub's coordinators see on their pages: plain values for each page, read in one transaction."""
