import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** Access cases for the request log of API clients and webhooks, of any owner. */
export function consoleAttempts(
  client: Client,
  theirs: Readonly<Record<"request" | "exchange" | "call", string>>,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  return {
    "GET /api/service/api-requests/:id": [() => client.get(`/api/service/api-requests/${theirs.request}`)],
    "GET /api/service/hook-exchanges/:id": [() => client.get(`/api/service/hook-exchanges/${theirs.exchange}`)],
    "GET /api/service/call-stories/:id": [() => client.get(`/api/service/call-stories/${theirs.call}`)],
  };
}
