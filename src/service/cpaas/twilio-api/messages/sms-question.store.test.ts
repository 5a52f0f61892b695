import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { addTestCode } from "../../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { present } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";
import { type HookExchange, redactExchange } from "../../../flows/call-documents/index.ts";
import { openSmsAsker, type SmsQuestionOptions } from "./sms-question.jobs.ts";

const HOOK = "https://aplikasi.contoh.id/pesan";
const TIMINGS = { lookedUpMs: null, connectedMs: null, answeredMs: null, totalMs: 0 };
let virtualContext: VirtualContext;
let portal: TestPortal;
let key: Buffer;
let carrierId: string;
let codes = 1500650;

interface Written extends Pick<CallCentre, "tenantId"> {
  readonly code: string;
  readonly senderId: string;
}

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Uji" });
});

afterAll(() => portal?.close());

const own = <Value>({ tenantId }: { readonly tenantId: string }, work: Parameters<typeof inTenant<Value>>[2]) =>
  inTenant(portal.kit.db, tenantId, work);

/** A call centre with a number that has an SMS webhook. */
async function withHook(): Promise<Written> {
  const centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  codes += 1;
  const code = String(codes);
  await addTestCode(portal.kit.db, { code, tenantId, at: new Date(virtualContext.clock.nowMs()) });
  const sender = { tenantId, personId: operator.id, value: code, carrierIds: [carrierId] };
  const senderId = await addTestSender({ ...portal.kit, key }, sender);
  const changedAt = new Date(virtualContext.clock.nowMs());
  await own(centre, (trx) =>
    trx.insertInto("numberHook").values({ code, tenantId, smsUrl: HOOK, changedAt }).execute(),
  );
  return { tenantId, code, senderId };
}

async function writes({ tenantId, code, senderId }: Written, count: number): Promise<void> {
  const receivedAt = new Date(virtualContext.clock.nowMs());
  const rows = Array.from({ length: count }, (_, nth) => ({
    id: virtualContext.ids.next(),
    tenantId,
    carrierId,
    senderId,
    sender: `+62812345${String(nth).padStart(4, "0")}`,
    recipient: code,
    coding: "latin1",
    payload: Buffer.from("Halo"),
    receivedAt,
  }));
  await own({ tenantId }, (trx) => trx.insertInto("smsInbound").values(rows).execute());
}

const states = async (of: Written) => {
  const rows = await own(of, (trx) => trx.selectFrom("smsQuestion").select("state").execute());
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ state }) => state)].map(([state, those]) => [state, those.length]),
  );
};

/** Webhooks of some call centres hang until released; the others return an empty response at once. */
function stage(hanging: readonly Written[]) {
  const gate = Promise.withResolvers<void>();
  const kept: HookExchange[] = [];
  const options: SmsQuestionOptions = {
    keep: (exchange) => void kept.push(exchange),
    db: portal.kit.db,
    clock: virtualContext.clock,
    log: portal.kit.log,
    signatureOf: () => "",
    send: async () => [],
    authTokenOf: async () => "token",
    fetchWithin: async (_budgetMs, { holder }) => {
      if (hanging.some(({ tenantId }) => tenantId === holder)) await gate.promise;
      return { ok: true, status: 200, type: "text/xml", text: "<Response/>", timings: TIMINGS };
    },
  };
  return { options, kept, release: () => gate.resolve() };
}

describe("questions about what is written", () => {
  it("of a call centre whose hook hangs hold up nobody else's, and go on as places get free", async () => {
    const [slow, quick] = [await withHook(), await withHook()];
    const { options, kept, release } = stage([slow]);
    const asker = openSmsAsker(options);
    await writes(slow, 20);
    virtualContext.advance(1_000);
    expect(await asker.begin()).toBe(8);
    await writes(quick, 3);
    expect(await asker.begin()).toBe(3);
    await expect.poll(() => states(quick), { timeout: 5_000 }).toEqual({ answered: 3 });
    expect(await states(slow)).toEqual({ waiting: 20 });
    expect(kept).toHaveLength(3);
    expect(kept[0]).toMatchObject({
      tenantId: quick.tenantId,
      kind: "sms",
      nth: 1,
      method: "POST",
      url: HOOK,
      status: 200,
      error: null,
      fields: { To: quick.code },
    });
    // Message texts are stored as their length only.
    expect(redactExchange(present(kept[0], "an exchange")).fields["Body"]).toBe("… (4)");
    expect(await asker.begin()).toBe(0);
    release();
    for (const more of [8, 4, 0]) {
      await asker.rest();
      expect(await asker.begin()).toBe(more);
    }
    expect(await states(slow)).toEqual({ answered: 20 });
  });

  it("that a closing process cut off are asked by the next one", async () => {
    const slow = await withHook();
    const { options, release } = stage([slow]);
    const cut: SmsQuestionOptions = {
      ...options,
      fetchWithin: async (...asking) => {
        await options.fetchWithin(...asking);
        return { ok: false, fault: "cut-off", timings: TIMINGS };
      },
    };
    const asker = openSmsAsker(cut);
    await writes(slow, 2);
    expect(await asker.begin()).toBe(2);
    asker.close();
    release();
    await asker.rest();
    expect(await states(slow)).toEqual({ waiting: 2 });
    virtualContext.advance(61_000);
    const next = openSmsAsker(stage([]).options);
    expect(await next.begin()).toBe(2);
    await next.rest();
    expect(await states(slow)).toEqual({ answered: 2 });
  });
});
