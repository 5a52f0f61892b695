import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdCode, submittedFor } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { present } from "../../../kernel/index.ts";
import { expireHolds } from "../inventory/hold.store.ts";
import { type CodeChange, codeChanges, codeStates } from "./access-code.ts";
import { BY_ITSELF, changeCodes, nameChange } from "./code-change.store.ts";

let portal: TestPortal;
let virtualContext: VirtualContext;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});

afterAll(() => portal.close());

async function changesOf(code: string): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("accessCodeHistory")
    .select(["change", "fromState", "toState"])
    .where("code", "=", code)
    .orderBy("id")
    .execute();
  return rows.map((row) => `${row.change}: ${row.fromState ?? "–"} → ${row.toState}`);
}

/** Inserts a code in any state into the inventory, like a seed. Holds and quarantines end after the test, because the portal's jobs free expired codes. */
async function insertCode(code: string, state: string): Promise<void> {
  const at = new Date(virtualContext.clock.nowMs());
  const ends = new Date(virtualContext.clock.nowMs() + 60 * MINUTE_MS);
  await sql`insert into access_code (code, pattern, state, state_since, changed_at, held_until, quarantined_until)
    values (${code}, 'extra', ${state}, ${at}, ${at}, ${state === "held" ? ends : null}, ${state === "quarantine" ? ends : null})`.execute(
    portal.kit.db,
  );
}

function write(code: string, to: string, change: CodeChange | null): Promise<unknown> {
  const named = change === null ? null : nameChange(change, BY_ITSELF);
  const at = new Date(virtualContext.clock.nowMs());
  return sql`update access_code set state = ${to}, changed_at = ${at}, change = ${named}::jsonb,
    held_until = ${to === "held" ? at : null}, quarantined_until = ${to === "quarantine" ? at : null}
    where code = ${code}`.execute(portal.kit.db);
}

describe("the history of an access code", () => {
  it("judges in the database by the same life cycle as the program", async () => {
    const rows = await portal.kit.db.selectFrom("codeTransition").selectAll().execute();
    const stored = rows.map((row) => `${row.change}: ${row.fromState} → ${row.toState}`).sort();
    const written = Object.entries(codeChanges)
      .flatMap(([change, { from, to }]) => from.map((state) => `${change}: ${state} → ${to}`))
      .sort();
    expect(stored).toEqual(written);
  });

  it("refuses every change that the life cycle does not know, whoever writes it", async () => {
    for (const [nth, from] of codeStates.entries()) {
      const code = `99${String(nth)}0000`;
      await insertCode(code, from);
      for (const [change, { from: sources, to }] of Object.entries(codeChanges)) {
        const isKnown = (sources as readonly string[]).includes(from);
        if (isKnown) continue;
        await expect(write(code, to, change as CodeChange), `${change} from ${from}`).rejects.toThrow(/does not go/);
      }
    }
  });

  it("refuses a writer who forgets to name his change", async () => {
    await expect(write("1500400", "reserved", null)).rejects.toThrow(/not named/);
    expect(await changesOf("1500400")).toEqual(["list: – → idle"]);
  });

  it("cannot be altered, emptied or lose its code", async () => {
    const { db } = portal.kit;
    await expect(sql`update access_code_history set note = 'x'`.execute(db)).rejects.toThrow();
    await expect(sql`delete from access_code_history`.execute(db)).rejects.toThrow();
    await expect(sql`delete from access_code where code = '1500400'`.execute(db)).rejects.toThrow();
  });

  it("holds every step from the pick to the decree, each with who and which application", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500401");
    expect(await changesOf("1500401")).toEqual(["list: – → idle", "hold: idle → held", "submit: held → in-process"]);
    const last = await portal.kit.db
      .selectFrom("accessCodeHistory")
      .selectAll()
      .where("code", "=", "1500401")
      .where("change", "=", "submit")
      .executeTakeFirstOrThrow();
    expect(last).toMatchObject({ actorPersonId: company.owner.id, organisationId: company.id });
    expect(last.refs).toEqual({ applicationId: id });
  });

  it("says of a lapsed hold whose it was", async () => {
    const company = await portal.company();
    await holdCode(company, "1500402");
    virtualContext.advance(31 * MINUTE_MS);
    await expireHolds(portal.kit.db, virtualContext);
    expect(await changesOf("1500402")).toEqual(["list: – → idle", "hold: idle → held", "lapse: held → idle"]);
    const rows = await portal.kit.db
      .selectFrom("accessCodeHistory")
      .select("organisationId")
      .where("code", "=", "1500402")
      .orderBy("id")
      .execute();
    expect(rows.map((row) => row.organisationId)).toEqual([null, company.id, company.id]);
  });

  it("leaves nothing of a change whose transaction fails", async () => {
    const { db } = portal.kit;
    const failing = db.transaction().execute(async (trx) => {
      const now = new Date(virtualContext.clock.nowMs());
      const changed = await changeCodes(trx, { ...BY_ITSELF, change: "reserve", codes: ["1500403"], now, reason: "x" });
      expect(present(changed[0], "changed code")).toBe("1500403");
      throw new Error("too late");
    });
    await expect(failing).rejects.toThrow("too late");
    expect(await changesOf("1500403")).toEqual(["list: – → idle"]);
  });
});
