import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import type { ApplicationReply, RecordedRequest } from "../../testkit/application-server.ts";
import { type CallWebhookFixture, callIdOf, openCallWebhookFixture } from "../../testkit/call-webhook-fixture.ts";
import { hookNumber } from "../../testkit/number-hook.ts";

const CODE = "1500965";
/** Longer than the next switch takes to close the calls of the killed one. */
const LATER_MS = 3_000;
const GATHER = `<Response><Gather numDigits="1" action="/keys" timeout="60"><Pause length="60"/></Gather></Response>`;

let fixture: CallWebhookFixture;

beforeAll(async () => {
  fixture = await openCallWebhookFixture({ code: CODE, address: "127.0.0.52", number: "081110000052" });
  const { system, centre, application } = fixture;
  const place = { database: system.database, tenantId: centre.tenantId };
  await hookNumber(place, { code: CODE, voiceUrl: application.at("/voice"), fallbackUrl: application.at("/behind") });
});

afterAll(() => fixture?.close());

/** Dials until the application receives a request about a call; returns the request. */
async function callUntilAsked(reply: (one: RecordedRequest) => ApplicationReply | string): Promise<RecordedRequest> {
  const { application, caller, sipPort } = fixture;
  application.reply(reply);
  await caller.command("hangupall");
  const before = application.asked.length;
  const dialled = async () => {
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    // A second call beside a slow first one would receive the keys that are pressed later.
    return vi.waitUntil(() => application.asked[before], { timeout: 15_000 }).catch(() => undefined);
  };
  const first = await vi.waitUntil(dialled, { timeout: 60_000 });
  if (first === undefined) throw new Error("nobody was asked");
  return first;
}

const askedAbout = (callId: string) => fixture.application.asked.filter(({ fields }) => callIdOf(fields) === callId);

/** Kills the switch; returns the call's record once the next switch has closed it, and the number of requests about it. */
async function killedIn(callId: string) {
  await fixture.system.kill("switch");
  await expect.poll(() => fixture.cdrOf(callId), { timeout: 40_000 }).toBeDefined();
  await delay(LATER_MS);
  const requests = askedAbout(callId);
  const tokens = requests.map(({ headers }) => String(headers["i-twilio-idempotency-token"]));
  expect(new Set(tokens).size).toBe(tokens.length);
  return { record: await fixture.cdrOf(callId), paths: requests.map(({ path }) => path) };
}

/** The progress of a call: unanswered, answered, or its outcome once it has ended. */
async function progressOf(callId: string): Promise<unknown> {
  const record = await fixture.cdrOf(callId);
  if (record !== undefined) return record["outcome"];
  const answers = await fixture.eventsOf("call.answered");
  return answers.some((answer) => answer.callId === callId) ? "answered" : "unanswered";
}

const exchangesOf = (callId: string) =>
  inTenant(fixture.system.database.db, fixture.centre.tenantId, (trx) =>
    trx.selectFrom("hookExchange").select(["nth", "kind"]).where("callId", "=", callId).execute(),
  );

describe("a call that an application leads when the switch is killed", () => {
  it("ends as restarted in the middle of its document, and nothing is asked again", async () => {
    const { fields } = await callUntilAsked(() => GATHER);
    const callId = callIdOf(fields);
    await expect.poll(() => progressOf(callId)).toBe("answered");
    const { record, paths } = await killedIn(callId);
    expect(record).toMatchObject({ outcome: "system-restart", endedBy: "system", code: CODE });
    expect(record?.["answeredAt"]).not.toBeNull();
    expect(paths).toEqual(["/voice"]);
    expect((await exchangesOf(callId)).length).toBeLessThanOrEqual(1);
  });

  it("ends as restarted while its keys are with the application, which is told them once", async () => {
    const { fields } = await callUntilAsked(({ path }) =>
      path === "/keys" ? { body: GATHER, afterMs: 4_000 } : GATHER,
    );
    const callId = callIdOf(fields);
    const isTold = async () => {
      await fixture.caller.command("sndcode", "5");
      return vi.waitUntil(() => askedAbout(callId).length > 1, { timeout: 2_000 }).catch(() => false);
    };
    await vi.waitUntil(isTold, { timeout: 30_000 });
    const { record, paths } = await killedIn(callId);
    expect(record).toMatchObject({ outcome: "system-restart", endedBy: "system" });
    expect(paths).toEqual(["/voice", "/keys"]);
    expect(askedAbout(callId).at(-1)?.fields).toMatchObject({ Digits: "5" });
  });

  it("ends as restarted before its first document is there, and the hook behind is not asked for it", async () => {
    const { fields } = await callUntilAsked(() => ({ body: GATHER, afterMs: 4_000 }));
    const callId = callIdOf(fields);
    const { record, paths } = await killedIn(callId);
    expect(record).toMatchObject({ outcome: "system-restart", answeredAt: null });
    expect(paths).toEqual(["/voice"]);
  });

  it("is led like any other by the switch that comes after", async () => {
    const { fields } = await callUntilAsked(() => '<Response><Pause length="1"/><Hangup/></Response>');
    const callId = callIdOf(fields);
    await expect.poll(() => fixture.cdrOf(callId)).toMatchObject({ outcome: "automated" });
  });
});
