"""Runs the official `glean-api-client` against a server that claims to be Glean.

    official_clients.py BASE_URL

The tokens come from the environment: GLEAN_SANDBOX_INDEXING_TOKEN, GLEAN_SANDBOX_CLIENT_TOKEN. The datasource has to be
new or empty. Prints one line per step and exits with 1 at the first that is not as it should be.
"""

import os
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import glean.api_client as package
from glean.api_client import Glean, models
from glean.api_client.errors import GleanError

NAME = "officialwiki"
ADMIN = "admin@example.com"
READER = "reader@example.com"
STRANGER = "stranger@example.com"


def step(text):
    print(f"ok: {text}", flush=True)


def check(condition, text):
    if not condition:
        print(f"FAILED: {text}", flush=True)
        sys.exit(1)
    step(text)


def refused(status, call):
    """Whether `call` is refused with `status`."""
    try:
        call()
    except GleanError as error:
        return error.status_code == status
    return False


def document(number, text, permissions):
    return models.DocumentDefinition(
        datasource=NAME,
        object_type="Article",
        id=f"Article-{number}",
        title=f"Article {number}",
        view_url=f"https://wiki.example.com/articles/{number}",
        body=models.ContentDefinition(mime_type="text/plain", text_content=text),
        author=models.UserReferenceDefinition(email=ADMIN, name="Ada Admin"),
        permissions=permissions,
        created_at=1_700_000_000 + number,
        updated_at=1_700_000_000 + number,
        tags=["handbook"],
        custom_properties=[models.CustomProperty(name="team", value="Platform")],
    )


def facets_of(response):
    return {facet.source_name: facet for facet in response.facet_results or []}


def main():
    base_url = sys.argv[1]
    indexing = Glean(api_token=os.environ["GLEAN_SANDBOX_INDEXING_TOKEN"], server_url=base_url).indexing
    glean = Glean(api_token=os.environ["GLEAN_SANDBOX_CLIENT_TOKEN"], server_url=base_url)
    is_new = hasattr(models, "PlatformSearchRequest")
    step(f"glean-api-client {getattr(package, '__version__', '?')}")

    indexing.datasources.add(
        name=NAME,
        display_name="Official wiki",
        datasource_category=models.DatasourceCategory.KNOWLEDGE_HUB,
        url_regex=r"^https://wiki\.example\.com/.*",
        is_user_referenced_by_email=True,
        is_test_datasource=True,
        object_definitions=[
            models.ObjectDefinition(
                name="Article",
                doc_category=models.DocCategory.KNOWLEDGE_HUB,
                property_definitions=[models.PropertyDefinition(name="team", display_label="Team")],
            )
        ],
    )
    step("added a datasource")
    config = indexing.datasources.retrieve_config(datasource=NAME)
    check(config.name in (NAME, f"CUSTOM_{NAME.upper()}"), "read its configuration back")
    check(
        refused(400, lambda: indexing.datasources.retrieve_config(datasource="nobody")),
        "an unknown datasource is refused with 400",
    )

    users = [
        models.DatasourceUserDefinition(email=email, name=email.split("@")[0], is_active=True)
        for email in (ADMIN, READER, STRANGER)
    ]
    indexing.permissions.bulk_index_users(
        datasource=NAME, upload_id=str(uuid.uuid4()), users=users, is_first_page=True, is_last_page=True
    )
    indexing.permissions.bulk_index_groups(
        datasource=NAME,
        upload_id=str(uuid.uuid4()),
        groups=[models.DatasourceGroupDefinition(name="readers"), models.DatasourceGroupDefinition(name="staff")],
        is_first_page=True,
        is_last_page=True,
    )
    indexing.permissions.bulk_index_memberships(
        datasource=NAME,
        upload_id=str(uuid.uuid4()),
        group="staff",
        memberships=[models.DatasourceBulkMembershipDefinition(member_user_id=READER)],
        is_first_page=True,
        is_last_page=True,
    )
    indexing.permissions.index_membership(
        datasource=NAME,
        membership=models.DatasourceMembershipDefinition(group_name="readers", member_group_name="staff"),
    )
    indexing.permissions.process_memberships(request={"datasource": NAME})
    indexing.permissions.authorize_beta_users(datasource=NAME, emails=[ADMIN, READER, STRANGER])
    step("uploaded users, groups and memberships")

    for_readers = models.DocumentPermissionsDefinition(
        allowed_users=[models.UserReferenceDefinition(email=ADMIN)], allowed_groups=["readers"]
    )
    pages = [
        [document(number, f"The zebra handbook, part {number}", for_readers) for number in range(start, start + 50)]
        for start in range(0, 300, 50)
    ]
    upload_id = str(uuid.uuid4())

    def send(index):
        indexing.documents.bulk_index(
            datasource=NAME,
            upload_id=upload_id,
            documents=pages[index],
            is_first_page=index == 0,
            is_last_page=index == len(pages) - 1,
            force_restart_upload=True if index == 0 else None,
        )

    send(0)
    check(
        refused(
            409,
            lambda: indexing.documents.bulk_index(
                datasource=NAME, upload_id="another", documents=[], is_first_page=True
            ),
        ),
        "a second upload is refused with 409",
    )
    with ThreadPoolExecutor(max_workers=4) as executor:
        list(executor.map(send, range(1, len(pages) - 1)))
    send(len(pages) - 1)
    indexing.documents.process_all(request={"datasource": NAME})
    step("uploaded six pages, the middle ones at the same time")

    indexing.documents.add_or_update(document=document(1_000, "A quokka in the zebra handbook", for_readers))
    indexing.documents.index(
        datasource=NAME,
        documents=[document(1_001, "Only for the admin: zebra", models.DocumentPermissionsDefinition(
            allowed_users=[models.UserReferenceDefinition(email=ADMIN)]
        ))],
    )
    check(
        refused(
            400,
            lambda: indexing.documents.add_or_update(
                document=document(1_002, "x", models.DocumentPermissionsDefinition(
                    allowed_users=[models.UserReferenceDefinition(email="ghost@example.com")]
                ))
            ),
        ),
        "permissions for somebody who was not indexed are refused with 400",
    )

    status = indexing.datasource.status(datasource=NAME)
    counts = status.documents.counts
    check(
        [(entry.object_type, entry.count) for entry in counts.uploaded] == [("Article", 302)]
        and [(entry.object_type, entry.count) for entry in counts.indexed] == [("Article", 302)],
        "the status tells 302 uploaded and 302 indexed documents",
    )
    upload = status.documents.bulk_upload_history[0]
    check(upload.upload_id == upload_id and upload.status == "SUCCESSFUL", "the status tells the upload")
    check(status.identity.users.counts.uploaded == 3, "the status tells three users")
    check(status.datasource_visibility == "NOT_ENABLED", "the datasource is not enabled for all")

    debug = indexing.documents.debug(datasource=NAME, object_type="Article", doc_id="ARTICLE-1000")
    check(
        debug.status.upload_status == "UPLOADED"
        and debug.status.indexing_status == "INDEXED"
        and debug.status.permission_identity_status == "UPLOADED"
        and debug.uploaded_permissions.allowed_groups == ["readers"],
        "the debug status of a document, its id in another case",
    )
    many = indexing.documents.debug_many(
        datasource=NAME,
        debug_documents=[
            models.DebugDocumentRequest(object_type="Article", doc_id="Article-1"),
            models.DebugDocumentRequest(object_type="Article", doc_id="nothing"),
        ],
    )
    check(
        [item.debug_info.status.upload_status for item in many.document_statuses] == ["UPLOADED", "NOT_UPLOADED"],
        "the debug status of several documents",
    )
    user = indexing.people.debug(datasource=NAME, email=READER)
    check(
        user.status.is_active_user and [group.name for group in user.uploaded_groups] == ["staff"],
        "the debug status of a user",
    )

    def has_access(number, email):
        return indexing.documents.check_access(
            datasource=NAME, object_type="Article", doc_id=f"Article-{number}", user_email=email
        ).has_access

    check(has_access(1_000, READER), "a member of a nested group has access")
    check(has_access(1_000, ADMIN), "a user that a document names has access")
    check(not has_access(1_001, READER), "a document for the admin is not the reader's")
    check(not has_access(1_000, "nobody@example.com"), "somebody who was not uploaded has no access")
    check(not has_access(4_000, ADMIN), "nobody has access to a document that does not exist")
    check(not has_access(1_000, STRANGER), "a stranger has no access")

    def search(email, query, **options):
        return glean.client.search.query(
            query=query,
            page_size=options.pop("page_size", 20),
            cursor=options.pop("cursor", None),
            request_options=models.SearchRequestOptions(facet_bucket_size=10, **options),
            http_headers={"X-Glean-ActAs": email},
        )

    found = search(READER, "quokka", datasources_filter=[NAME])
    check([result.title for result in found.results] == ["Article 1000"], "the reader finds one document")
    result = found.results[0]
    snippet = result.snippets[0]
    piece = snippet.ranges[0]
    check(snippet.text[piece.start_index : piece.end_index] == "quokka", "the snippet marks the word")
    check(
        result.document.id == f"CUSTOM_{NAME.upper()}_Article_Article-1000"
        and result.document.metadata.author.name == "Ada Admin"
        and result.document.metadata.object_type == "Article",
        "the result tells its document",
    )
    check(not search(STRANGER, "quokka").results, "the stranger finds nothing")
    check(len(search(READER, "only admin zebra").results) > 0, "words that are not all in one document find any of them")

    seen, cursor = set(), None
    while True:
        page = search(READER, "zebra", page_size=100, cursor=cursor)
        seen |= {result.url for result in page.results}
        cursor = page.cursor
        if not page.has_more_results:
            break
    check(len(seen) == 301, "the cursor leads through all 301 documents of the reader")

    facets = facets_of(search(READER, "zebra", response_hints=["RESULTS", "FACET_RESULTS"]))
    check(
        facets["app"].buckets[0].count == 301
        and facets["type"].buckets[0].value.string_value == "Article"
        and facets["team"].buckets[0].value.string_value == "Platform",
        "facets tell the app, the type and a custom property",
    )
    filtered = search(
        READER,
        "zebra",
        facet_filters=[
            models.FacetFilter(
                field_name="app",
                values=[models.FacetFilterValue(value=NAME, relation_type=models.RelationType.EQUALS)],
            ),
            models.FacetFilter(
                field_name="team",
                values=[models.FacetFilterValue(value="Nobody", relation_type=models.RelationType.EQUALS)],
            ),
        ],
    )
    check(not filtered.results, "facet filters exclude")
    check(
        refused(400, lambda: glean.client.search.query(query="zebra")), "a search without a user is refused with 400"
    )
    check(refused(401, lambda: search("nobody@example.com", "zebra")), "a search as nobody is refused with 401")
    check(
        refused(
            401,
            lambda: Glean(
                api_token=os.environ["GLEAN_SANDBOX_CLIENT_TOKEN"], server_url=base_url
            ).indexing.datasource.status(datasource=NAME),
        ),
        "the client token is no indexing token",
    )
    admin = glean.client.search.query_as_admin(query="only admin", http_headers={"X-Glean-ActAs": STRANGER})
    check(any(result.title == "Article 1001" for result in admin.results), "the admin search knows no permissions")
    if is_new:
        platform = glean.search.query(
            query="quokka", datasources=[NAME], page_size=5, http_headers={"X-Glean-ActAs": READER}
        )
        answer = getattr(platform, "platform_search_response", platform)
        check(
            [result.title for result in answer.results] == ["Article 1000"] and answer.next_cursor is None,
            "the platform search finds the same",
        )

    indexing.permissions.update_permissions(
        datasource=NAME,
        object_type="Article",
        id="Article-1000",
        permissions=models.DocumentPermissionsDefinition(allow_all_datasource_users_access=True),
    )
    check(has_access(1_000, STRANGER), "after an update of the permissions the stranger has access")
    indexing.documents.delete(datasource=NAME, object_type="Article", id="Article-1000")
    check(not search(READER, "quokka").results, "a deleted document is not found")
    # The call moved between the two versions.
    if hasattr(indexing.documents, "debug_events"):
        read_events = indexing.documents.debug_events
    else:
        read_events = Glean(
            api_token=os.environ["GLEAN_SANDBOX_INDEXING_TOKEN"], server_url=base_url
        ).troubleshooting.post_api_index_v1_debug_datasource_document_events
    events = read_events(datasource=NAME, object_type="Article", doc_id="Article-1000")
    check(
        [event.event for event in events.life_cycle_events][:2] == ["DELETED", "DELETION_REQUESTED"],
        "the events tell the deletion",
    )

    indexing.permissions.delete_membership(
        datasource=NAME,
        membership=models.DatasourceMembershipDefinition(group_name="readers", member_group_name="staff"),
    )
    check(not has_access(1, READER), "without the membership the reader has no access")
    check(not indexing.people.debug(datasource=NAME, email="nobody@example.com").status.is_active_user,
          "the debug status of somebody who was not uploaded")
    indexing.permissions.index_user(
        datasource=NAME,
        user=models.DatasourceUserDefinition(email="late@example.com", name="Late", is_active=True),
    )
    indexing.permissions.index_group(datasource=NAME, group=models.DatasourceGroupDefinition(name="latecomers"))
    indexing.permissions.index_membership(
        datasource=NAME,
        membership=models.DatasourceMembershipDefinition(group_name="latecomers", member_user_id="late@example.com"),
    )
    late = indexing.people.debug(datasource=NAME, email="late@example.com")
    check(
        late.status.upload_status == "UPLOADED" and [group.name for group in late.uploaded_groups] == ["latecomers"],
        "a user, a group and a membership one by one",
    )
    check(
        refused(
            400,
            lambda: indexing.permissions.index_group(
                datasource=NAME, group=models.DatasourceGroupDefinition(name="two words")
            ),
        ),
        "a group name with a space is refused with 400",
    )
    indexing.permissions.delete_group(datasource=NAME, group_name="latecomers")
    check(
        not indexing.people.debug(datasource=NAME, email="late@example.com").uploaded_groups,
        "a deleted group takes its memberships along",
    )
    indexing.permissions.delete_group(datasource=NAME, group_name="staff")
    indexing.permissions.delete_user(datasource=NAME, email=STRANGER)
    check(
        indexing.people.debug(datasource=NAME, email=STRANGER).status.upload_status == "NOT_UPLOADED",
        "a deleted user is not uploaded any more",
    )

    indexing.documents.bulk_index(
        datasource=NAME,
        upload_id=str(uuid.uuid4()),
        documents=[],
        is_first_page=True,
        is_last_page=True,
        force_restart_upload=True,
        disable_stale_document_deletion_check=True,
    )
    indexing.documents.process_all(request={"datasource": NAME})
    counts = indexing.datasource.status(datasource=NAME).documents.counts
    check(not counts.uploaded and not counts.indexed, "an upload of nothing empties the datasource")
    print("all steps passed", flush=True)


main()
