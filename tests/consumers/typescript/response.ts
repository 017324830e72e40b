// Responses as a team would read them, including unknown fields and values: all of this compiles.
import type { AccountResponse, Callback, FinalizeResponse, PartResponse, Problem, StatusResponse } from "./kyx.schema";

export function uploads(response: AccountResponse): { url: string; token?: string | null }[] {
  return response.workflowExecution.credentials.flatMap((credential) => {
    const { api, category } = credential;
    if (!api || category === "FACEMAP") return [];
    return Object.values(api.parts ?? {}).map((url) => ({ url, token: api.token }));
  });
}

// A category, a channel and fields that the schemas do not know about.
export const grown: AccountResponse = {
  timestamp: "2023-09-08T06:30:52.164Z",
  account: { id: "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7" },
  workflowExecution: {
    id: "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    credentials: [
      { id: "b701e6c5-b74c-434a-866a-ef1f084a4d80", category: "IRIS", allowedChannels: ["API", "DRONE"], since: 2030 },
    ],
  },
  region: "moon",
};

export function ended(callback: Callback | StatusResponse): boolean {
  const { status } = callback.workflowExecution;
  switch (status) {
    case "PROCESSED":
    case "SESSION_EXPIRED":
    case "TOKEN_EXPIRED":
      return true;
    default:
      return status === "PAUSED";
  }
}

export function next(answer: PartResponse | FinalizeResponse): string {
  return `${answer.account.id}/${answer.workflowExecution.id} at ${answer.timestamp}`;
}

export function why(problem: Problem): string {
  return `${Number(problem.status)} ${problem.title}: ${JSON.stringify(problem.detail ?? "")}`;
}
