import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addNumberingOfficers,
  command,
  draftFor,
  submittedFor,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";

let portal: TestPortal;
let virtualContext: VirtualContext;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});

afterAll(() => portal.close());

async function lastRequestNumber(): Promise<number> {
  const rows = await portal.kit.db
    .selectFrom("counter")
    .select("last")
    .where("name", "like", "numbering-request %")
    .execute();
  return rows.reduce((sum, row) => sum + row.last, 0);
}

describe("the clock of an application", () => {
  it("stops nobody when it is set back: the next event counts from the last one", async () => {
    const { evaluator } = await addNumberingOfficers(portal);
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500701");
    succeeded(await command(evaluator.client, id, { command: "take" }), "a taken case");
    succeeded(await command(evaluator.client, id, { command: "pause", reason: "Menunggu surat asli." }), "a pause");
    virtualContext.advance(-5 * MINUTE_MS);
    const resumed = succeeded(await command(evaluator.client, id, { command: "resume" }), "a resumption");
    expect(resumed.promise).toMatchObject({ state: "running" });
    virtualContext.advance(5 * MINUTE_MS);
  });

  it("takes no request number for a submission on the very millisecond its hold ends", async () => {
    const company = await portal.company();
    const { id } = await draftFor(company, "1500702");
    const before = await lastRequestNumber();
    virtualContext.advance(30 * MINUTE_MS);
    const late = await command(company.owner.client, id, { command: "submit" });
    expect(late.status).toBe(409);
    expect(await lastRequestNumber()).toBe(before);
  });
});
