"""Runs the official `glean-api-client` with tokens of every kind against a sandbox server that holds the rate limits.

    official_tokens.py BASE_URL

The tokens of the configuration come from the environment: GLEAN_SANDBOX_INDEXING_TOKEN, GLEAN_SANDBOX_CLIENT_TOKEN. The
server's clock has to stand still but for the console act that moves it. Prints one line per step and exits with 1 at the
first that is not as it should be.
"""

import json
import os
import sys
import urllib.request
import uuid

from glean.api_client import Glean, models
from glean.api_client.errors import GleanError

NAME = "officialtokens"
ADA = "ada@example.com"
BOB = "bob@example.com"
BASE_URL = sys.argv[1]


def check(condition, text):
    if not condition:
        print(f"FAILED: {text}", flush=True)
        sys.exit(1)
    print(f"ok: {text}", flush=True)


def console(method, path, body=None):
    """Does what an administrator does in the real service's console."""
    request = urllib.request.Request(
        f"{BASE_URL}/__sandbox/{path}", method=method, data=json.dumps(body or {}).encode()
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def advance(seconds):
    console("POST", "clock/advance", {"seconds": seconds})


def issue(kind, **fields):
    return console("POST", "tokens", {"kind": kind, **fields})


def client(secret):
    return Glean(api_token=secret, server_url=BASE_URL)


def refusal(call):
    """The error that a call ends with; None when it succeeds."""
    try:
        call()
    except GleanError as error:
        return error
    return None


def refused(status, call, text=""):
    error = refusal(call)
    return error is not None and error.status_code == status and text in error.body


def status_of(secret, name=NAME):
    return lambda: client(secret).indexing.datasource.status(datasource=name)


def search_with(secret, user=None):
    headers = {"X-Glean-ActAs": user} if user else None
    return lambda: client(secret).client.search.query(query="zebra", http_headers=headers)


def set_up(indexing):
    for name in (NAME, NAME + "2"):
        indexing.datasources.add(
            name=name,
            display_name="Tokens",
            datasource_category=models.DatasourceCategory.KNOWLEDGE_HUB,
            object_definitions=[
                models.ObjectDefinition(name="Article", doc_category=models.DocCategory.KNOWLEDGE_HUB)
            ],
        )
    indexing.permissions.bulk_index_users(
        datasource=NAME,
        upload_id=str(uuid.uuid4()),
        users=[models.DatasourceUserDefinition(email=email, name=email, is_active=True) for email in (ADA, BOB)],
        is_first_page=True,
        is_last_page=True,
    )
    indexing.documents.index(
        datasource=NAME,
        documents=[
            models.DocumentDefinition(
                datasource=NAME,
                object_type="Article",
                id=email,
                title=f"Zebra of {email}",
                view_url=f"https://wiki.example.com/{email}",
                permissions=models.DocumentPermissionsDefinition(
                    allowed_users=[models.UserReferenceDefinition(email=email)]
                ),
            )
            for email in (ADA, BOB)
        ],
    )


def tokens():
    scoped = issue("INDEXING", datasources=[NAME])["secret"]
    check(refusal(status_of(scoped)) is None, "a token for one datasource reads that one")
    check(
        refused(401, status_of(scoped, NAME + "2"), f"the following scopes: [{NAME.upper()}2]"),
        "and is refused with 401 at another one",
    )
    check(refused(401, search_with(scoped, ADA)), "an indexing token cannot search")

    own = issue("CLIENT_USER", user=ADA, scopes=["SEARCH"])["secret"]
    titles = [result.title for result in search_with(own)().results]
    check(titles == [f"Zebra of {ADA}"], "a user's token finds what its user may see, without naming anybody")
    check(refused(403, search_with(own, BOB), "Not allowed"), "and cannot act as somebody else")
    check(refused(401, status_of(own)), "a client token cannot index")

    blind = issue("CLIENT_GLOBAL", scopes=["DOCUMENTS"])["secret"]
    check(refused(403, search_with(blind, ADA)), "a client token without SEARCH is refused with 403")
    far = issue("INDEXING", allowedAddresses=["203.0.113.0/24"])["secret"]
    check(refused(403, status_of(far)), "a token for other addresses is refused with 403")

    brief = issue("INDEXING", expiresInSeconds=60)
    check(refusal(status_of(brief["secret"])) is None, "a token works before its expiry")
    advance(60)
    check(refused(401, status_of(brief["secret"])), "and not after it")
    revoked = issue("INDEXING")
    console("POST", f"tokens/{revoked['id']}/revoke")
    check(refused(401, status_of(revoked["secret"])), "a revoked token is refused")
    listed = json.dumps(console("GET", "tokens"))
    check(not any(secret in listed for secret in (scoped, own, blind, far)), "the console never shows a secret again")


def rotation():
    old = issue("INDEXING", datasources=[NAME], rotationPeriodMinutes=1_440)["secret"]
    rotated = client(old).indexing.authentication.rotate_token()
    new = rotated.raw_secret
    check(new and new != old and rotated.rotation_period_minutes == 1_440, "a token is rotated")
    check(refusal(status_of(old)) is None and refusal(status_of(new)) is None, "both secrets work at first")
    check(refused(401, status_of(new, NAME + "2")), "the new one is for the same datasource")
    advance(599)
    check(refusal(status_of(old)) is None, "the old one works for ten minutes")
    advance(1)
    check(refused(401, status_of(old)), "and then no more")
    check(refusal(status_of(new)) is None, "the new one goes on")
    advance(86_400)
    check(refused(401, status_of(new)), "until it was not rotated in its period")


def rate_limits():
    secret = os.environ["GLEAN_SANDBOX_CLIENT_TOKEN"]
    search = search_with(secret, ADA)
    for _ in range(5):
        search()
    error = refusal(search)
    check(
        error is not None and error.status_code == 429 and error.headers.get("Retry-After") == "1",
        "the sixth search of a second is refused with 429 and Retry-After",
    )
    check(refusal(search_with(secret, BOB)) is None, "another user has a budget of their own")
    advance(1)
    check(refusal(search) is None, "after the wait the search is answered")

    indexing = client(os.environ["GLEAN_SANDBOX_INDEXING_TOKEN"]).indexing

    def process():
        indexing.documents.process_all(request={"datasource": NAME})

    process()
    error = refusal(process)
    check(
        error is not None and error.status_code == 429 and error.headers.get("Retry-After") == "10800",
        "a second processing within three hours is refused with 429",
    )
    advance(10_800)
    check(refusal(process) is None, "three hours later it is accepted")


def main():
    set_up(client(os.environ["GLEAN_SANDBOX_INDEXING_TOKEN"]).indexing)
    advance(1)
    tokens()
    advance(1)
    rotation()
    advance(1)
    rate_limits()
    print("all steps passed", flush=True)


main()
