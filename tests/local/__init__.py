"""Development equipment: the local stack behind `./dev`.

Nothing under functions/ or shared/ knows of it. Functions see a Postgres and the standard AWS_ENDPOINT_URL.
"""
