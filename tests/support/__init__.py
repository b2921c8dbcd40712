"""What several test modules share: pages read, clients logged in, stories and pictures made."""
