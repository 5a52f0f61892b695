import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addNumberingOfficers,
  command,
  type NumberingOfficers,
  proposedFor,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { cases } from "../../../../testkit/run-seed.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { nextNumber } from "../../../platform/database/index.ts";

const CASES = cases({ short: 12, long: 40 });
const virtualContext = createVirtualContext();

let portal: TestPortal;
let desk: NumberingOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
});

afterAll(() => portal.close());

/** Takes a decree number in a transaction that then fails. */
async function takeNumberAndFail(): Promise<void> {
  const failed = portal.kit.db.transaction().execute(async (trx) => {
    await nextNumber(trx, "decree 2026");
    throw new Error("the decision failed after its number was taken");
  });
  await expect(failed).rejects.toThrow("after its number");
}

describe("the numbers of decrees", () => {
  it("have no gap and no double under many decisions at once, failed ones among them", async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < CASES; nth += 1) {
      const company = await portal.company();
      ids.push((await proposedFor(company, { code: `15006${String(nth).padStart(2, "0")}`, desk })).id);
    }
    const approval = { command: "decide", outcome: "approve", reason: "" };
    const decisions = ids.map((id) => command(desk.director.client, id, approval));
    const failures = Array.from({ length: CASES / 2 }, takeNumberAndFail);
    const [answers] = await Promise.all([Promise.all(decisions), Promise.all(failures)]);
    expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    const decrees = await portal.kit.db
      .selectFrom("decree")
      .select(["sequence", "number", "year"])
      .orderBy("sequence")
      .execute();
    expect(decrees.map(({ sequence }) => sequence)).toEqual(Array.from({ length: CASES }, (_, nth) => nth + 1));
    expect(decrees.at(-1)).toEqual({ sequence: CASES, year: 2026, number: `${CASES}/TEL.05.05/2026` });
  });

  it("give one case one decree, however often the director's answer arrives", async () => {
    const company = await portal.company();
    const { id, version } = await proposedFor(company, { code: "1500690", desk });
    const body = { command: "decide", outcome: "approve", reason: "", expectedVersion: version };
    const path = `/api/applications/${id}/commands`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.director.client.post(path, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    const decrees = await portal.kit.db.selectFrom("decree").select("id").where("applicationId", "=", id).execute();
    expect(decrees).toHaveLength(1);
  });
});
