import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { virtualWorld } from "../../../testkit/world.ts";
import { type DatabaseRole, type OpenDatabase, openDatabase } from "../database/index.ts";
import { recordAudit } from "./audit.store.ts";
import { sealOnce } from "./sealer.ts";
import { verifyAudit } from "./verify.ts";

let cloned: ClonedDatabase;
let app: OpenDatabase;
const world = virtualWorld();

beforeEach(async () => {
  cloned = await cloneDatabase();
  app = openDatabase({ access: cloned.access, role: "app", max: 20, log: testLog });
});

afterEach(async () => {
  await app.close();
  await cloned.close();
});

const fact = (subjectId: string) => ({
  actorPersonId: null,
  actorRole: null,
  action: "code.held",
  subjectKind: "access-code",
  subjectId,
  detail: { holdId: subjectId, nth: 1 },
  requestId: null,
});

async function remember(count: number): Promise<void> {
  for (let nth = 1; nth <= count; nth += 1) await recordAudit(app.db, world, fact(`subject-${nth}`));
}

/** Runs one statement as a role; what PostgreSQL refuses is thrown. */
async function asRole(role: DatabaseRole, statement: string): Promise<void> {
  const client = new pg.Client(cloned.access.connectionFor(role));
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What somebody with the server's own password could do: switch the guards off and change a row. */
function tamper(statement: string): Promise<void> {
  return asRole("bootstrap", `set session_replication_role = replica; ${statement}`);
}

/** Waits until no transaction of another test stands before the seals of this one. */
async function sealAll(): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await sealOnce(app.db, world.clock);
    if ((await verifyAudit(app.db)).unsealed === 0) return;
    await delay(20);
  }
  throw new Error("entries stayed unsealed");
}

describe("the audit log", () => {
  it.each([
    ["app", "update audit_entry set action = 'x'"],
    ["app", "delete from audit_entry"],
    ["app", "truncate audit_entry cascade"],
    ["app", "update audit_seal set sequence = sequence"],
    ["app", "delete from audit_seal"],
    ["owner", "update audit_entry set action = 'x'"],
    ["owner", "delete from audit_entry"],
    ["owner", "truncate audit_entry cascade"],
    ["owner", "update audit_seal set hash = hash"],
    ["owner", "truncate audit_seal"],
  ] as const)("refuses to the %s role: %s", async (role, statement) => {
    await remember(2);
    await sealAll();
    await expect(asRole(role, statement)).rejects.toThrow(/append-only|permission denied/);
    expect(await verifyAudit(app.db)).toMatchObject({ verdict: "intact", sealed: 2 });
  });

  it("is one chain in which every entry follows the one before", async () => {
    await remember(5);
    await sealAll();
    const report = await verifyAudit(app.db);
    expect(report).toMatchObject({ verdict: "intact", sealed: 5, unsealed: 0, fault: null });
    await remember(1);
    await sealAll();
    expect((await verifyAudit(app.db)).headHash).not.toBe(report.headHash);
  });

  it("reports entries that are not sealed yet, and is intact all the same", async () => {
    await remember(3);
    await sealAll();
    await remember(2);
    expect(await verifyAudit(app.db)).toMatchObject({ verdict: "intact", sealed: 3, unsealed: 2 });
  });

  it("can be verified by the auditor, who can read nothing else", async () => {
    await remember(3);
    await sealAll();
    const auditor = openDatabase({ access: cloned.access, role: "auditor", max: 1, log: testLog });
    try {
      expect(await verifyAudit(auditor.db)).toMatchObject({ verdict: "intact", sealed: 3 });
      await expect(auditor.db.selectFrom("person").select("id").execute()).rejects.toThrow("permission denied");
    } finally {
      await auditor.close();
    }
  });
});

describe("whoever tampers with the audit log", () => {
  const middle = "(select entry_id from audit_seal where sequence = 3)";
  it.each([
    ["changes what an entry says", `update audit_entry set detail = '{"holdId":"other"}' where id = ${middle}`],
    ["changes who acted", `update audit_entry set actor_role = 'director' where id = ${middle}`],
    [
      "moves an entry in time",
      `update audit_entry set occurred_at = occurred_at - interval '1 day' where id = ${middle}`,
    ],
    [
      "removes an entry with its seal",
      `delete from audit_seal where sequence = 3; delete from audit_entry where subject_id = 'subject-3'`,
    ],
    ["removes an entry from under its seal", "delete from audit_entry where subject_id = 'subject-3'"],
    ["exchanges a seal's hash", "update audit_seal set hash = decode(repeat('00', 32), 'hex') where sequence = 3"],
    [
      "unseals an entry and closes the gap",
      "delete from audit_seal where sequence = 3; update audit_seal set sequence = sequence - 1 where sequence > 3",
    ],
    [
      "slips an entry in between",
      `insert into audit_entry (id, transaction_id, occurred_at, action, subject_kind, subject_id, detail)
       select '00000000-0000-7000-8000-000000000001', transaction_id, occurred_at, 'code.held', 'access-code', 'forged', '{}'
       from audit_entry where subject_id = 'subject-3'`,
    ],
  ])("and %s is found out", async (_deed, statement) => {
    await remember(5);
    await sealAll();
    await tamper(statement);
    const report = await verifyAudit(app.db);
    expect(report.verdict).toBe("broken");
    expect(report.fault).toBeTruthy();
  });
});

describe("sealing", () => {
  it("passes over no entry whose transaction began early and committed late", async () => {
    const held = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const late = app.db.transaction().execute(async (trx) => {
      await recordAudit(trx, world, fact("late"));
      written.resolve();
      await held.promise;
    });
    await written.promise;
    await remember(3);
    await sealOnce(app.db, world.clock);
    expect(await verifyAudit(app.db)).toMatchObject({ sealed: 0, unsealed: 3 });
    held.resolve();
    await late;
    await sealAll();
    const first = await app.db
      .selectFrom("auditSeal")
      .innerJoin("auditEntry", "auditEntry.id", "auditSeal.entryId")
      .select("subjectId")
      .where("sequence", "=", 1)
      .executeTakeFirst();
    expect(first).toEqual({ subjectId: "late" });
    expect(await verifyAudit(app.db)).toMatchObject({ verdict: "intact", sealed: 4, unsealed: 0 });
  });

  it("stays one chain while writers commit in any order, some roll back, and three sealers take turns", async () => {
    let writing = true;
    const sealers = Array.from({ length: 3 }, async () => {
      while (writing) await sealOnce(app.db, world.clock);
    });
    const writers = Array.from({ length: 60 }, async (_, nth) => {
      const write = app.db.transaction().execute(async (trx) => {
        await recordAudit(trx, world, fact(`writer-${nth}`));
        await delay((nth * 7) % 23);
        if (nth % 6 === 0) throw new Error("rolled back");
      });
      await write.catch(() => undefined);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await sealAll();
    expect(await verifyAudit(app.db)).toMatchObject({ verdict: "intact", sealed: 50, unsealed: 0 });
  });
});
