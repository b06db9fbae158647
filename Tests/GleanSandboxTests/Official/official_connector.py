"""Runs a connector of the official `glean-indexing-sdk` against a server that claims to be Glean.

    official_connector.py

The SDK itself reads GLEAN_SERVER_URL and GLEAN_INDEXING_API_TOKEN. Prints one line per step and exits with 1 at the
first that is not as it should be.
"""

import sys
from typing import List, Optional, Sequence, TypedDict

from glean.api_client.models import (
    DatasourceBulkMembershipDefinition,
    DatasourceCategory,
    DatasourceGroupDefinition,
    DatasourceUserDefinition,
    DocCategory,
    ObjectDefinition,
)
from glean.indexing.connectors import BaseDataClient, BaseDatasourceConnector
from glean.indexing.models import (
    ConnectorOptions,
    ContentDefinition,
    CustomDatasourceConfig,
    DocumentDefinition,
    IndexingMode,
)
from glean.indexing.push import PushUploader
from glean.indexing.push.status import IndexingWaitResult, check_documents_status, document_status_requests
from glean.indexing.push.uploader import StatusClient
from glean.api_client.models import DocumentPermissionsDefinition

NAME = "sdktickets"
USER = "sam@example.com"


def check(condition, text):
    if not condition:
        print(f"FAILED: {text}", flush=True)
        sys.exit(1)
    print(f"ok: {text}", flush=True)


class Ticket(TypedDict):
    key: str
    summary: str


class Tickets(BaseDataClient[Ticket]):
    """A source of as many tickets as it is told."""

    def __init__(self, count: int):
        self.count = count

    def get_source_data(self, since: Optional[str] = None, **_) -> Sequence[Ticket]:
        return [Ticket(key=f"OPS-{number}", summary=f"Printer {number} is on fire") for number in range(self.count)]


class TicketConnector(BaseDatasourceConnector[Ticket]):
    configuration = CustomDatasourceConfig(
        name=NAME,
        display_name="SDK tickets",
        datasource_category=DatasourceCategory.TICKETS,
        url_regex=r"https://tickets\.example\.com/.*",
        is_user_referenced_by_email=True,
        object_definitions=[ObjectDefinition(name="Ticket", doc_category=DocCategory.TICKETS)],
    )

    def get_identities(self):
        return {"users": [DatasourceUserDefinition(email=USER, name="Sam", is_active=True)]}

    def transform(self, data: Sequence[Ticket]) -> List[DocumentDefinition]:
        return [
            DocumentDefinition(
                id=ticket["key"],
                datasource=NAME,
                object_type="Ticket",
                title=ticket["summary"],
                view_url=f"https://tickets.example.com/{ticket['key']}",
                body=ContentDefinition(mime_type="text/plain", text_content=ticket["summary"]),
                permissions=DocumentPermissionsDefinition(allow_all_datasource_users_access=True),
            )
            for ticket in data
        ]


def counts():
    documents = StatusClient(datasource=NAME).get_datasource_status().documents
    return sum(entry.count for entry in documents.counts.uploaded or [])


def main():
    connector = TicketConnector(NAME, Tickets(2_600))
    connector.batch_size = 250
    connector.configure_datasource(is_test=True)
    connector.index_data(IndexingMode.FULL)
    check(counts() == 2_600, "the connector uploaded 2600 documents in pages, the middle ones at the same time")

    documents = connector.transform(connector.get_data())
    snapshot = check_documents_status(NAME, document_status_requests(documents[:50]))
    check(snapshot.result is IndexingWaitResult.INDEXED, "the SDK finds its documents indexed")

    uploader = PushUploader(datasource=NAME)
    uploader.bulk_index_groups([DatasourceGroupDefinition(name="agents")])
    uploader.bulk_index_memberships([DatasourceBulkMembershipDefinition(member_user_id=USER)], group="agents")
    uploader.process_all_documents()
    check(
        [group.name for group in uploader.debug_user(email=USER).uploaded_groups] == ["agents"],
        "the uploader's groups and memberships arrive",
    )
    access = StatusClient(datasource=NAME).check_document_access(
        object_type="Ticket", document_id="OPS-7", user_email=USER
    )
    check(access.has_access, "the user has access")
    events = uploader.get_document_lifecycle_events(object_type="Ticket", document_id="OPS-7")
    check(
        {event.event for event in events.life_cycle_events} >= {"UPLOADED", "INDEXED"},
        "the SDK reads the events of a document",
    )

    connector.data_client = Tickets(1_000)
    connector.index_data(IndexingMode.FULL)
    upload = StatusClient(datasource=NAME).get_datasource_status().documents.bulk_upload_history[0]
    check(
        counts() == 2_600 and upload.processing_state == "DELETION PAUSED",
        "an upload that would delete more than a fifth is paused",
    )
    connector.index_data(IndexingMode.FULL, ConnectorOptions(force_restart=True, disable_stale_deletion_check=True))
    uploader.process_all_documents()
    for _ in range(10):
        if counts() == 1_000:
            break
    check(counts() == 1_000, "without the guard the stale documents go")

    uploader.bulk_index_document_batches(
        [[]], batch_count=1, force_restart_upload=True, disable_stale_document_deletion_check=True
    )
    check(counts() == 0, "the SDK's teardown empties the datasource")
    print("all steps passed", flush=True)


main()
