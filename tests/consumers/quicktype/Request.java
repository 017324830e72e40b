// A request as a Java team would write it, with the generated types and converter.
import java.time.OffsetDateTime;
import java.util.List;
import kyx.accountrequest.*;

class Request {
    public static void main(String[] arguments) throws Exception {
        Consent consent = new Consent();
        consent.setObtained(ConsentDecision.YES);
        consent.setObtainedAt(OffsetDateTime.parse("2022-07-20T17:20:35Z"));
        UserLocation location = new UserLocation();
        location.setCountry(CountryCode.USA);
        location.setState("IL");
        UserConsent userConsent = new UserConsent();
        userConsent.setUserIP("226.80.211.232");
        userConsent.setUserLocation(location);
        userConsent.setConsent(consent);

        WorkflowKey key = new WorkflowKey();
        key.integerValue = 10011L;
        Credential credential = new Credential();
        credential.setCategory(Category.ID);
        WorkflowDefinition workflow = new WorkflowDefinition();
        workflow.setKey(key);
        workflow.setCredentials(List.of(credential));

        AccountRequest request = new AccountRequest();
        request.setCustomerInternalReference("order-4711");
        request.setUserConsent(userConsent);
        request.setWorkflowDefinition(workflow);
        System.out.println(Converter.toJsonString(request));
    }
}
