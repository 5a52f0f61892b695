import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import { COOKIE } from "../../../../testkit/client.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { readSpreadsheetFile } from "../../../platform/sheets/index.ts";

const PATH = "/api/service/audit";
let portal: TestPortal;
let centre: CallCentre;
let neighbour: CallCentre;

interface Entries {
  readonly nextCursor: string | null;
  readonly items: readonly {
    readonly id: string;
    readonly action: string;
    readonly role: string | null;
    readonly actor: { readonly id: string; readonly name: string } | null;
    readonly subjectName: string | null;
    readonly subjectId: string;
    readonly detail: object;
  }[];
}

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  [centre, neighbour] = [await openCallCentre(portal), await openCallCentre(portal)];
  for (const name of ["Antrean satu", "Antrean dua", "Antrean tiga"])
    succeeded(await centre.operator.client.post("/api/service/queues", { ...GOOD_QUEUE, name }), "a queue");
  succeeded(await neighbour.operator.client.post("/api/service/queues", GOOD_QUEUE), "a queue");
});

afterAll(() => portal.close());

const read = async (who: CallCentre, query = "") =>
  succeeded(await who.operator.client.get<Entries>(`${PATH}?${query}`), "entries");

const download = async (query: string) => {
  const answer = await fetch(`${portal.url}${PATH}/export?${query}`, {
    headers: { cookie: `${COOKIE}=${centre.operator.token}` },
  });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
};

describe("the administrator of a call centre", () => {
  it("reads who did what to which thing there, newest first, and nothing of the neighbour", async () => {
    const { items, nextCursor } = await read(centre);
    expect(items.map(({ action, subjectName }) => [action, subjectName])).toEqual([
      ["queue.added", "Antrean tiga"],
      ["queue.added", "Antrean dua"],
      ["queue.added", "Antrean satu"],
    ]);
    expect(items[0]).toMatchObject({ role: "operator-administrator", actor: { id: centre.operator.id } });
    expect(nextCursor).toBeNull();
    expect((await read(neighbour)).items).toHaveLength(1);
  });

  it("reads on from where he stands, and narrows down by who, act, thing and day", async () => {
    const first = await read(centre, "limit=2&action=queue.added");
    const second = await read(centre, `limit=2&action=queue.added&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(second.items[0]?.subjectName).toBe("Antrean satu");
    const [one] = first.items;
    expect((await read(centre, `kind=queue&subject=${one?.subjectId}`)).items).toHaveLength(1);
    expect((await read(centre, `actor=${neighbour.operator.id}`)).items).toEqual([]);
    expect((await read(centre, "to=2001-01-01")).items).toEqual([]);
    const { client } = centre.operator;
    for (const wrong of ["from=2026-11-02&to=2026-11-01", "cursor=here", "limit=201", "actor=somebody"])
      expect((await client.get(`${PATH}?${wrong}`)).status).toBe(400);
    expect((await client.get(`${PATH}/choices`)).body).toMatchObject({
      actions: ["queue.added"],
      kinds: ["queue"],
      actors: [{ id: centre.operator.id }],
    });
  });

  it("takes it as a file in which no text is a formula, and that stands in the log before its first line", async () => {
    const { client } = centre.operator;
    const { db } = portal.kit;
    await db.updateTable("person").set({ name: "=HYPERLINK(1)" }).where("id", "=", centre.operator.id).execute();
    const { answer, bytes } = await download("format=csv&language=id&kind=queue");
    expect(answer.headers.get("content-disposition")).toContain("jejak-audit.csv");
    const lines = new TextDecoder().decode(bytes).trim().split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(
      ";'=HYPERLINK(1);Administrator pusat panggilan;Antrean ditambahkan;Antrean: Antrean tiga;",
    );
    const sheet = await download("format=xlsx&language=en");
    const { rows } = await readSpreadsheetFile(
      { name: "jejak.xlsx", bytes: sheet.bytes },
      { rowsMax: 100, holder: "test" },
    );
    expect(rows.flat()).toEqual(
      expect.arrayContaining(["=HYPERLINK(1)", "Queue: Antrean dua", "Audit trail downloaded"]),
    );
    const { items } = await read(centre, "action=audit.exported");
    expect(items.map(({ detail }) => detail)).toEqual([
      { format: "xlsx", rows: 4 },
      { format: "csv", rows: 3, kind: "queue" },
    ]);
    expect((await client.get(`${PATH}/export?format=pdf`)).status).toBe(400);
  });
});

describe("others", () => {
  it("read it by a grant only, and the ministry's own log leaves out what people do in a call centre", async () => {
    const reader = await portal.officer("administrator");
    expect((await reader.client.get(PATH)).status).toBe(403);
    const form = { email: reader.email, reason: "Antrean tidak menerima siapa pun", hours: 1 };
    succeeded(await neighbour.operator.client.post("/api/content-grants", form), "a grant");
    const seen = succeeded(await reader.client.get<Entries>(PATH), "entries");
    expect(seen.items.map(({ action }) => action)).toEqual(["content.looked", "content.granted", "queue.added"]);
    const office = succeeded(await reader.client.get<Entries>("/api/audit?pageSize=200"), "the office's log");
    const actions = new Set(office.items.map(({ action }) => action));
    expect(actions).toContain("content.looked");
    expect(actions).not.toContain("queue.added");
    expect(actions).not.toContain("audit.exported");
  });
});
