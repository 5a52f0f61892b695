import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { sealOnce, verifyAudit } from "../audit/index.ts";
import { type OpenDatabase, openDatabase } from "../database/index.ts";
import { createRuntimeContext } from "../world/index.ts";
import { followPurge, purge } from "./purge.jobs.ts";
import type { PurgePeriods } from "./purge.store.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const periods: PurgePeriods = { sessionDays: 90, linkDays: 30, mailDays: 730, jobDays: 30 };
const { ids } = createRuntimeContext();
const nowMs = Date.now();

let cloned: ClonedDatabase;
let database: OpenDatabase;
let personId: string;

beforeEach(async () => {
  cloned = await cloneDatabase();
  database = openDatabase({ access: cloned.access, role: "app", max: 8, log: testLog });
  personId = await addPerson();
});

afterEach(async () => {
  await database.close();
  await cloned.close();
});

const kit = (atMs = nowMs) => ({ db: database.db, clock: { nowMs: () => atMs }, ids, log: testLog });

/** Just inside a period of `days` days; the next one is just outside. */
const inside = (days: number) => new Date(nowMs - days * DAY_MS + HOUR_MS);
const outside = (days: number) => new Date(nowMs - days * DAY_MS - HOUR_MS);
const ahead = new Date(nowMs + DAY_MS);
const longAgo = new Date(nowMs - 3_000 * DAY_MS);
let made = 0;
const fresh = () => {
  made += 1;
  return Buffer.from(`token ${made}`);
};

async function addPerson(): Promise<string> {
  const id = ids.next();
  const email = `purge-${id}@example.invalid`;
  const row = { id, email, emailKey: email, name: "Sari", passwordHash: "x", createdAt: longAgo };
  await database.db.insertInto("person").values(row).execute();
  return id;
}

async function addSession(userAgent: string, over: { readonly expiresAt: Date; readonly endedAt?: Date }) {
  const row = { id: ids.next(), personId, tokenSha256: fresh(), createdAt: longAgo, lastSeenAt: longAgo, userAgent };
  await database.db
    .insertInto("session")
    .values({ ...row, ...over })
    .execute();
}

async function addLink(email: string, over: { readonly expiresAt: Date; readonly usedAt?: Date }) {
  const row = { tokenSha256: fresh(), purpose: "reset-password", personId, email, createdAt: longAgo };
  await database.db
    .insertInto("oneTimeLink")
    .values({ ...row, ...over })
    .execute();
}

async function addInvitation(
  email: string,
  over: { readonly expiresAt: Date; readonly acceptedAt?: Date; readonly withdrawnAt?: Date },
) {
  const sent = { tokenSha256: fresh(), invitedBy: personId, createdAt: longAgo, sentAt: longAgo };
  await database.db
    .insertInto("invitation")
    .values({
      id: ids.next(),
      role: "director",
      email,
      emailKey: email,
      locale: "id",
      ...sent,
      ...over,
      acceptedBy: over.acceptedAt === undefined ? null : personId,
      withdrawnBy: over.withdrawnAt === undefined ? null : personId,
    })
    .execute();
}

async function addMail(subject: string, over: { readonly state: string; readonly sentAt?: Date }) {
  const to = { toPersonId: personId, toAddress: "sari@example.invalid", locale: "id" };
  const row = { id: ids.next(), dedupeKey: subject, subject, bodyText: "x", createdAt: longAgo };
  await database.db
    .insertInto("mailMessage")
    .values({ ...row, ...to, ...over })
    .execute();
}

async function addJob(subjectId: string, doneAt: Date | null) {
  const row = { id: ids.next(), kind: "mail.send", subjectId, payload: "{}", createdAt: longAgo, doneAt };
  await database.db.insertInto("outbox").values(row).execute();
}

async function addJobs(count: number) {
  for (let nth = 0; nth < count; nth += 1) await addJob(`old ${nth}`, outside(30));
}

const remaining = async () => ({
  sessions: await names("session", "user_agent"),
  links: await names("one_time_link", "email"),
  invitations: await names("invitation", "email"),
  mails: await names("mail_message", "subject"),
  jobs: await jobs(),
});

async function names(table: string, column: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(`select ${column} as name from ${table} order by 1`);
  return rows.map(({ name }) => name);
}

const jobs = () => names("outbox", "subject_id");

const entries = async () =>
  database.db
    .selectFrom("auditEntry")
    .select(["actorPersonId", "subjectKind", "subjectId", "detail"])
    .where("action", "=", "records.purged")
    .orderBy("id")
    .execute();

describe("the purge", () => {
  it("takes what has been over for longer than its period, and leaves what is younger, valid, unsent or undone", async () => {
    await addSession("live", { expiresAt: ahead });
    await addSession("expired inside", { expiresAt: inside(90) });
    await addSession("ended inside", { expiresAt: ahead, endedAt: inside(90) });
    await addSession("expired outside", { expiresAt: outside(90) });
    await addSession("ended outside", { expiresAt: ahead, endedAt: outside(90) });
    await addLink("valid", { expiresAt: ahead });
    await addLink("used inside", { expiresAt: ahead, usedAt: inside(30) });
    await addLink("expired inside", { expiresAt: inside(30) });
    await addLink("used outside", { expiresAt: ahead, usedAt: outside(30) });
    await addLink("expired outside", { expiresAt: outside(30) });
    await addInvitation("valid@x", { expiresAt: ahead });
    await addInvitation("inside@x", { expiresAt: inside(30) });
    await addInvitation("expired@x", { expiresAt: outside(30) });
    await addInvitation("accepted@x", { expiresAt: outside(20), acceptedAt: outside(30) });
    await addInvitation("withdrawn@x", { expiresAt: ahead, withdrawnAt: outside(30) });
    for (const state of ["queued", "deferred", "failed"]) await addMail(state, { state });
    await addMail("sent inside", { state: "sent", sentAt: inside(730) });
    await addMail("sent outside", { state: "sent", sentAt: outside(730) });
    await addMail("mailbox outside", { state: "in-mailbox", sentAt: outside(730) });
    await addJob("undone", null);
    await addJob("done inside", inside(30));
    await addJob("done outside", outside(30));

    await purge(kit(), { periods });

    expect(await remaining()).toEqual({
      sessions: ["ended inside", "expired inside", "live"],
      links: ["expired inside", "used inside", "valid"],
      invitations: ["inside@x", "valid@x"],
      mails: ["deferred", "failed", "queued", "sent inside"],
      jobs: ["done inside", "undone"],
    });
    expect(await entries()).toEqual(
      [
        ["session", { rows: 2, days: 90 }],
        ["one_time_link", { rows: 2, days: 30 }],
        ["invitation", { rows: 3, days: 30 }],
        ["mail_message", { rows: 2, days: 730 }],
        ["outbox", { rows: 1, days: 30 }],
      ].map(([subjectId, detail]) => ({ actorPersonId: null, subjectKind: "table", subjectId, detail })),
    );
    const before = await auditCount();
    await purge(kit(), { periods });
    expect(await auditCount()).toBe(before);
  });

  it("takes no more rows in a transaction, and transactions in a run, than it is allowed", async () => {
    await addJobs(7);
    await purge(kit(), { periods, rows: 2, batches: 2 });
    expect((await jobs()).length).toBe(3);
    expect((await entries()).map(({ detail }) => detail)).toEqual([
      { rows: 2, days: 30 },
      { rows: 2, days: 30 },
    ]);
    await purge(kit(), { periods, rows: 2, isClosed: () => true });
    expect((await jobs()).length).toBe(3);
    await purge(kit(), { periods, rows: 2 });
    expect(await jobs()).toEqual([]);
  });

  it("counts each row once where several processes purge at once", async () => {
    await addJobs(60);
    await Promise.all([1, 2, 3].map(() => purge(kit(), { periods, rows: 5 })));
    await purge(kit(), { periods });
    expect(await jobs()).toEqual([]);
    const counted = (await entries()).map(({ detail }) => (detail as { readonly rows: number }).rows);
    expect(counted.reduce((sum, rows) => sum + rows, 0)).toBe(60);
  });

  it("runs once a day, and again with the next day", async () => {
    let atMs = nowMs;
    let looks = 0;
    const clock = { nowMs: () => atMs };
    const dateOf = (at: number) => {
      looks += 1;
      return new Date(at).toISOString().slice(0, 10);
    };
    let runs = 0;
    const counted = () => {
      runs += 1;
      return periods;
    };
    await addJobs(1);
    const following = followPurge({ ...kit(), clock }, { periods: counted, dateOf });
    await until(async () => (await jobs()).length === 0);
    await addJobs(2);
    following.wake();
    await until(async () => looks === 2);
    expect([runs, (await jobs()).length]).toEqual([1, 2]);
    atMs += DAY_MS;
    following.wake();
    await until(async () => (await jobs()).length === 0);
    following.close();
  });

  it("leaves the chain of the audit log whole", async () => {
    await addJobs(3);
    await purge(kit(), { periods });
    // A transaction of another test may delay the seal.
    await until(async () => (await sealOnce(database.db, kit().clock)) > 0);
    expect(await verifyAudit(database.db)).toMatchObject({ verdict: "intact", sealed: 1 });
  });
});

describe("the program's role", () => {
  it.each(["session", "one_time_link", "invitation", "mail_message", "outbox"])(
    "cannot delete from %s",
    async (table) => {
      const refused = asApp(`delete from ${table}`);
      await expect(refused).rejects.toMatchObject({ code: "42501" });
    },
  );

  it("purges nothing young through the function, whatever instant it names", async () => {
    await addSession("yesterday", { expiresAt: outside(1) });
    await addLink("yesterday", { expiresAt: outside(1) });
    await addInvitation("yesterday@x", { expiresAt: outside(1) });
    await addMail("of last month", { state: "sent", sentAt: outside(31) });
    await addJob("yesterday", outside(1));
    const before = await remaining();
    await purge(kit(nowMs + 9_000 * DAY_MS), { periods });
    expect(await remaining()).toEqual(before);
  });

  it.each([
    ["no instant", "select purge_rows('session', null, 10)", "22023"],
    ["too many rows", "select purge_rows('session', now(), 10001)", "22023"],
    ["no rows", "select purge_rows('session', now(), 0)", "22023"],
    ["another table", "select purge_rows('person', now(), 10)", "20000"],
  ])("is refused %s", async (_what, statement, code) => {
    await expect(asApp(statement)).rejects.toMatchObject({ code });
  });

  it("alone may call the function", async () => {
    const client = new pg.Client(cloned.access.connectionFor("auditor"));
    await client.connect();
    await expect(client.query("select purge_rows('session', now(), 1)")).rejects.toMatchObject({ code: "42501" });
    await client.end();
  });
});

async function asApp(statement: string): Promise<void> {
  await database.pool.query(statement);
}

async function auditCount(): Promise<number> {
  return (await entries()).length;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error("never");
    await delay(20);
  }
}
