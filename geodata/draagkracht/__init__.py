"""From figures about wijken to a class and a cap that is proposed for each, with every step kept for display."""
