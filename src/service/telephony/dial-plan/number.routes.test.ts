import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_NUMBER, openCallCentre, withoutInventory } from "../../../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";

interface Row {
  readonly version: number;
  readonly label: string;
  readonly recordingNotice: string;
}

let portal: TestPortal;
let centre: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  await withoutInventory(portal.access, [GOOD_NUMBER.code]);
  centre = await openCallCentre(portal);
});

afterAll(() => portal?.close());

const path = `/api/service/numbers/${GOOD_NUMBER.code}`;

async function row(): Promise<Row> {
  const { items } = (await centre.operator.client.get<{ items: readonly Row[] }>("/api/service/numbers")).body;
  return items[0] ?? expect.fail("no number");
}

async function change(own: object): Promise<number> {
  const { code: _code, ...form } = GOOD_NUMBER;
  const { version: expectedVersion } = await row();
  return (await centre.operator.client.put(path, { ...form, ...own, expectedVersion })).status;
}

describe("what callers of a number are told before they are recorded", () => {
  it("is only the notice where nothing is said of it as the number is taken", async () => {
    expect((await centre.operator.client.post("/api/service/numbers", GOOD_NUMBER)).status).toBe(201);
    expect(await row()).toMatchObject({ recordingNotice: "none" });
  });

  it("is not taken away by a page or a program that does not know of it", async () => {
    expect(await change({ recordingNotice: "must-agree" })).toBe(204);
    expect(await change({ label: "Layanan" })).toBe(204);
    expect(await row()).toMatchObject({ label: "Layanan", recordingNotice: "must-agree" });
    const trail = await portal.kit.db
      .selectFrom("auditEntry")
      .select("detail")
      .where("action", "=", "number.changed")
      .orderBy("transactionId")
      .orderBy("id")
      .execute();
    expect(trail.at(-1)?.detail).toMatchObject({ recordingNotice: "must-agree" });
    expect(await change({ recordingNotice: "none" })).toBe(204);
    expect(await row()).toMatchObject({ recordingNotice: "none" });
  });
});
