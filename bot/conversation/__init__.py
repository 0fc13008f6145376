"""What happens between a message and its flow: reading it, what it means now, staying or moving on."""
