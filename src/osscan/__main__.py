"""`python -m osscan` does what the command `osscan` does."""

from osscan.cli.app import main

if __name__ == "__main__":
    main()
