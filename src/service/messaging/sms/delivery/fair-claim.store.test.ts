import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { type ChangeFeed, inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { openGatewayMessaging } from "./gateway-messaging.effects.ts";
import type { DuePart, EsmeAccount, GatewayMessaging, MessageCategory } from "./gateway-port.ts";

/** Waiting messages of one call centre, half of them one-time passwords; a million on demand. */
const WAITING = Number(process.env["SAMBUNG_SMS_WAITING"] ?? 60_000);
/** Messages a second that the carrier accepts. */
const RATE = 50;
/** Limit of pages that a query may read, however many messages wait. */
const PAGES_MAX = 5_000;

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
let clone: ClonedDatabase;
let database: OpenDatabase;
let gateway: GatewayMessaging;
let carrierId: string;
let crowd: Sending;
let small: Sending;

interface Sending {
  readonly centre: CallCentre;
  readonly senderId: string;
  readonly account: EsmeAccount;
}

const senderOf = ({ tenantId }: Pick<CallCentre, "tenantId">) => `K${tenantId.slice(-9)}`.toUpperCase();

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  carrierId = await addTestCarrier({ db: database.db, ...virtualContext, key }, { name: "Uji" });
  [crowd, small] = [await sending(), await sending()];
  await letWait(crowd);
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
  if (!opened.ok) throw new Error("no rules");
  const rules = readShortMessageRules(opened.value);
  gateway = await openGatewayMessaging({
    db: database.db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    key,
    rules: () => rules,
    checkPassword: async () => false,
  });
}, 600_000);

afterAll(async () => {
  await gateway?.close(1_000);
  await database?.close();
  await clone?.close();
});

async function sending(): Promise<Sending> {
  const { db } = database;
  const centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  const { tenantId } = centre;
  const own = { tenantId, personId: centre.operator.id, value: senderOf(centre), carrierIds: [carrierId] };
  const senderId = await addTestSender({ db, ...virtualContext, key }, own);
  const id = virtualContext.ids.next();
  const account: EsmeAccount = {
    id,
    tenantId,
    systemId: `u${id.slice(-10)}`,
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "otp",
  };
  const row = { ...account, name: "Program", passwordHash: "kata", addresses: [], createdBy: centre.operator.id };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
  return { centre, senderId, account };
}

/** Inserts the waiting messages that the call centre submitted over the last hour, as the intake writes them. */
async function letWait({ centre, senderId }: Sending): Promise<void> {
  const [at, until] = [
    new Date(virtualContext.clock.nowMs() - 3_600_000),
    new Date(virtualContext.clock.nowMs() + 86_400_000),
  ];
  for (let from = 1; from <= WAITING; from += PORTION)
    await inTenant(database.db, centre.tenantId, (trx) =>
      sql`with message as (
          insert into sms_message (id, tenant_id, sender_id, sender, recipient, category, coding, parts, receipt, accepted_at, send_at, valid_until)
          select gen_random_uuid(), ${centre.tenantId}::uuid, ${senderId}::uuid, ${senderOf(centre)}, '62812' || lpad(n::text, 8, '0'),
            case when n % 2 = 0 then 'otp' else 'transactional' end, 'gsm', 1, 'never', ${at}::timestamptz, ${at}::timestamptz, ${until}::timestamptz
          from generate_series(${from}::int, ${Math.min(from + PORTION - 1, WAITING)}::int) as n returning *)
        insert into sms_segment (message_id, sequence, tenant_id, carrier_id, payload, priority, due_at, valid_until)
        select id, 1, tenant_id, ${carrierId}::uuid, '\\x4b6f6465'::bytea, case category when 'otp' then 0 else 1 end, send_at, valid_until
        from message`.execute(trx),
    );
}

const PORTION = 10_000;

async function handIn({ centre, account }: Sending, category: MessageCategory, count: number): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) {
    const submission = {
      sender: senderOf(centre),
      coding: "gsm",
      part: null,
      validUntilMs: null,
      receipt: "never",
    } as const;
    const taken = await gateway.esmes.accept(
      { ...account, category },
      {
        ...submission,
        recipient: `62813${10_000_000 + nth}`,
        octets: encodeGsm("Kode") ?? new Uint8Array(),
        sendAtMs: null,
      },
    );
    expect(taken.ok).toBe(true);
  }
}

/** Segments claimed in one second, `limit` in each claim. */
async function second(limit: number): Promise<readonly DuePart[]> {
  const gone: DuePart[] = [];
  while (gone.length < RATE) {
    const parts = await gateway.carriers.claim(carrierId, Math.min(limit, RATE - gone.length));
    expect(parts.length).toBeGreaterThan(0);
    gone.push(...parts);
  }
  return gone;
}

const ownOf = (parts: readonly DuePart[], { centre }: Sending, category: MessageCategory) =>
  parts.filter((part) => part.tenantId === centre.tenantId && part.category === category).length;

describe("a call centre beside one that has handed in very many messages of every category", () => {
  it.each([1, 10, 100])(
    "has its passwords and its ordinary messages sent within a second, claimed %i at a time",
    async (limit) => {
      await handIn(small, "otp", 3);
      await handIn(small, "transactional", 3);
      const gone = await second(limit);
      expect(ownOf(gone, small, "otp")).toBe(3);
      expect(ownOf(gone, small, "transactional")).toBe(3);
      expect(ownOf(gone, crowd, "otp")).toBeGreaterThan(RATE / 2);
    },
  );

  it("has half of the turns of its category while it has as much to send", async () => {
    await handIn(small, "otp", 40);
    const gone = await second(10);
    const [own, others] = [ownOf(gone, small, "otp"), ownOf(gone, crowd, "otp")];
    expect(Math.abs(own - others)).toBeLessThanOrEqual(1);
    // Claims the remainder, so that it does not affect the next test.
    await second(10);
  });

  it("costs a look no more than what it takes, whatever is known of the table", async () => {
    const at = new Date(virtualContext.clock.nowMs());
    const runs = await database.db.selectFrom("smsGatewayRun").select("id").where("endedAt", "is", null).execute();
    for (const isAnalysed of [false, true]) {
      if (isAnalysed) await analyse();
      expect(
        await pagesOf(sql`select * from due_sms_queues(${carrierId}::uuid, ${at}::timestamptz, 5000)`),
      ).toBeLessThan(PAGES_MAX);
      const pages = await pagesOf(
        sql`select * from lock_due_sms_segments(${runs[0]?.id ?? ""}::uuid, ${carrierId}::uuid, ${at}::timestamptz, '{0,1}'::smallint[],
          ${[crowd.centre.tenantId, crowd.centre.tenantId]}::uuid[], '{20,20}'::int[])`,
      );
      expect(pages).toBeLessThan(PAGES_MAX);
    }
  });
});

/** Pages that a query read, by the database's statistics. */
async function pagesOf(asked: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ readonly "QUERY PLAN": readonly { Plan: Record<string, unknown> }[] }>`
    explain (analyze, buffers, format json) ${asked}`.execute(database.db);
  const plan = Object.values(rows[0] ?? {})[0]?.[0]?.Plan ?? {};
  return Number(plan["Shared Hit Blocks"] ?? plan["sharedHitBlocks"]) + Number(plan["Shared Read Blocks"] ?? 0);
}

async function analyse(): Promise<void> {
  const owner = openDatabase({ access: clone.access, role: "owner", max: 1, log: testLog });
  await sql`analyze sms_segment`.execute(owner.db);
  await owner.close();
}
