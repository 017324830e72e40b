"""Builds requests with the client from openapi-generator, sends them to the stub, and reads the responses."""

import json
import sys
from pathlib import Path

from openapi_client import AccountRequest, AccountsApi, ApiClient, Configuration, CredentialsApi, PreparedData, RetrievalApi
from openapi_client.exceptions import BadRequestException, UnauthorizedException
from pydantic import ValidationError

url = sys.argv[1]


class Client(ApiClient):
    """A client for the stub that authorizes each call with a token."""

    def __init__(self, token):
        super().__init__(Configuration(host=url, access_token=token))
        self.hosts = []

    def param_serialize(self, *arguments, _host=None, **named):
        """Records the host of the call, and calls the stub instead."""
        self.hosts.append(_host)
        return super().param_serialize(*arguments, _host=None, **named)


def fails(error, call, *arguments):
    """Whether a call raises exactly this error."""
    try:
        call(*arguments)
    except error:
        return True
    return False


def without_nulls(value):
    """Returns the payload as the platform reads it: `null` is the same as absent."""
    if isinstance(value, dict):
        return {name: without_nulls(it) for name, it in value.items() if it is not None}
    return [without_nulls(it) for it in value] if isinstance(value, list) else value


# A sample from the documents, parsed and serialized.
sample = json.loads(Path("examples/document-verification.json").read_text())
request = AccountRequest.from_dict(sample)
assert without_nulls(json.loads(request.to_json())) == sample, request.to_json()

# A request that can be built, and others that cannot.
request = AccountRequest.from_dict({"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}})
request.user_reference = "customer-4711"
assert json.loads(request.to_json())["userReference"] == "customer-4711"
assert fails(ValidationError, lambda: AccountRequest(customer_internal_reference="order-4711"))
assert fails(ValueError, lambda: AccountRequest(customer_internal_reference="a<b", workflow_definition={"key": 2}))

# The whole flow: create an account, upload the data, finalize, get the status.
opened = AccountsApi(Client("xxx")).create_account(request)
execution = opened.workflow_execution
data = next(it for it in execution.credentials if it.category == "DATA")
ids = (opened.account.id, execution.id)
api = CredentialsApi(Client(data.api.token))
taken = api.upload_prepared_data(*ids, data.id, PreparedData(firstName="John", lastName="Smith"))
assert taken.account.id == opened.account.id
image = next(it for it in execution.credentials if it.category == "ID")
assert api.add_part(*ids, image.id, "FRONT", file=("front.jpg", b"\xff\xd8")).credential.id == image.id
assert api.upload_document(*ids, image.id, file=("statement.pdf", b"%PDF-")).credential.id == image.id
assert api.finalize_workflow(*ids).workflow_execution.id == execution.id
assert RetrievalApi(Client("xxx")).get_status(*ids).workflow_execution.status == "INITIATED"

assert set(api.api_client.hosts) == {"https://api.amer-1.jumio.ai"}, api.api_client.hosts

# Rejected calls raise specific errors.
assert fails(UnauthorizedException, AccountsApi(Client("no")).create_account, request)
assert fails(ValidationError, api.finalize_workflow, "no-id", execution.id)
across_fields = {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 32}}
assert fails(BadRequestException, AccountsApi(Client("xxx")).create_account, AccountRequest.from_dict(across_fields))
