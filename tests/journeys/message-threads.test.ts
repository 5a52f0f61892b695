import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CarrierSimulator, startCarrierSimulator } from "../../simulators/carrier/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { continueThread } from "../../src/service/messaging/conversations/wire.ts";
import { decodeGsm } from "../../src/service/messaging/sms/index.ts";
import { addAgentPerson } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestClient } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type AcdEngineFixture, addFixtureAgent, openAcdEngineFixture } from "../../testkit/queue-fixture.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../../testkit/short-messages.ts";
import { startTestGateway, type TestGateway } from "../../testkit/smpp-gateway.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CUSTOMER = "6281277712345";
const LONG = `Tagihan saya ${"sudah dibayar kemarin di toko, ".repeat(5)}mengapa masih ditagih?`;
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let carrier: CarrierSimulator;
let gateway: TestGateway;
let staged: AcdEngineFixture;
let agent: Guest;
let colleague: Guest;
let supervisor: Guest;
let number: string;
let folder: string;
let visit: Visit;
const owned: string[] = [];

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: createRuntimeContext(), screens: true, works: false }),
    openBrowser(),
  ]);
  const { kit } = portal;
  const fixtureContext: SmsFixtureContext = { ...kit, key: await keyFromFile(kit.settings.dataFolder, "service") };
  centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  folder = await mkdtemp(path.join(tmpdir(), "sambung-carrier-"));
  carrier = await startCarrierSimulator({
    port: 0,
    folder,
    systemId: "sambung",
    password: "rahasia",
    nowMs: () => kit.clock.nowMs(),
  });
  const carrierId = await addTestCarrier(fixtureContext, { name: "Operator Seluler Contoh", port: carrier.port });
  number = `62811${String(kit.clock.nowMs()).slice(-8)}`;
  await addTestSender(fixtureContext, { tenantId, personId: operator.id, value: number, carrierIds: [carrierId] });
  const newId = () => kit.ids.next();
  gateway = await startTestGateway(fixtureContext, undefined, {
    onInbound: (trx, heard) => continueThread(trx, heard, { newId }),
  });
  staged = await openAcdEngineFixture(kit.db, kit, { tenantIds: async () => owned });
  const rules = { ...USUAL_RULES, joinWhile: "always", stayWhile: "always", wrapUpMs: 5_000 };
  const form = { name: "Layanan pelanggan", isOpen: true, rules };
  const queueId = (await operator.client.post<{ id: string }>("/api/service/queues", form)).body.id;
  await operator.client.post("/api/service/dispositions", { name: "Terjawab", queueId: null });
  agent = await addAgentPerson(portal, tenantId);
  colleague = await addAgentPerson(portal, tenantId);
  for (const [guest, name] of [
    [agent, "Sari Dewi"],
    [colleague, "Budi Santoso"],
  ] as const) {
    const { id } = await addFixtureAgent(kit.db, kit, { tenantId, queueId });
    await inTenant(kit.db, tenantId, (trx) =>
      trx.updateTable("agent").set({ name, personId: guest.id }).where("id", "=", id).execute(),
    );
  }
  owned.push(tenantId);
  await staged.desk.refresh();
  const person = await addPerson(kit);
  await giveRole(kit, person.id, { role: "operator-supervisor", tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await gateway?.close();
  await carrier?.close();
  await browser?.close();
  await portal?.close();
  await rm(folder, { recursive: true, force: true });
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const desk = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.agentDesk.${name}`, params);
const word = (name: string) => desk(`message.${name}`);
const threads = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsThreads.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const field = (name: string) => visit.page.locator(`[id="${name}"]`);
const stands = (key: string) =>
  visit.page
    .locator(".desk-standing")
    .getByText(visit.t(`web.queues.agentStates.${key}`), { exact: true })
    .waitFor();
/** The texts for the customer that the carrier has accepted. */
const sent = () =>
  carrier
    .taken()
    .filter(({ recipient, esmClass }) => recipient === CUSTOMER && (esmClass & 0x40) === 0)
    .map(({ data }) => decodeGsm(Buffer.from(data, "hex")));

async function logIn(guest: Guest, state: string): Promise<void> {
  visit = await comesAs(guest);
  await visit.open("/layanan/meja");
  await button(desk("logIn")).click();
  await stands(state);
}

describe("a conversation by short message", { timeout: 180_000 }, () => {
  it("gets its way to a queue from a supervisor", async () => {
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/percakapan");
    await visit.page.getByText(threads("emptyTitle")).waitFor();
    await field("word").fill("dua kata");
    await button(threads("routes.add")).click();
    await visit.page.getByRole("link", { name: threads("routes.wordFault") }).waitFor();
    await visit.look("threads-faults");
    await field("word").fill("");
    await button(threads("routes.add")).click();
    await visit.page.getByRole("cell", { name: number, exact: true }).waitFor();
    await button(threads("routes.add")).click();
    await visit.page.getByRole("link", { name: visit.t("errors.sms-thread-route-taken") }).waitFor();
    await visit.look("threads-route");
  });

  it("waits until an agent whose desk is open takes it, and is answered to the carrier", async () => {
    await carrier.bring(CUSTOMER, number, LONG);
    await logIn(agent, "offered");
    await visit.page.getByText(word("offered")).waitFor();
    await visit.page.getByText(LONG).waitFor();
    await visit.look("thread-offered");
    await button(word("take")).click();
    await stands("talking");
    await field("text").fill("Pembayaran Anda sudah kami terima. Mohon abaikan tagihan.");
    await visit.page.locator('[data-cut^="gsm 1"]').waitFor();
    await visit.look("thread-talking");
    await button(word("send")).click();
    await expect.poll(sent).toEqual(["Pembayaran Anda sudah kami terima. Mohon abaikan tagihan."]);
    await visit.page.locator('[data-line="us"]').getByText(visit.t("web.agentDesk.message.states.delivered")).waitFor();
    await visit.look("thread-answered");
  });

  it("comes back to the same agent when the customer writes again after she let it wait", async () => {
    await button(word("wait")).click();
    await stands("wrap-up");
    const first = visit;
    await logIn(colleague, "available");
    const second = visit;
    await carrier.bring(CUSTOMER, number, "Terima kasih. Kapan kuitansinya?");
    visit = first;
    await stands("offered");
    await button(word("take")).click();
    await stands("talking");
    await visit.page.getByText("Terima kasih. Kapan kuitansinya?").waitFor();
    expect(await second.page.getByText(desk("nobody.ready")).count()).toBe(1);
  });

  it("goes back to the queue with its time when her page is gone, and to her colleague", async () => {
    const before = await turns();
    await visit.close();
    visit = await comesAs(colleague, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/layanan/meja");
    await expect.poll(standing, { timeout: 60_000 }).toContain("offered");
    await visit.page.getByText(word("offered")).waitFor();
    await visit.look("thread-offered-phone");
    await button(word("take")).click();
    await stands("talking");
    expect(await turns()).toEqual(before);
    await visit.look("thread-talking-phone");
  });

  it("is over when its outcome was written down, and not while something was not read", async () => {
    await button(word("finish")).click();
    await visit.page.getByText(visit.t("errors.thread-no-disposition")).waitFor();
    await visit.page.getByLabel(desk("disposition"), { exact: true }).selectOption({ label: "Terjawab" });
    await button(desk("saveNote")).click();
    await visit.page.getByText(desk("noteSaved")).waitFor();
    await button(word("finish")).click();
    await stands("wrap-up");
    await expect
      .poll(async () => (await supervisor.client.get<{ items: readonly { closedWhy: string }[] }>(LIST)).body.items[0])
      .toMatchObject({ closedWhy: "disposition", waitingSince: null });
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/percakapan");
    await visit.page.getByText(threads("states.disposition"), { exact: true }).waitFor();
    await visit.look("threads-over");
    await visit.open("/layanan/laporan-antrean");
    await visit.page.getByText(visit.t("web.queueReport.figures.messageAsaMs")).first().waitFor();
    expect(faults()).toEqual([]);
  });
});

const LIST = "/api/service/sms/threads";

/** The open message contacts, with their start times. */
const turns = () =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx.selectFrom("messageContact").select(["contactId", "joinedAt"]).where("closedAt", "is", null).execute(),
  );

/** The states of the agents who are logged in. */
const standing = async () =>
  (
    await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.selectFrom("agentStatus").select("state").execute())
  ).map(({ state }) => state);
