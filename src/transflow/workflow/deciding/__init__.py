"""What people decide: who may, how it is written down, and how units stand by it."""
