import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

/** An article for another tenant's knowledge base. */
export const STOLEN_ARTICLE = { title: "Curian", body: "Curian", owner: "", queueIds: [], choices: [] };

/** A publication of a foreign article. */
export const STOLEN_VERSION = { inForceFrom: "2026-01-01", inForceUntil: null, note: "Curian" };

/** Access cases for foreign articles, and for an agent in foreign contacts, by route. */
export function informationAttempts({
  writer,
  agent,
  article: id,
  miss,
  contact,
  list,
}: {
  readonly writer: Client;
  readonly agent: Client;
  readonly article: string;
  readonly miss: string;
  readonly contact: string;
  readonly list: string;
}): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const article = `/api/service/information/articles/${id}`;
  const told = `/api/service/desk/contacts/${contact}/information`;
  const step = { expectedVersion: 2 };
  const lists = `/api/service/information/lists/${list}`;
  const file = () => ({ name: "curian.csv", bytes: new TextEncoder().encode("kode;nama;harga_rupiah\n9;Curian;1\n") });
  const stolen = "inForceFrom=2027-01-01&note=Curian&expectedNewest=1";
  return {
    "GET /api/service/information/lists/:id": [() => writer.get(lists)],
    "DELETE /api/service/information/lists/:id": [() => writer.delete(lists)],
    "GET /api/service/information/lists/:id/versions/:number/entries": [
      () => writer.get(`${lists}/versions/1/entries`),
    ],
    "GET /api/service/information/lists/:id/versions/:number/sheet": [
      () => writer.get(`${lists}/versions/1/sheet?format=csv`),
    ],
    "POST /api/service/information/lists/:id/previews": [() => writer.upload(`${lists}/previews`, file())],
    "POST /api/service/information/lists/:id/versions": [() => writer.upload(`${lists}/versions?${stolen}`, file())],
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
    "POST /api/service/desk/contacts/:id/entries": [
      () => agent.post(`/api/service/desk/contacts/${contact}/entries`, { listId: list, number: 1, line: 2 }),
    ],
    "POST /api/service/desk/contacts/:id/information": [() => agent.post(told, { articleId: id, number: 1 })],
  };
}
