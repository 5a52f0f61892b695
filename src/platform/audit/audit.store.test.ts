import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { type DatabaseRole, inTenant, type OpenDatabase, openDatabase } from "../database/index.ts";
import { recordAudit } from "./audit.store.ts";
import { type CentreAuditFilter, centreAudit, centreAuditChoices, countCentreAudit } from "./centre-audit.store.ts";
import { FIRST_HASH, sealHash } from "./entry.ts";
import { sealOnce } from "./sealer.ts";
import { verifyAudit } from "./verify.ts";

let cloned: ClonedDatabase;
let app: OpenDatabase;
const virtualContext = createVirtualContext();

beforeEach(async () => {
  cloned = await cloneDatabase();
  app = openDatabase({ access: cloned.access, role: "app", max: 20, log: testLog });
});

afterEach(async () => {
  await app.close();
  await cloned.close();
});

const CENTRE = "01941f29-7c00-7000-8000-0000000000aa";
const OTHER = "01941f29-7c00-7000-8000-0000000000bb";

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
  for (let nth = 1; nth <= count; nth += 1) await recordAudit(app.db, virtualContext, fact(`subject-${nth}`));
}

/** Runs one statement as a role; throws the refusal of PostgreSQL. */
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

/** Simulates an attacker with the server's own password: disables the triggers and changes a row. */
function tamper(statement: string): Promise<void> {
  return asRole("bootstrap", `set session_replication_role = replica; ${statement}`);
}

/** Waits until no transaction of another test precedes the seals of this one. */
async function sealAll(): Promise<void> {
  const unsealed = async () => {
    await sealOnce(app.db, virtualContext.clock);
    return (await verifyAudit(app.db)).unsealed;
  };
  await expect.poll(unsealed, { interval: 20 }).toBe(0);
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

  it("keeps the hash of every entry from before it knew call centres, and says whose an entry is where it is one's", () => {
    const entry = {
      ...fact("14045"),
      id: "01941f29-7c00-7000-8000-000000000001",
      occurredAt: "2026-11-25T03:00:00.000Z",
      tenantId: null,
    };
    const hash = (tenantId: string | null) => sealHash(FIRST_HASH, { ...entry, tenantId }).toString("hex");
    // Computed by an earlier version of the program from the same entry.
    expect(hash(null)).toBe("9378863e2db1f252d6235e31c7aa7885c9efe7cece987d8e1703ab5e0ff92579");
    expect(hash(CENTRE)).toBe("ce0534cec855bd4b8806cb713b37ea11b3e243429e47dca3f47fb9b88c574fbb");
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
    ["gives an entry of nobody to a call centre", `update audit_entry set tenant_id = '${OTHER}' where id = ${middle}`],
    ["takes an entry from its call centre", "update audit_entry set tenant_id = null where tenant_id is not null"],
    ["gives it to another one", `update audit_entry set tenant_id = '${OTHER}' where tenant_id is not null`],
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
    await recordAudit(app.db, virtualContext, { ...fact("of a call centre"), tenantId: CENTRE });
    await sealAll();
    expect(await verifyAudit(app.db)).toMatchObject({ verdict: "intact", sealed: 6 });
    await tamper(statement);
    const report = await verifyAudit(app.db);
    expect(report.verdict).toBe("broken");
    expect(report.fault).toBeTruthy();
  });
});

describe("the log of one call centre", () => {
  const whatever: CentreAuditFilter = {
    fromMs: null,
    untilMs: null,
    actor: undefined,
    action: undefined,
    subjectKind: undefined,
    subjectId: undefined,
  };
  const read = (tenantId: string, filter: Partial<CentreAuditFilter> = {}) =>
    inTenant(app.db, tenantId, (trx) =>
      centreAudit(trx, { tenantId, filter: { ...whatever, ...filter }, after: null, limit: 100 }),
    );
  const subjects = (rows: readonly { readonly subjectId: string }[]) => rows.map(({ subjectId }) => subjectId);

  it("has what was done there, said or not, and neither the neighbour's nor nobody's", async () => {
    await remember(2);
    await inTenant(app.db, CENTRE, (trx) => recordAudit(trx, virtualContext, fact("unsaid")));
    await recordAudit(app.db, virtualContext, { ...fact("said"), tenantId: CENTRE });
    await inTenant(app.db, OTHER, (trx) => recordAudit(trx, virtualContext, fact("neighbour")));
    expect(subjects(await read(CENTRE)).toSorted()).toEqual(["said", "unsaid"]);
    expect(subjects(await read(OTHER))).toEqual(["neighbour"]);
    const inside = (tenantId: string) =>
      inTenant(app.db, CENTRE, (trx) =>
        trx.selectFrom("auditEntry").select("subjectId").where("tenantId", "=", tenantId).execute(),
      );
    expect(await inside(OTHER)).toEqual([]);
    await sealAll();
    expect(await verifyAudit(app.db)).toMatchObject({ verdict: "intact", sealed: 5 });
  });

  it("takes no entry in the name of a neighbour, nor of nobody", async () => {
    const forged = inTenant(app.db, CENTRE, (trx) =>
      recordAudit(trx, virtualContext, { ...fact("forged"), tenantId: OTHER }),
    );
    await expect(forged).rejects.toThrow("row-level security");
    const nobodys = inTenant(app.db, CENTRE, (trx) =>
      sql`insert into audit_entry (id, occurred_at, action, subject_kind, subject_id, detail, tenant_id)
        values (${virtualContext.ids.next()}, now(), 'code.held', 'access-code', 'forged', '{}', null)`.execute(trx),
    );
    await expect(nobodys).rejects.toThrow("row-level security");
  });

  it("is read on from any place, each entry once, though many are of one instant and more come meanwhile", async () => {
    const add = (count: number) =>
      inTenant(app.db, CENTRE, async (trx) => {
        for (let nth = 0; nth < count; nth += 1) await recordAudit(trx, virtualContext, fact(`nth-${nth}`));
      });
    await add(25);
    const met = new Set<string>();
    let after: Parameters<typeof centreAudit>[1]["after"] = null;
    for (let piece = 0; piece < 3; piece += 1) {
      const search = { tenantId: CENTRE, filter: whatever, after, limit: 10 };
      const rows: Awaited<ReturnType<typeof centreAudit>> = await inTenant(app.db, CENTRE, (trx) =>
        centreAudit(trx, search),
      );
      for (const { id } of rows) met.add(id);
      const last = rows.at(-1);
      after = last === undefined ? null : { atMs: last.occurredAt.getTime(), id: last.id };
      virtualContext.advance(1_000);
      await add(1);
    }
    expect(met.size).toBe(25);
  });

  it("is narrowed down by who, what and when, counts no further than it is asked to, and knows what it has", async () => {
    const personId = virtualContext.ids.next();
    const beganMs = virtualContext.clock.nowMs();
    await recordAudit(app.db, virtualContext, {
      ...fact("q1"),
      tenantId: CENTRE,
      actorPersonId: personId,
      action: "queue.added",
    });
    virtualContext.advance(60_000);
    for (const subjectId of ["q1", "q2"])
      await recordAudit(app.db, virtualContext, { ...fact(subjectId), tenantId: CENTRE, subjectKind: "queue" });
    expect(subjects(await read(CENTRE, { actor: personId }))).toEqual(["q1"]);
    expect(await read(CENTRE, { actor: "system" })).toHaveLength(2);
    expect(subjects(await read(CENTRE, { subjectKind: "queue", subjectId: "q1" }))).toEqual(["q1"]);
    expect(await read(CENTRE, { action: "queue.added", subjectKind: "queue" })).toEqual([]);
    expect(await read(CENTRE, { fromMs: beganMs, untilMs: beganMs + 60_000 })).toHaveLength(1);
    await inTenant(app.db, CENTRE, async (trx) => {
      const search = { tenantId: CENTRE, filter: whatever };
      expect(await countCentreAudit(trx, { ...search, upTo: 2 })).toBe(2);
      expect(await countCentreAudit(trx, { ...search, upTo: 100 })).toBe(3);
      expect(await centreAuditChoices(trx, CENTRE)).toEqual({
        actors: [],
        actions: ["code.held", "queue.added"],
        kinds: ["access-code", "queue"],
      });
      expect(await centreAuditChoices(trx, OTHER)).toEqual({ actors: [], actions: [], kinds: [] });
    });
  });
});

describe("sealing", () => {
  it("passes over no entry whose transaction began early and committed late", async () => {
    const held = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const late = app.db.transaction().execute(async (trx) => {
      await recordAudit(trx, virtualContext, fact("late"));
      written.resolve();
      await held.promise;
    });
    await written.promise;
    await remember(3);
    await sealOnce(app.db, virtualContext.clock);
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
      while (writing) await sealOnce(app.db, virtualContext.clock);
    });
    const writers = Array.from({ length: 60 }, async (_, nth) => {
      const write = app.db.transaction().execute(async (trx) => {
        await recordAudit(trx, virtualContext, fact(`writer-${nth}`));
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
