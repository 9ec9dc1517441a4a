"""Lets scim2-tester, a public test client of SCIM 2.0, at a server: check.py ADDRESS AD-ACCOUNT.

The client finds out by itself what is served. Only of what the schemas cannot say it is told examples: a role that may
hold any permission, an ad account of the organization. It ends with 0 when no check fails and none is passed over.
"""

import os
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

EXTENSION = "urn:roster:params:scim:schemas:1.0:Access"


def main() -> int:
    address, ad_account = sys.argv[1:]
    client = SyncSCIMClient(
        Client(
            base_url=address,
            headers={"Authorization": f"Bearer {os.environ['ROSTER_SCIM_KEY']}"},
            timeout=30,
        )
    )
    client.discover()
    give_examples(client, ad_account)
    results = check_server(client)
    bad = [r for r in results if r.status not in (Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE)]
    for result in bad:
        print(f"{result.status.name}: {result.title}: {result.reason}", file=sys.stderr)
    print(f"{len(results)} checks by scim2-tester, {len(bad)} not passed")
    return 1 if bad or len(results) < 50 else 0


def give_examples(client: SyncSCIMClient, ad_account: str) -> None:
    [people] = client.provider.resource_types
    user = client.provider.model_for(people)
    extension = user.get_extension_model(EXTENSION)
    example(extension, "role", "member")
    # One alone: what is added to a list is beside what stood there (RFC 7644 section 3.5.2.1), and the client, which adds
    # the extension first and then each of its attributes, looks for the added value alone.
    example(extension, "permissions", "brands.view")
    roles = extension.get_field_root_type("ad_account_roles")
    example(roles, "ad_account", ad_account)
    example(roles, "role", "viewer")


def example(model, field: str, value: str) -> None:
    model.model_fields[field].examples = [value]


if __name__ == "__main__":
    sys.exit(main())
