"""Reads, writes and sends the sample payloads with the client in Python."""

import json
import os
from pathlib import Path

import openapi_client
from openapi_client import (
    AccountRequest,
    AccountsApi,
    ApiClient,
    AuthorizationApi,
    Configuration,
    CredentialsApi,
    PreparedData,
    RetrievalApi,
)
from openapi_client.exceptions import BadRequestException, UnauthorizedException
from pydantic import ValidationError

samples = {path.stem: json.loads(path.read_text("utf-8")) for path in Path(os.environ["SAMPLES"]).iterdir()}


def write(payload, origin):
    """Writes a payload to the folder that is compared with the samples."""
    Path(os.environ["WRITTEN"], f"{type(payload).__name__}.{origin}.json").write_text(payload.to_json(), "utf-8")


def client(token):
    """A client that authorizes each call with a token; each call has its own host."""
    return ApiClient(Configuration(access_token=token))


def fails(error, call, *arguments):
    """Whether a call raises exactly this error."""
    try:
        call(*arguments)
    except error:
        return True
    return False


for name, payload in samples.items():
    write(getattr(openapi_client, name).from_dict(payload), "file")

# A request that can be built, and others that cannot.
small = AccountRequest.from_dict({"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}})
small.user_reference = "customer-4711"
assert json.loads(small.to_json())["userReference"] == "customer-4711"
assert fails(ValidationError, lambda: AccountRequest(customer_internal_reference="order-4711"))
assert fails(ValueError, lambda: AccountRequest(customer_internal_reference="a<b", workflow_definition={"key": 2}))

# The whole flow: get a token, create an account, upload, finalize, get the result.
secret = ApiClient(Configuration(username="client", password="secret"))
token = AuthorizationApi(secret).get_access_token("client_credentials")
write(token, "response")
tenant = client(token.access_token)
request = AccountRequest.from_dict(samples["AccountRequest"])
opened = AccountsApi(tenant).create_account(request)
write(opened, "response")
write(AccountsApi(tenant).update_account(opened.account.id, request), "response")
credential = opened.workflow_execution.credentials[0]
ids = (opened.account.id, opened.workflow_execution.id)
api = CredentialsApi(client(credential.api.token))
taken = api.upload_prepared_data(*ids, credential.id, PreparedData.from_dict(samples["PreparedData"]))
write(taken, "response")
assert api.add_part(*ids, credential.id, "FRONT", file=("front.jpg", b"\xff\xd8")).account == taken.account
assert api.update_part(*ids, credential.id, "FRONT", file=("front.jpg", b"\xff\xd8")).account == taken.account
assert api.upload_document(*ids, credential.id, file=("statement.pdf", b"%PDF-")).account == taken.account
api.delete_part(*ids, credential.id, "FRONT")
api.delete_parts(*ids, credential.id)
write(api.finalize_workflow(*ids), "response")
retrieval = RetrievalApi(tenant)
for get in (retrieval.get_status, retrieval.get_result, retrieval.get_steps):
    write(get(*ids), "response")
Path(os.environ["WRITTEN"], "part.png").write_bytes(retrieval.get_part(ids[0], credential.id, "FRONT"))

# Rejected calls raise specific errors.
assert fails(UnauthorizedException, AccountsApi(client("no")).create_account, request)
assert fails(ValidationError, api.finalize_workflow, "no-id", ids[1])
across_fields = {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 32}}
assert fails(BadRequestException, AccountsApi(tenant).create_account, AccountRequest.from_dict(across_fields))
