"""Says whether there is a PostgreSQL server to test on: exit 0 yes; 3 no, said so; 1 no, though CI=true demands it."""

import os
import sys

import psycopg


def main(address: str) -> int:
    try:
        psycopg.connect(address.rpartition("/")[0] + "/postgres", connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.stdout.write(f"No PostgreSQL server answers at {address}: {str(error).splitlines()[0]}\n")
        if os.environ.get("CI") == "true":
            sys.stdout.write("CI must test on PostgreSQL too.\n")
            return 1
        sys.stdout.write("The tests were NOT run on PostgreSQL. Name a server with TEST_DATABASE_URL.\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
