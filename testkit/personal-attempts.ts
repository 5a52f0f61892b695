import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

const CLOSING = { expectedVersion: 1, entry: { kind: "closing", note: "Penutup curian", whyUntold: "Tidak perlu" } };

/** Access cases for foreign personal data requests and breaches, by route. */
export function personalAttempts(
  client: Client,
  theirs: { readonly personal: string; readonly breach: string },
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const at = `/api/service/personal-requests/${theirs.personal}`;
  const breach = `/api/service/personal-breaches/${theirs.breach}`;
  return {
    "GET /api/service/personal-breaches/:id": [() => client.get(breach)],
    "POST /api/service/personal-breaches/:id/entries": [() => client.post(`${breach}/entries`, CLOSING)],
    "GET /api/service/personal-requests/:id": [() => client.get(at)],
    "GET /api/service/personal-requests/:id/holdings": [() => client.get(`${at}/holdings`)],
    "GET /api/service/personal-requests/:id/export": [() => client.get(`${at}/export`)],
    "POST /api/service/personal-requests/:id/deletion": [() => client.post(`${at}/deletion`, { expectedVersion: 1 })],
    "POST /api/service/personal-requests/:id/answer": [
      () => client.post(`${at}/answer`, { expectedVersion: 1, answer: "Jawaban curian" }),
    ],
  };
}

/** Access cases for breaches of the whole installation by users who do not administer it. */
export function installationBreachAttempts(
  client: Client,
  id: string,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const at = `/api/personal-breaches/${id}`;
  const handing = { expectedVersion: 1, text: "Diteruskan curian", tenantIds: [id] };
  return {
    "GET /api/personal-breaches/:id": [() => client.get(at)],
    "POST /api/personal-breaches/:id/entries": [() => client.post(`${at}/entries`, CLOSING)],
    "POST /api/personal-breaches/:id/handings": [() => client.post(`${at}/handings`, handing)],
  };
}
