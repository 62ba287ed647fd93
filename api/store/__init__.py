"""What is kept: the register, rounds, calculations, decisions and accounts in one database. Only this package knows SQL."""
