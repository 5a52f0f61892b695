import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { addAgentPerson } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, GOOD_NUMBER, openCallCentre, withoutInventory } from "../../testkit/call-centre.ts";
import { keepCalls } from "../../testkit/calls.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type AcdEngineFixture, addFixtureAgent, openAcdEngineFixture } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", code: "1500881" },
  { locale: "en", width: 360, height: 740, theme: "dark", code: "1500882" },
] as const);

let portal: TestPortal;
let browser: Browser;
let staged: AcdEngineFixture;
const owned: string[] = [];

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: createRuntimeContext(), screens: true, works: false }),
    openBrowser(),
  ]);
  await withoutInventory(portal.access, ["1500881", "1500882"]);
  staged = await openAcdEngineFixture(portal.kit.db, portal.kit, { tenantIds: async () => owned });
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await browser?.close();
  await portal?.close();
});

const visitors = openVisitors(() => ({ browser, url: portal.url }));
const { comesAs } = visitors;

describe.each(WAYS)("consent to recording ($locale, $width px)", ({ code, ...way }) => {
  let centre: CallCentre;
  let lead: Visit;
  let desk: Visit;
  let agentId: string;
  let queueId: string;
  const word = (key: string) => desk.t(`web.agentDesk.recording.${key}`);

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    owned.push(centre.tenantId);
    const agent = await addAgentPerson(portal, centre.tenantId);
    const { client } = centre.operator;
    succeeded(await client.post("/api/service/numbers", { ...GOOD_NUMBER, code }), "a number");
    const rules = { ...USUAL_RULES, joinWhile: "always", wrapUpMs: 600_000 };
    const queue = { name: "Tagihan", isOpen: true, rules };
    queueId = succeeded(await client.post<{ id: string }>("/api/service/queues", queue), "a queue").id;
    ({ id: agentId } = await addFixtureAgent(portal.kit.db, portal.kit, { tenantId: centre.tenantId, queueId }));
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("agent").set({ name: "Sari Dewi", personId: agent.id }).where("id", "=", agentId).execute(),
    );
    await staged.desk.refresh();
    [lead, desk] = [await comesAs(centre.operator, way), await comesAs(agent, way)];
  });

  afterAll(() => visitors.leave());

  /** Inserts an event of a call as the switch does. */
  const happens = (callId: string, sequence: number, kind: string, data: object) =>
    inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .insertInto("callEvent")
        .values({
          callId,
          sequence,
          tenantId: centre.tenantId,
          kind,
          at: new Date(),
          elapsedUs: sequence * 1_000,
          data: JSON.stringify(data),
        })
        .execute(),
    );

  it("is chosen for a number, and stands in the list of numbers", async () => {
    const { page } = lead;
    await lead.open(`/layanan/nomor/${code}`);
    const field = page.getByLabel(lead.t("web.service.numbers.recordingNotice"), { exact: true });
    await field.selectOption("may-refuse");
    await lead.look("consent-number");
    await page.getByRole("button", { name: lead.t("web.service.numbers.save"), exact: true }).press("Enter");
    await expect
      .poll(async () => {
        const { body } = await centre.operator.client.get<{ items: { recordingNotice: string }[] }>(
          "/api/service/numbers",
        );
        return body.items[0]?.recordingNotice;
      })
      .toBe("may-refuse");
    await lead.open("/layanan/nomor");
    await page.getByText(lead.t("web.service.numbers.notices.may-refuse")).waitFor();
    await lead.look("consent-numbers");
  });

  it("is read at the desk: recorded with a button to delete it, and why not where the caller did not want it", async () => {
    const { page } = desk;
    await desk.open("/layanan/meja");
    await page.getByRole("button", { name: desk.t("web.agentDesk.logIn") }).press("Enter");
    await expect
      .poll(() => page.locator(".desk-standing").textContent())
      .toContain(desk.t("web.queues.agentStates.available"));
    const callId = staged.join({ tenantId: centre.tenantId, queueId }, { caller: "081234567890", called: code });
    const consent = {
      notice: "may-refuse",
      answer: "silent",
      allows: true,
      prompt: "id.recording-refuse en.recording-refuse",
    };
    await happens(callId, 1, "recording.consent", consent);
    const run = { id: portal.kit.ids.next(), startedAt: new Date(), beatAt: new Date() };
    await portal.kit.db.insertInto("switchRun").values(run).execute();
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .insertInto("openCall")
        .values({ callId, tenantId: centre.tenantId, switchId: run.id, beganAt: new Date() })
        .execute(),
    );
    await happens(callId, 2, "recording.began", { recordingId: portal.kit.ids.next() });
    await expect.poll(() => staged.ordersOf(callId).at(-1)).toMatchObject({ order: "ring" });
    staged.desk.tell(callId, { news: "answered", agentId });
    await expect.poll(() => staged.ordersOf(callId).at(-1)).toEqual({ order: "connect", agentId });
    staged.desk.tell(callId, { news: "bridged", agentId });
    await page
      .getByRole("status")
      .filter({ hasText: word("on") })
      .waitFor();
    await desk.look("consent-desk");
    await happens(callId, 3, "recording.paused", { recordingId: portal.kit.ids.next() });
    await page.getByText(word("paused"), { exact: true }).waitFor();
    await desk.look("consent-paused");
    await page.getByRole("button", { name: word("withdraw"), exact: true }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(word("withdrawText")).waitFor();
    await desk.look("consent-withdraw");
    // No switch runs in this test: its events are inserted instead.
    const answered = page.waitForResponse((response) => response.url().endsWith("/api/service/desk/call/acts"));
    await dialog.getByRole("button", { name: word("withdrawYes"), exact: true }).press("Enter");
    // No switch executes the command: after five seconds it is withdrawn, and the agent sees an error.
    expect((await answered).status()).toBe(503);
    const trail = await portal.kit.db
      .selectFrom("auditEntry")
      .select("action")
      .where("tenantId", "=", centre.tenantId)
      .where("action", "=", "call.recording-withdrawn")
      .execute();
    expect(trail).toHaveLength(1);
    await happens(callId, 4, "recording.consent", { ...consent, answer: "withdrawn", allows: false, prompt: null });
    await page.reload();
    await page.getByText(word("withdrawn"), { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: word("withdraw"), exact: true }).count()).toBe(0);
    await desk.look("consent-withdrawn");
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
  });

  it("leaves a call with its own recording, and each conference that holds it beside that", async () => {
    const { page } = lead;
    const { tenantId } = centre;
    const [callId = ""] = await keepCalls(portal.kit.db, tenantId, [
      { caller: "081234567890", code, at: new Date(Date.now() - 600_000).toISOString(), recordingId: true },
    ]);
    const rows = ["kept", "lost"].map((state) => ({
      id: portal.kit.ids.next(),
      callId,
      tenantId,
      state,
      conferenceId: portal.kit.ids.next(),
      segments: "[]",
      sealedKey: Buffer.alloc(1),
      durationMs: 90_000,
      beganAt: new Date(),
      keepUntil: "2027-11-25",
      lostReason: state === "lost" ? "no-sound" : null,
    }));
    await inTenant(portal.kit.db, tenantId, async (trx) => {
      await trx.insertInto("recording").values(rows).execute();
      const held = rows.map(({ id: recordingId }) => ({ recordingId, callId, tenantId }));
      await trx.insertInto("recordedCall").values(held).execute();
    });
    await lead.open(`/layanan/panggilan/${callId}`);
    const named = lead.t("web.calls.player.conference", { at: "" }).trim();
    await expect.poll(() => page.getByRole("heading", { name: named }).count()).toBe(2);
    const opening = page.getByRole("button", { name: lead.t("web.calls.player.open") });
    expect(await opening.count()).toBe(2);
    await lead.look("call-with-conferences");
  });

  it("showed nothing that a careful eye would stumble over", () => {
    const isExpected = (fault: string) => /503 from \/api\/service\/desk\/call\/acts|status of 503/.test(fault);
    const faults = [...lead.faults, ...desk.faults].filter((fault) => !isExpected(fault));
    expect(faults).toEqual([]);
  });
});
