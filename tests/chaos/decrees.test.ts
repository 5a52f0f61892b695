import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommitmentOrder, commitmentOrderer } from "../../src/licensing/issuing/wire.ts";
import { commitmentOrder } from "../../testkit/commitment-order.ts";
import type { Guest } from "../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  type NumberingOfficers,
  proposedFor,
} from "../../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { addCompany } from "../../testkit/users.ts";

const DECREES = 30;
const COMMITMENTS = 10;
const AT_ONCE = 6;
const ALL = DECREES + COMMITMENTS;
const PUBLISHED_MS_MAX = 110_000;

let system: TestSystem;
let desk: NumberingOfficers;
let ids: readonly string[];
let orders: readonly CommitmentOrder[];

beforeAll(async () => {
  system = await startTestSystem();
  desk = await addNumberingOfficers(system);
  // In small batches: the load on a busy machine belongs to the kills, not to the preparation.
  const prepared: string[] = [];
  for (let nth = 0; nth < DECREES; nth += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, DECREES - nth) }, (_, add) => proposedCase(nth + add));
    prepared.push(...(await Promise.all(some)));
  }
  ids = prepared;
  const signer = await system.officer("coordinator", "licensing");
  orders = await Promise.all(Array.from({ length: COMMITMENTS }, () => commitmentOf(signer)));
});

afterAll(() => system.close());

async function proposedCase(nth: number): Promise<string> {
  const company = await addCompany(system.kit);
  const owner = await system.colleague(company);
  const code = `15007${String(nth).padStart(2, "0")}`;
  return (await proposedFor({ ...company, owner }, { code, desk })).id;
}

/** Repeats the decision until the case is decided: a user without a response would retry. */
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

async function commitmentOf(signer: Guest): Promise<CommitmentOrder> {
  const company = await addCompany(system.kit);
  await system.colleague(company);
  return commitmentOrder(system.kit, { organisationId: company.id, signer });
}

/** Repeats the verification of a licence application until its decree exists: the portal would retry after losing the database. */
async function verify(order: CommitmentOrder): Promise<void> {
  const kit = { ...system.kit, publicUrl: () => system.url };
  const orderDecree = commitmentOrderer(kit, { standing: "demonstration" });
  const { licenceApplicationId } = order;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isThere = await system.kit.db
      .transaction()
      .execute(async (trx) => {
        const found = await trx
          .selectFrom("decree")
          .select("id")
          .where("licenceApplicationId", "=", licenceApplicationId)
          .executeTakeFirst();
        if (found === undefined) await orderDecree(trx, order);
        return true;
      })
      .catch(() => false);
    if (isThere) return;
    await delay(200);
  }
  throw new Error("a commitment could not be decided");
}

async function countIn(state: "decided" | "rendered" | "signed" | "published"): Promise<number> {
  const rows = await system.kit.db
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

describe("forty decrees of two series, while the portal, the database and all of it are killed in the middle", () => {
  it("are each decided, rendered, signed and published", async () => {
    const [early, late] = [orders.slice(0, COMMITMENTS / 2), orders.slice(COMMITMENTS / 2)];
    const decisions = Promise.all([...ids.map(approve), ...early.map(verify)]);
    await until(
      "the first decree is rendered",
      async () =>
        (await countIn("decided")) < ALL - 1 &&
        (await countIn("rendered")) + (await countIn("signed")) + (await countIn("published")) > 0,
    );
    await system.kill("portal");
    await system.untilReady();
    await until("some decrees are published", async () => (await countIn("published")) >= 3);
    const lateDecisions = Promise.all(late.map(verify));
    await system.kill("database");
    await delay(200);
    await system.untilReady();
    await decisions;
    await lateDecisions;
    await until("more decrees are published", async () => (await countIn("published")) >= 8);
    await system.kill("supervisor");
    expect(await system.untilGone()).toEqual([]);
    await system.start();
    await until("all decrees are published", async () => (await countIn("published")) === ALL);
  }, 200_000);

  it("have numbers without gap or double, each series by itself", async () => {
    const rows = await system.kit.db.selectFrom("decree").select(["kind", "sequence"]).orderBy("sequence").execute();
    const sequencesOf = (isCommitment: boolean) =>
      rows.filter(({ kind }) => (kind === "commitment") === isCommitment).map(({ sequence }) => sequence);
    expect(sequencesOf(false)).toEqual(Array.from({ length: DECREES }, (_, nth) => nth + 1));
    expect(sequencesOf(true)).toEqual(Array.from({ length: COMMITMENTS }, (_, nth) => nth + 1));
  });

  it("are published once: one entry in the audit log, one file, one mail to each person", async () => {
    const twice = await sql<{ id: string; published: number; files: number; mails: number; people: number }>`
      select d.id,
        (select count(*) from audit_entry e where e.action = 'decree.published' and e.subject_id = d.id::text) as published,
        (select count(*) from stored_file f where f.purpose = 'decree' and f.organisation_id = d.organisation_id) as files,
        (select count(*) from mail_message m where m.dedupe_key like 'decree ' || d.id || '%') as mails,
        (select count(*) from membership s where s.organisation_id = d.organisation_id and s.ended_at is null) as people
      from decree d`.execute(system.kit.db);
    expect(twice.rows).toHaveLength(ALL);
    expect(
      twice.rows.filter(({ published, files, mails, people }) => published !== 1 || files !== 1 || mails !== people),
    ).toEqual([]);
  });

  it("are served exactly as they were signed", async () => {
    const rows = await system.kit.db.selectFrom("decree").select(["id", "signedSha256"]).limit(5).execute();
    for (const { id, signedSha256 } of rows) {
      const answer = await fetch(`${system.url}/api/decrees/${id}/file`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(signedSha256);
    }
  });

  it("leave every code active for its company and nothing waiting in the outbox of issuing", async () => {
    const active = await system.kit.db.selectFrom("accessCode").select("code").where("state", "=", "active").execute();
    expect(active).toHaveLength(DECREES);
    const open = sql<{ count: number }>`select count(*) from outbox where done_at is null and kind like 'issuing.%'`;
    await until("the outbox is empty", async () => (await open.execute(system.kit.db)).rows[0]?.count === 0);
  });
});
