"""What do coordinators see to? Their queue, their cases, who is on duty, and what they may stop."""
