"""A request as a Python team would write it, with the generated models."""

from datetime import UTC, datetime

from kyx import AccountRequest, Category, Consent, ConsentDecision, CountryCode, Credential, UserConsent
from kyx import UserLocation, WorkflowDefinition

request = AccountRequest(
    customerInternalReference="order-4711",
    workflowDefinition=WorkflowDefinition(key=10011, credentials=[Credential(category=Category.ID)]),
    userConsent=UserConsent(
        userIp="226.80.211.232",
        userLocation=UserLocation(country=CountryCode.USA, state="IL"),
        consent=Consent(obtained=ConsentDecision.yes, obtainedAt=datetime.now(UTC)),
    ),
)
print(request.model_dump_json(exclude_none=True))
