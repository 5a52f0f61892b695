import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CaseView, command, type Desk, openDesk, proposedFor } from "../../testkit/numbering-case.ts";
import { addCompany } from "../../testkit/residents.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const DECREES = 30;
const PUBLISHED_MS_MAX = 110_000;

let system: TestSystem;
let desk: Desk;
let ids: readonly string[];

beforeAll(async () => {
  system = await startTestSystem();
  desk = await openDesk(system);
  ids = await Promise.all(Array.from({ length: DECREES }, (_, nth) => proposedCase(nth)));
});

afterAll(() => system.close());

async function proposedCase(nth: number): Promise<string> {
  const company = await addCompany(system.town);
  const owner = await system.colleague(company);
  const code = `15007${String(nth).padStart(2, "0")}`;
  return (await proposedFor({ ...company, owner }, { code, desk })).id;
}

/** Decides until the case is decided: whoever got no answer asks again, as a person would. */
async function approve(id: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isApproved = await command(desk.director.client, id, { command: "decide", outcome: "approve", reason: "" })
      .then(async ({ status }) => {
        if (status === 200) return true;
        const { body } = await desk.director.client.get<CaseView>(`/api/applications/${id}`);
        return body.state === "approved";
      })
      .catch(() => false);
    if (isApproved) return;
    await delay(200);
  }
  throw new Error("a case could not be decided");
}

async function countIn(state: "decided" | "rendered" | "signed" | "published"): Promise<number> {
  const rows = await system.town.db
    .selectFrom("decree")
    .select("id")
    .where("state", "=", state)
    .execute()
    .catch(() => []);
  return rows.length;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PUBLISHED_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await delay(25);
  }
}

describe("thirty decrees, while the portal, the database and all of it are killed in the middle", () => {
  it("are each decided, rendered, signed and published", async () => {
    const decisions = Promise.all(ids.map(approve));
    await until(
      "the first decree is rendered",
      async () =>
        (await countIn("decided")) < DECREES - 1 &&
        (await countIn("rendered")) + (await countIn("signed")) + (await countIn("published")) > 0,
    );
    await system.kill("portal");
    await system.untilReady();
    await until("some decrees are published", async () => (await countIn("published")) >= 3);
    await system.kill("database");
    await delay(200);
    await system.untilReady();
    await decisions;
    await until("more decrees are published", async () => (await countIn("published")) >= 8);
    await system.kill("supervisor");
    expect(await system.untilGone()).toEqual([]);
    await system.start();
    await until("all decrees are published", async () => (await countIn("published")) === DECREES);
  }, 200_000);

  it("have numbers without gap or double", async () => {
    const rows = await system.town.db.selectFrom("decree").select("sequence").orderBy("sequence").execute();
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: DECREES }, (_, nth) => nth + 1));
  });

  it("are published once: one entry in the audit log, one file, one mail to each person", async () => {
    const twice = await sql<{ id: string; published: number; files: number; mails: number }>`
      select d.id,
        (select count(*) from audit_entry e where e.action = 'decree.published' and e.subject_id = d.id::text) as published,
        (select count(*) from stored_file f where f.purpose = 'decree' and f.organisation_id = d.organisation_id) as files,
        (select count(*) from mail_message m where m.dedupe_key like 'decree ' || d.id || '%') as mails
      from decree d`.execute(system.town.db);
    expect(twice.rows).toHaveLength(DECREES);
    expect(twice.rows.filter(({ published, files, mails }) => published !== 1 || files !== 1 || mails !== 1)).toEqual(
      [],
    );
  });

  it("are served exactly as they were signed", async () => {
    const rows = await system.town.db.selectFrom("decree").select(["id", "signedSha256"]).limit(5).execute();
    for (const { id, signedSha256 } of rows) {
      const answer = await fetch(`${system.url}/api/decrees/${id}/file`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(signedSha256);
    }
  });

  it("leave every code active for its company and nothing waiting in the outbox of issuing", async () => {
    const active = await system.town.db.selectFrom("accessCode").select("code").where("state", "=", "active").execute();
    expect(active).toHaveLength(DECREES);
    const open = sql<{ count: number }>`select count(*) from outbox where done_at is null and kind like 'issuing.%'`;
    await until("the outbox is empty", async () => (await open.execute(system.town.db)).rows[0]?.count === 0);
  });
});
