import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** An article as somebody writes it into another call centre's. */
export const STOLEN_ARTICLE = { title: "Curian", body: "Curian", owner: "", queueIds: [], choices: [] };

/** A publication that somebody else orders. */
export const STOLEN_VERSION = { inForceFrom: "2026-01-01", inForceUntil: null, note: "Curian" };

/** What somebody tries on information that is not his, and as an agent on contacts that are not his, by the route it goes to. */
export function informationAttempts({
  writer,
  agent,
  article: id,
  miss,
  contact,
}: {
  readonly writer: Client;
  readonly agent: Client;
  readonly article: string;
  readonly miss: string;
  readonly contact: string;
}): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const article = `/api/service/information/articles/${id}`;
  const told = `/api/service/desk/contacts/${contact}/information`;
  const step = { expectedVersion: 2 };
  return {
    "GET /api/service/information/articles/:id": [() => writer.get(article)],
    "PUT /api/service/information/articles/:id/draft": [
      () => writer.put(`${article}/draft`, { ...STOLEN_ARTICLE, ...step }),
    ],
    "POST /api/service/information/articles/:id/versions": [
      () => writer.post(`${article}/versions`, { ...STOLEN_VERSION, ...step }),
    ],
    "GET /api/service/information/articles/:id/versions/:number": [() => writer.get(`${article}/versions/1`)],
    "POST /api/service/information/articles/:id/reviews": [() => writer.post(`${article}/reviews`, {})],
    "DELETE /api/service/information/articles/:id": [() => writer.delete(article)],
    "DELETE /api/service/information/misses/:id": [() => writer.delete(`/api/service/information/misses/${miss}`)],
    "GET /api/service/desk/contacts/:id/information": [() => agent.get(told)],
    "POST /api/service/desk/contacts/:id/information": [() => agent.post(told, { articleId: id, number: 1 })],
  };
}
