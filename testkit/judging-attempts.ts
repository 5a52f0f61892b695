import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

const SECTION = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e10";

/** Access cases for evaluations of any owner. */
export function evaluationAttempts(
  client: Client,
  id: string,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const [form, own] = [`/api/service/evaluation-forms/${id}`, `/api/service/desk/evaluations/${id}`];
  const evaluation = `/api/service/evaluations/${id}`;
  const written = { answers: {}, marks: [], remark: "", expectedVersion: 1 };
  const question = { id, text: "Curian", kind: "yes-no", points: 1, weight: 1, mayNotApply: true, isFatal: false };
  const change = {
    name: "Curian",
    sections: [{ id: SECTION, title: "Curian", questions: [question] }],
    expectedVersion: 1,
  };
  return {
    "GET /api/service/evaluation-forms/:id": [() => client.get(form)],
    "PUT /api/service/evaluation-forms/:id": [() => client.put(form, change)],
    "DELETE /api/service/evaluation-forms/:id": [() => client.delete(form)],
    "GET /api/service/evaluations/:id": [() => client.get(evaluation)],
    "PUT /api/service/evaluations/:id": [() => client.put(evaluation, written)],
    "POST /api/service/evaluations/:id/sending": [() => client.post(`${evaluation}/sending`, { expectedVersion: 1 })],
    "DELETE /api/service/evaluations/:id": [() => client.delete(evaluation)],
    "GET /api/service/evaluation-draws/:id": [() => client.get(`/api/service/evaluation-draws/${id}`)],
    "GET /api/service/desk/evaluations/:id": [() => client.get(own)],
    "POST /api/service/desk/evaluations/:id/acknowledgement": [
      () => client.post(`${own}/acknowledgement`, { reply: "" }),
    ],
  };
}

/** Access cases for wallboards. */
export function wallboardAttempts(
  client: Client,
  id: string,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const path = `/api/service/wallboards/${id}`;
  const form = { name: "Curian", showsAgentNames: true, tiles: [], expectedVersion: 1 };
  return {
    "GET /api/service/wallboards/:id": [() => client.get(path)],
    "PUT /api/service/wallboards/:id": [() => client.put(path, form)],
    "DELETE /api/service/wallboards/:id": [() => client.delete(path)],
    "PUT /api/service/wallboards/:id/message": [() => client.put(`${path}/message`, { message: "Curian" })],
    "POST /api/service/wallboards/:id/links": [() => client.post(`${path}/links`, { label: "Curian", days: 1 })],
    "DELETE /api/service/wallboards/:id/links/:linkId": [() => client.delete(`${path}/links/${id}`)],
    "GET /api/service/wallboards/:id/live": [() => client.get(`${path}/live`)],
  };
}
