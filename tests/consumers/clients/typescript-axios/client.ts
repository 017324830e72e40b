// Writes and sends the sample payloads with the client for axios in TypeScript, whose types are checked by the compiler.

import { writeFileSync } from "node:fs";
import { isAxiosError } from "axios";
import { AccountsApi, AuthorizationApi, Configuration, CredentialsApi, RetrievalApi } from "./index";
import * as samples from "./samples";

const { WRITTEN } = process.env as Record<string, string>;

const write = (name: string, origin: string, payload: unknown): void =>
  writeFileSync(`${WRITTEN}/${name}.${origin}.json`, JSON.stringify(payload));

/** The settings of a client that authorizes each call with a token; each call has its own host. */
const authorized = (accessToken: string): Configuration => new Configuration({ accessToken });

async function main(): Promise<void> {
  for (const [name, payload] of Object.entries(samples)) write(name, "file", payload);

  const secret = new Configuration({ username: "client", password: "secret" });
  const { data: token } = await new AuthorizationApi(secret).getAccessToken("client_credentials");
  write("TokenResponse", "response", token);
  const tenant = authorized(token.access_token);
  const accounts = new AccountsApi(tenant);
  const { data: opened } = await accounts.createAccount(samples.AccountRequest);
  write("AccountResponse", "response", opened);
  await accounts.updateAccount(opened.account.id, samples.AccountRequest);

  const credential = opened.workflowExecution.credentials[0];
  const execution = [opened.account.id, opened.workflowExecution.id] as const;
  const ids = [...execution, credential.id] as const;
  const api = new CredentialsApi(authorized(credential.api!.token!));
  const { data: taken } = await api.uploadPreparedData(...ids, samples.PreparedData);
  write("PartResponse", "response", taken);
  const file = new File(["x"], "front.jpg");
  await api.addPart(...ids, "FRONT", file);
  await api.updatePart(...ids, "FRONT", file);
  await api.uploadDocument(...ids, file);
  await api.deletePart(...ids, "FRONT");
  await api.deleteParts(...ids);
  write("FinalizeResponse", "response", (await api.finalizeWorkflow(...execution)).data);
  const retrieval = new RetrievalApi(tenant);
  write("StatusResponse", "response", (await retrieval.getStatus(...execution)).data);
  write("RetrievalResponse", "response", (await retrieval.getResult(...execution)).data);
  write("StepsResponse", "response", (await retrieval.getSteps(...execution)).data);
  const image = { responseType: "arraybuffer" } as const; // otherwise, axios decodes it as text
  const { data: part } = await retrieval.getPart(opened.account.id, credential.id, "FRONT", undefined, image);
  writeFileSync(`${WRITTEN}/part.png`, part as unknown as Uint8Array);

  const refused = await new AccountsApi(authorized("no")).createAccount(samples.AccountRequest).catch((error) => error);
  if (!isAxiosError(refused) || refused.response?.status !== 401) throw refused;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
