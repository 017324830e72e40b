"""Builds requests with the client that openapi-generator makes, sends them to the stub, and reads the answers."""

import json
import sys
from pathlib import Path

from openapi_client import AccountRequest, AccountsApi, ApiClient, Configuration, CredentialsApi, PreparedData, RetrievalApi
from openapi_client.exceptions import BadRequestException, UnauthorizedException
from pydantic import ValidationError

url = sys.argv[1]


class Tokens(ApiClient):
    """A client that authorizes each call with a token."""

    def __init__(self, token):
        super().__init__(Configuration(host=url, access_token=token))


def fails(error, call, *arguments):
    """Whether a call ends in this error, and in no other way."""
    try:
        call(*arguments)
    except error:
        return True
    return False


# A sample of the documents, read and written back unchanged.
sample = json.loads(Path("examples/document-verification.json").read_text())
request = AccountRequest.from_dict(sample)
assert request.to_dict() == sample, request.to_dict()

# A request that is built, and one that cannot be.
request = AccountRequest.from_dict({"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}})
request.user_reference = "customer-4711"
assert json.loads(request.to_json())["userReference"] == "customer-4711"
assert fails(ValidationError, lambda: AccountRequest(customer_internal_reference="order-4711"))
assert fails(ValueError, lambda: AccountRequest(customer_internal_reference="a<b", workflow_definition={"key": 2}))

# The whole way: open an account, upload what is known, finalize, ask.
host = {"_host_index": 0}
opened = AccountsApi(Tokens("xxx")).create_account(request)
execution = opened.workflow_execution
data = next(it for it in execution.credentials if it.category == "DATA")
ids = (opened.account.id, execution.id)
api = CredentialsApi(Tokens(data.api.token))
taken = api.upload_prepared_data(*ids, data.id, PreparedData(firstName="John", lastName="Smith"))
assert taken.account.id == opened.account.id
image = next(it for it in execution.credentials if it.category == "ID")
assert api.add_part(*ids, image.id, "FRONT", file=("front.jpg", b"\xff\xd8")).credential.id == image.id
assert api.finalize_workflow(*ids).workflow_execution.id == execution.id
assert RetrievalApi(Tokens("xxx")).get_status(*ids).workflow_execution.status == "INITIATED"

# Refusals are errors of their own.
assert fails(UnauthorizedException, AccountsApi(Tokens("no")).create_account, request)
assert fails(BadRequestException, api.finalize_workflow, "no-id", execution.id)
