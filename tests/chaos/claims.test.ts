import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestClient, type TestClient } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { startTestSystem, type TestSystem, type Victim } from "../../testkit/system.ts";
import { addCompany, type ResidentCompany } from "../../testkit/users.ts";

const CLIENTS = 50;
const REQUESTS = 3_000;
const COMPANIES = 1_000;
const CONTESTED = Array.from({ length: 100 }, (_, index) => `15002${String(index).padStart(2, "0")}`);

interface Acknowledged {
  readonly id: string;
  readonly code: string;
  readonly organisationId: string;
}

interface Storm {
  asked: number;
  readonly acknowledged: Acknowledged[];
  readonly refusals: Map<string, number>;
  unanswered: number;
}

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
});

afterAll(() => system.close());

/** Many companies, because a company may hold two codes at once; one person belongs to twenty of them. */
async function settle(): Promise<readonly { readonly company: ResidentCompany; readonly client: TestClient }[]> {
  const companies: ResidentCompany[] = [];
  for (let nth = 0; nth < COMPANIES; nth += 1) companies.push(await addCompany(system.kit));
  const people: Guest[] = [];
  for (let nth = 0; nth < CLIENTS; nth += 1) people.push(await system.person());
  const owners = companies.map((company, nth) => ({ company, owner: people[nth % CLIENTS] }));
  await system.kit.db
    .insertInto("membership")
    .values(
      owners.map(({ company, owner }) => ({
        id: system.kit.ids.next(),
        personId: owner?.id ?? "",
        role: "applicant-owner",
        organisationId: company.id,
        grantedAt: new Date(),
      })),
    )
    .execute();
  return owners.map(({ company, owner }) => ({ company, client: openTestClient(system.url, owner?.token) }));
}

/** Every other request is for a contested code, the rest for any available code. */
async function chooseCode(client: TestClient, nth: number): Promise<string> {
  if (nth % 2 === 0) return CONTESTED[(nth / 2) % CONTESTED.length] ?? "";
  const page = 1 + ((nth * 7) % 50);
  const path = `/api/inventory/codes?state=idle&page=${page}&pageSize=10`;
  const { items } = (await client.get<{ items: readonly { code: string }[] }>(path)).body;
  return items[nth % Math.max(1, items.length)]?.code ?? "1500999";
}

async function claim(storm: Storm, seat: { company: ResidentCompany; client: TestClient }, nth: number): Promise<void> {
  try {
    const code = await chooseCode(seat.client, nth);
    const organisationId = seat.company.id;
    const answer = await seat.client.post<{ id: string; code: string; error?: { code: string } }>("/api/holds", {
      organisationId,
      code,
    });
    if (answer.status === 201) {
      storm.acknowledged.push({ id: answer.body.id, code: answer.body.code, organisationId });
      return;
    }
    const refusal = answer.body?.error?.code ?? `status ${answer.status}`;
    storm.refusals.set(refusal, (storm.refusals.get(refusal) ?? 0) + 1);
    if (answer.status >= 500) await delay(100);
  } catch {
    storm.unanswered += 1;
    await delay(100);
  }
}

async function untilAsked(storm: Storm, count: number): Promise<void> {
  while (storm.asked < count) await delay(20);
}

/** Kills processes during the load, and restarts the system after its supervisor was killed. */
async function havoc(storm: Storm): Promise<void> {
  const kills: readonly (readonly [number, Victim])[] = [
    [0.15, "portal"],
    [0.35, "database"],
    [0.55, "supervisor"],
    [0.75, "portal"],
    [0.9, "database"],
  ];
  for (const [share, victim] of kills) {
    await untilAsked(storm, share * REQUESTS);
    await system.kill(victim);
    if (victim === "supervisor") {
      expect(await system.untilGone()).toEqual([]);
      await system.start();
    }
    await delay(200);
    await system.untilReady();
  }
}

describe("fifty clients with three thousand requests, while the portal, the database and all of it are killed", () => {
  const storm: Storm = { asked: 0, acknowledged: [], refusals: new Map(), unanswered: 0 };

  it("get no code twice and lose no hold that was acknowledged", async () => {
    const durable = await sql<{ fsync: string }>`show fsync`.execute(system.kit.db);
    expect(durable.rows).toEqual([{ fsync: "on" }]);
    const seats = await settle();
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let round = 0; round < REQUESTS / CLIENTS; round += 1) {
        const nth = client + round * CLIENTS;
        const seat = seats[nth % seats.length];
        storm.asked += 1;
        if (seat !== undefined) await claim(storm, seat, nth);
        if (round % 5 === 4) await system.untilReady();
      }
    });
    await Promise.all([...clients, havoc(storm)]);
    await system.untilReady();

    const open = await system.kit.db
      .selectFrom("codeHold")
      .select(["id", "code", "organisationId"])
      .where("endedAt", "is", null)
      .execute();
    const rowById = new Map(open.map((row) => [row.id, row]));
    const lost = storm.acknowledged.filter(({ id, code, organisationId }) => {
      const row = rowById.get(id);
      return row?.code !== code || row.organisationId !== organisationId;
    });
    expect(lost).toEqual([]);
    expect(new Set(storm.acknowledged.map(({ code }) => code)).size).toBe(storm.acknowledged.length);
    expect(new Set(open.map(({ code }) => code)).size).toBe(open.length);
  }, 180_000);

  it("were served in earnest: hundreds of holds, plain refusals, and every contested code taken", async () => {
    expect(storm.asked).toBe(REQUESTS);
    expect(storm.acknowledged.length).toBeGreaterThan(500);
    expect(storm.refusals.get("code-not-free") ?? 0).toBeGreaterThan(500);
    expect(storm.refusals.get("internal")).toBeUndefined();
    const taken = await system.kit.db
      .selectFrom("accessCode")
      .select("code")
      .where("code", "in", CONTESTED)
      .where("state", "=", "held")
      .execute();
    expect(taken).toHaveLength(CONTESTED.length);
  });

  it("leave codes and holds in one picture: every held code has one open hold of its holder, none is without", async () => {
    const strays = await sql<{ code: string }>`
      select coalesce(c.code, h.code) as code
      from (select * from access_code where state = 'held') c
      full join (select * from code_hold where ended_at is null) h on h.code = c.code and h.organisation_id = c.holder_organisation_id
      where c.code is null or h.code is null`.execute(system.kit.db);
    expect(strays.rows).toEqual([]);
  });

  it("leave one audit entry for every hold", async () => {
    const holds = await sql<{ missing: number; entries: number; holds: number }>`
      select (select count(*) from audit_entry where action = 'code.held') as entries,
             (select count(*) from code_hold) as holds,
             (select count(*) from code_hold h where not exists (
               select from audit_entry e where e.action = 'code.held' and e.detail ->> 'holdId' = h.id::text)) as missing`.execute(
      system.kit.db,
    );
    const row = holds.rows[0];
    expect(row?.missing).toBe(0);
    expect(row?.entries).toBe(row?.holds);
  });

  it("leave no process behind when the supervisor is killed", async () => {
    expect((await system.processes()).length).toBeGreaterThan(3);
    await system.kill("supervisor");
    expect(await system.untilGone()).toEqual([]);
  });
});
