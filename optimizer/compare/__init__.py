"""Policies side by side: scenarios, what tells their proposals apart, and every best combination of goals."""
