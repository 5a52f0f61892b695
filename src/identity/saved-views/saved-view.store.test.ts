import { afterAll, beforeAll, expect, it } from "vitest";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { SAVED_VIEWS_MAX } from "./saved-view.store.ts";

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});

afterAll(() => portal.close());

const list = "applications";

async function names(guest: Guest): Promise<readonly string[]> {
  const { body } = await guest.client.get<{ items: { name: string; query: string }[] }>(
    `/api/saved-views?list=${list}`,
  );
  return body.items.map(({ name, query }) => `${name}: ${query}`);
}

const keep = (guest: Guest, name: string, query = "state=checking") =>
  guest.client.put("/api/saved-views", { list, name, query });

it("comes back by name, is replaced by the same name, and is its person's own", async () => {
  const [officer, other] = [await portal.officer("evaluator", "numbering"), await portal.officer("director")];
  expect((await keep(officer, " Terlambat ")).status).toBe(204);
  expect((await keep(officer, "Terlambat", "state=proposed&sort=due")).status).toBe(204);
  expect(await names(officer)).toEqual(["Terlambat: state=proposed&sort=due"]);
  expect(await names(other)).toEqual([]);
  const { body } = await officer.client.get<{ items: { id: string }[] }>(`/api/saved-views?list=${list}`);
  expect((await other.client.delete(`/api/saved-views/${body.items[0]?.id}`)).status).toBe(404);
  expect((await officer.client.delete(`/api/saved-views/${body.items[0]?.id}`)).status).toBe(204);
  expect(await names(officer)).toEqual([]);
});

it("is refused without a name, for a list that has no views, and for an address that is none", async () => {
  const officer = await portal.officer("evaluator", "numbering");
  const wrong = [
    { list, name: "  ", query: "" },
    { list: "people", name: "Semua", query: "" },
    { list, name: "Semua", query: "<script>" },
    { list, name: "n".repeat(61), query: "" },
  ];
  for (const view of wrong) expect((await officer.client.put("/api/saved-views", view)).status).toBe(400);
  expect(await names(officer)).toEqual([]);
});

it("never becomes more than a shelf holds, also when all are kept at once", async () => {
  const officer = await portal.officer("coordinator", "numbering");
  const wishes = Array.from({ length: SAVED_VIEWS_MAX + 10 }, (_, nth) => `Tampilan ${nth}`);
  for (const name of wishes.slice(0, SAVED_VIEWS_MAX - 1)) expect((await keep(officer, name)).status).toBe(204);
  const answers = await Promise.all(wishes.slice(SAVED_VIEWS_MAX - 1).map((name) => keep(officer, name)));
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
  expect(await names(officer)).toHaveLength(SAVED_VIEWS_MAX);
});
