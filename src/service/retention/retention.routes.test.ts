import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../testkit/call-centre.ts";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { inTenant } from "../../platform/database/index.ts";

const PATH = "/api/service/retention";
const DAY_MS = 86_400_000;

interface Retention {
  readonly classes: readonly {
    readonly name: string;
    readonly count: number;
    readonly oldest: string | null;
    readonly rule: { readonly id: string; readonly value: number } | null;
  }[];
  readonly choices: readonly { readonly name: string; readonly days: number | null; readonly version: number }[];
  readonly isAsked: boolean;
}

let portal: TestPortal;
let centre: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
});
afterAll(() => portal.close());

const retentionOf = async ({ operator }: CallCentre) =>
  succeeded(await operator.client.get<Retention>(PATH), "what is kept");
const choose = ({ operator }: CallCentre, choice: object) => operator.client.put(PATH, choice);
const codeOf = ({ body }: Answer) => (body as ProblemBody).error?.code;

async function recordingBegun(daysAgo: number): Promise<Date> {
  const beganAt = new Date(portal.kit.clock.nowMs() - daysAgo * DAY_MS);
  const { tenantId } = centre;
  const [id, callId] = [portal.kit.ids.next(), portal.kit.ids.next()];
  await inTenant(portal.kit.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({
        ...{
          id,
          callId,
          tenantId,
          state: "kept",
          sealedKey: Buffer.from("key"),
          segments: "[]",
          bytes: 6,
          durationMs: 1,
        },
        ...{ beganAt, keepUntil: "2029-01-01" },
      })
      .execute(),
  );
  return beganAt;
}

describe("what a call centre keeps", () => {
  it("is told by class with its rule, how much there is and since when, and nothing of another one", async () => {
    const oldest = await recordingBegun(40);
    await recordingBegun(5);
    const { classes } = await retentionOf(centre);
    expect(classes).toHaveLength(14);
    const recordings = classes.find(({ name }) => name === "recordings");
    expect(recordings).toMatchObject({ count: 2, rule: { id: "recording-keep-days", value: 90 } });
    expect(recordings?.oldest).toBe(oldest.toISOString());
    const other = await retentionOf(await openCallCentre(portal));
    expect(other.classes.find(({ name }) => name === "recordings")?.count).toBe(0);
  });

  it("is told what other days would take away before they are chosen", async () => {
    const effect = (days: number) =>
      centre.operator.client.get<{ removed: number; held: number }>(`${PATH}/effect?name=recordings&days=${days}`);
    expect((await effect(30)).body).toEqual({ removed: 1, held: 2 });
    expect((await effect(60)).body).toEqual({ removed: 0, held: 2 });
    expect((await effect(0)).status).toBe(400);
  });

  it("is chosen between the bounds of the rules, over the version that was read, and left to the rule again", async () => {
    const recordings = { name: "recordings", days: 30, expectedVersion: 0 };
    expect(codeOf(await choose(centre, { ...recordings, days: 6 }))).toBe("retention-too-short");
    expect(codeOf(await choose(centre, { ...recordings, days: 366 }))).toBe("retention-too-long");
    expect(codeOf(await choose(centre, { name: "traces", days: 8, expectedVersion: 0 }))).toBe("retention-too-long");
    expect((await choose(centre, { name: "audit", days: 8, expectedVersion: 0 })).status).toBe(400);
    const both = await Promise.all([choose(centre, recordings), choose(centre, { ...recordings, days: 40 })]);
    expect(both.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([204, 409]);
    const [chosen] = (await retentionOf(centre)).choices;
    expect(chosen).toMatchObject({ name: "recordings", version: 1 });
    expect([30, 40]).toContain(chosen?.days);
    expect((await choose(centre, { ...recordings, days: null, expectedVersion: 1 })).status).toBe(204);
    expect((await retentionOf(centre)).choices[0]).toMatchObject({ days: null, version: 2 });
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select("action")
      .where("tenantId", "=", centre.tenantId)
      .where("action", "=", "retention.chosen")
      .execute();
    expect(entries).toHaveLength(2);
  });
});
