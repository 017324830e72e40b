// Reads, writes and sends the sample payloads with the client for fetch in TypeScript.

import { readFileSync, writeFileSync } from "node:fs";
import * as kyx from "./index";

const { SAMPLES, WRITTEN, ACCOUNT, API, RETRIEVAL } = process.env as Record<string, string>;

const sample = (name: string): unknown => JSON.parse(readFileSync(`${SAMPLES}/${name}.json`, "utf8"));
const write = (name: string, origin: string, payload: unknown): void =>
  writeFileSync(`${WRITTEN}/${name}.${origin}.json`, JSON.stringify(payload));

/** The settings of a client for a host. For OAuth, the client sends the token as it is, so it begins with `Bearer`. */
const at = (basePath: string, accessToken: string): kyx.Configuration => new kyx.Configuration({ basePath, accessToken });

async function main(): Promise<void> {
  write("AccountRequest", "file", kyx.AccountRequestToJSON(kyx.AccountRequestFromJSON(sample("AccountRequest"))));
  write("PreparedData", "file", kyx.PreparedDataToJSON(kyx.PreparedDataFromJSON(sample("PreparedData"))));
  write("AccountResponse", "file", kyx.AccountResponseToJSON(kyx.AccountResponseFromJSON(sample("AccountResponse"))));
  write("PartResponse", "file", kyx.PartResponseToJSON(kyx.PartResponseFromJSON(sample("PartResponse"))));
  write("FinalizeResponse", "file", kyx.FinalizeResponseToJSON(kyx.FinalizeResponseFromJSON(sample("FinalizeResponse"))));
  write("Callback", "file", kyx.CallbackToJSON(kyx.CallbackFromJSON(sample("Callback"))));
  write("StatusResponse", "file", kyx.StatusResponseToJSON(kyx.StatusResponseFromJSON(sample("StatusResponse"))));
  write("Problem", "file", kyx.ProblemToJSON(kyx.ProblemFromJSON(sample("Problem"))));

  const accountRequest = kyx.AccountRequestFromJSON(sample("AccountRequest"));
  const accounts = new kyx.AccountsApi(at(ACCOUNT, "Bearer xxx"));
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
  const status = await new kyx.RetrievalApi(at(RETRIEVAL, "Bearer xxx")).getStatus(execution);
  write("StatusResponse", "response", kyx.StatusResponseToJSON(status));

  const refused = await new kyx.AccountsApi(at(ACCOUNT, "Bearer no")).createAccount({ accountRequest }).catch((error) => error);
  if (!(refused instanceof kyx.ResponseError) || refused.response.status !== 401) throw refused;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
