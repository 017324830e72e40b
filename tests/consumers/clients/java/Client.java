// Reads, writes and sends the sample payloads with the client in Java.

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.AuthorizationApi;
import org.openapitools.client.api.CredentialsApi;
import org.openapitools.client.api.RetrievalApi;
import org.openapitools.client.model.*;

class Client {
    static final Path SAMPLES = Path.of(System.getenv("SAMPLES"));
    static final Path WRITTEN = Path.of(System.getenv("WRITTEN"));
    static final String AGENT = "YourCompany YourApplication/1.0";

    public static void main(String[] arguments) throws IOException, ApiException, ClassNotFoundException {
        for (File sample : SAMPLES.toFile().listFiles()) {
            write(read(Class.forName("org.openapitools.client.model." + sample.getName().replace(".json", ""))), "file");
        }

        String secret = Base64.getEncoder().encodeToString("client:secret".getBytes());
        TokenResponse token = new AuthorizationApi(client("AUTH", "Basic " + secret)).getAccessToken("client_credentials", AGENT);
        write(token, "response");
        String tenant = "Bearer " + token.getAccessToken();
        AccountRequest request = read(AccountRequest.class);
        AccountsApi accounts = new AccountsApi(client("ACCOUNT", tenant));
        AccountResponse opened = accounts.createAccount(request, AGENT);
        write(opened, "response");
        UUID account = UUID.fromString(opened.getAccount().getId());
        write(accounts.updateAccount(account, request, AGENT), "response");

        CredentialAccess credential = opened.getWorkflowExecution().getCredentials().get(0);
        UUID execution = UUID.fromString(opened.getWorkflowExecution().getId());
        UUID id = UUID.fromString(credential.getId());
        CredentialsApi api = new CredentialsApi(client("API", "Bearer " + credential.getApi().getToken()));
        write(api.uploadPreparedData(account, execution, id, read(PreparedData.class), AGENT), "response");
        File file = Files.writeString(WRITTEN.resolveSibling("front.jpg"), "x").toFile();
        check(api.addPart(account, execution, id, "FRONT", file, AGENT).getApi() != null);
        check(api.updatePart(account, execution, id, "FRONT", file, AGENT).getApi() != null);
        check(api.uploadDocument(account, execution, id, file, AGENT).getApi() != null);
        api.deletePart(account, execution, id, "FRONT", AGENT);
        api.deleteParts(account, execution, id, AGENT);
        write(api.finalizeWorkflow(account, execution, AGENT), "response");
        RetrievalApi retrieval = new RetrievalApi(client("RETRIEVAL", tenant));
        write(retrieval.getStatus(account, execution, AGENT), "response");
        write(retrieval.getResult(account, execution, AGENT), "response");
        write(retrieval.getSteps(account, execution, AGENT), "response");
        Files.copy(retrieval.getPart(account, id, "FRONT", AGENT).toPath(), WRITTEN.resolve("part.png"));

        try {
            new AccountsApi(client("ACCOUNT", "Bearer no")).createAccount(request, AGENT);
            check(false);
        } catch (ApiException error) {
            check(error.getCode() == 401);
        }
    }

    /** A client for a host, which authorizes each call. */
    static ApiClient client(String host, String authorization) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv(host));
        return client.setRequestInterceptor(call -> call.header("Authorization", authorization));
    }

    static <T> T read(Class<T> type) throws IOException {
        String text = Files.readString(SAMPLES.resolve(type.getSimpleName() + ".json"));
        return new ApiClient().getObjectMapper().readValue(text, type);
    }

    static void write(Object payload, String origin) throws IOException {
        String name = payload.getClass().getSimpleName() + "." + origin + ".json";
        Files.writeString(WRITTEN.resolve(name), new ApiClient().getObjectMapper().writeValueAsString(payload));
    }

    static void check(boolean isTrue) {
        if (!isTrue) {
            throw new AssertionError();
        }
    }
}
