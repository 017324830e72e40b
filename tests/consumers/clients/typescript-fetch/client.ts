// Reads, writes and sends the sample payloads with the client for fetch in TypeScript.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as kyx from "./index";

const { SAMPLES, WRITTEN, AUTH, ACCOUNT, API, RETRIEVAL } = process.env as Record<string, string>;

const sample = (name: string): unknown => JSON.parse(readFileSync(`${SAMPLES}/${name}.json`, "utf8"));
const write = (name: string, origin: string, payload: unknown): void =>
  writeFileSync(`${WRITTEN}/${name}.${origin}.json`, JSON.stringify(payload));

/** The settings of a client for a host. For OAuth, the client sends the token as it is, so it begins with `Bearer`. */
const at = (basePath: string, accessToken: string): kyx.Configuration => new kyx.Configuration({ basePath, accessToken });
/** The generated functions that read and write payloads, by name. */
const convert = kyx as unknown as Record<string, (payload: unknown) => unknown>;

async function main(): Promise<void> {
  for (const name of readdirSync(SAMPLES).map((file) => file.replace(".json", ""))) {
    write(name, "file", convert[`${name}ToJSON`](convert[`${name}FromJSON`](sample(name))));
  }

  const secret = new kyx.Configuration({ basePath: AUTH, username: "client", password: "secret" });
  const token = await new kyx.AuthorizationApi(secret).getAccessToken({ grantType: "client_credentials" });
  write("TokenResponse", "response", kyx.TokenResponseToJSON(token));
  const tenant = `Bearer ${token.access_token}`;
  const accountRequest = kyx.AccountRequestFromJSON(sample("AccountRequest"));
  const accounts = new kyx.AccountsApi(at(ACCOUNT, tenant));
  const opened = await accounts.createAccount({ accountRequest });
  write("AccountResponse", "response", kyx.AccountResponseToJSON(opened));
  const accountId = opened.account.id;
  await accounts.updateAccount({ accountId, accountRequest });

  const credential = opened.workflowExecution.credentials[0];
  const execution = { accountId, workflowExecutionId: opened.workflowExecution.id };
  const ids = { ...execution, credentialId: credential.id };
  const api = new kyx.CredentialsApi(at(API, credential.api!.token!));
  const preparedData = kyx.PreparedDataFromJSON(sample("PreparedData"));
  write("PartResponse", "response", kyx.PartResponseToJSON(await api.uploadPreparedData({ ...ids, preparedData })));
  const file = new Blob(["x"]);
  await api.addPart({ ...ids, classifier: "FRONT", file });
  await api.updatePart({ ...ids, classifier: "FRONT", file });
  await api.uploadDocument({ ...ids, file });
  await api.deletePart({ ...ids, classifier: "FRONT" });
  await api.deleteParts(ids);
  write("FinalizeResponse", "response", kyx.FinalizeResponseToJSON(await api.finalizeWorkflow(execution)));
  const retrieval = new kyx.RetrievalApi(at(RETRIEVAL, tenant));
  write("StatusResponse", "response", kyx.StatusResponseToJSON(await retrieval.getStatus(execution)));
  write("RetrievalResponse", "response", kyx.RetrievalResponseToJSON(await retrieval.getResult(execution)));
  write("StepsResponse", "response", kyx.StepsResponseToJSON(await retrieval.getSteps(execution)));
  const part = await retrieval.getPart({ accountId, credentialId: credential.id, classifier: "FRONT" });
  writeFileSync(`${WRITTEN}/part.png`, Buffer.from(await part.arrayBuffer()));

  const refused = await new kyx.AccountsApi(at(ACCOUNT, "Bearer no")).createAccount({ accountRequest }).catch((error) => error);
  if (!(refused instanceof kyx.ResponseError) || refused.response.status !== 401) throw refused;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
