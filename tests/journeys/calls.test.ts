import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as talk } from "node:timers/promises";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { openMediaLink } from "../../testkit/breakable-link.ts";
import { openBrowser, SOUND_FLAGS } from "../../testkit/browser.ts";
import { GOOD_AGENT, GOOD_QUEUE } from "../../testkit/call-centre.ts";
import { COOKIE } from "../../testkit/client.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { flowWithQueue } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import type { Guest } from "../../testkit/guests.ts";
import { ALWAYS_OPEN } from "../../testkit/hours-form.ts";
import { liveFlows } from "../../testkit/live-flow.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { toneSeconds, toneShare } from "../../testkit/sound.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { giveRole } from "../../testkit/users.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { frameOn, openWebsite, type Website } from "../../testkit/website.ts";
import { WIDGET_FORM } from "../../testkit/widget-client.ts";
import { type Exchange, openExchange, untilPhoneEvents } from "./call-steps.ts";
import { addToneMeter, hearsTone, newestCall, openBeepingBrowser } from "./website-call-steps.ts";

/** Longer than the announcement at the beginning of a recorded call, so that tones are most of the recording. */
const TALK_MS = 6_000;

const DIALS_MAX = 2;

const AGENT_HZ = 1_400;
const VISITOR_HZ = 700;
const WIDGET = "Bicara dari halaman Hubungi Kami Toko Daring Nusantara Jaya";

let system: TestSystem;
let browser: Browser;
let exchange: Exchange;
let sipPort: number;
let calls = 0;

beforeAll(async () => {
  sipPort = await freePort();
  system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
  browser = await openBrowser(SOUND_FLAGS);
  exchange = await openExchange(system, sipPort);
});

afterAll(async () => {
  await exchange?.close();
  await browser?.close();
  await system?.close();
});

const { comesAs: signedIn } = openVisitors(() => ({ browser, url: system.url }));

/** The row of the only live call, once it is in this state. */
const liveRow = ({ page, t }: Visit, state: string) =>
  page.locator("tr[data-row]").filter({ hasText: t(`web.calls.live.states.${state}`) });

/** Dials, and again where a busy machine could not take the call; reports the results of the calls when none rang. */
async function untilRings(ringing: ReturnType<Page["locator"]>): Promise<void> {
  for (let dials = 0; dials < DIALS_MAX; dials += 1) {
    await exchange.dial();
    const rang = await ringing.waitFor().then(
      () => true,
      () => false,
    );
    if (rang) return;
    await exchange.line.command("hangup");
  }
  const operator = await system.officer("operator-administrator");
  throw new Error(`nothing rang: ${(await operator.client.get("/api/service/calls")).text.slice(0, 2_000)}`);
}

/** Supervises the call by the desk phone: listens, whispers by a button, barges in by a key, and leaves. */
async function takePart({ page, t, look }: Visit): Promise<void> {
  const word = (key: string, params?: Readonly<Record<string, string>>) => t(`web.calls.supervise.${key}`, params);
  await page.getByRole("button", { name: t("web.calls.live.superviseLabel", { caller: exchange.caller }) }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel(word("phone"))
    .selectOption({ label: word("phoneOption", { extension: "972", name: "Meja penyelia" }) });
  await look("supervise-choose");
  await dialog.getByRole("button", { name: word("mode.listen") }).click();
  await dialog.getByText(word("now.listen"), { exact: true }).waitFor();
  await dialog.getByRole("button", { name: word("mode.whisper") }).click();
  await dialog.getByText(word("now.whisper"), { exact: true }).waitFor();
  await look("supervise-whisper");
  await page.keyboard.press("3");
  await dialog.getByText(word("now.barge"), { exact: true }).waitFor();
  await dialog.getByRole("button", { name: word("leave") }).click();
  await dialog.getByText(word("choose"), { exact: true }).waitFor();
  await dialog.getByRole("button", { name: word("close") }).click();
}

/** Watches a call on the live screen from ringing to hold; the row remains the same element. */
async function watchLive(visit: Visit): Promise<void> {
  const { t } = visit;
  await visit.open("/layanan/langsung");
  await visit.page.getByText(t("web.calls.live.emptyTitle")).waitFor();
  await visit.look("live-empty");
  const ringing = liveRow(visit, "ringing");
  await untilRings(ringing);
  const id = await ringing.getAttribute("data-row");
  expect(await ringing.textContent()).toContain(exchange.caller);
  await visit.look("live-ringing");
  calls += 1;
  await exchange.agent.command("accept");
  await untilPhoneEvents(exchange.agent, "CALL_ESTABLISHED", calls);
  await liveRow(visit, "talking").waitFor();
  expect(await liveRow(visit, "talking").getAttribute("data-row")).toBe(id);
  expect(await visit.page.getByText(t("web.calls.live.used", { used: 1, max: 30 })).count()).toBe(1);
  await takePart(visit);
  await talk(TALK_MS);
  await exchange.agent.command("hold");
  await liveRow(visit, "held").waitFor();
  await visit.look("live-held");
  await exchange.agent.command("resume");
  await liveRow(visit, "talking").waitFor();
}

/** Reads the SIP ladder diagram by keyboard: arrows move, Enter opens a message, closing it returns the focus. */
async function readLadder({ page, t, look }: Visit): Promise<void> {
  await page.getByRole("button", { name: t("web.calls.ladder.show") }).click();
  const ladder = page.getByRole("region", { name: t("web.calls.ladder.region") });
  const rows = ladder.getByRole("button");
  await rows.first().waitFor();
  const labels = await rows.locator(".sr-only").allTextContents();
  for (const what of ["INVITE", "180", "200 OK", "ACK", "BYE"]) {
    expect(
      labels.some((label) => label.includes(what)),
      `${what} in ${labels.join("\n")}`,
    ).toBe(true);
  }
  await look("call-ladder");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const message = page.locator("pre");
  await message.waitFor();
  expect(await message.textContent()).toMatch(/^INVITE sip:[\s\S]*\nCall-ID: /);
  await look("call-message");
  await page.getByRole("button", { name: t("web.calls.ladder.close") }).click();
  expect(await page.evaluate("document.activeElement.closest('li')?.previousElementSibling === null")).toBe(true);
  await page.locator("summary", { hasText: t("web.calls.ladder.table") }).click();
  await page.getByRole("table", { name: t("web.calls.ladder.table") }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: t("web.calls.ladder.export") }).click(),
  ]);
  expect(await textOf(file)).toContain("INVITE sip:");
}

async function textOf(file: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** Plays the recording in the browser; the listener is listed. */
async function listen(visit: Visit, name: string): Promise<void> {
  const { page, t } = visit;
  await page.getByText(t("web.calls.recordingStates.kept"), { exact: true }).waitFor();
  await visit.look("call");
  await page.getByRole("button", { name: new RegExp(t("web.calls.player.open")) }).click();
  const property = (name: string): Promise<number> => page.evaluate(`document.querySelector("audio").${name}`);
  await expect.poll(() => property("readyState")).toBeGreaterThanOrEqual(3);
  expect(await property("duration")).toBeGreaterThan(TALK_MS / 1_000);
  await page.getByRole("button", { name: t("web.calls.player.ahead") }).click();
  await page.getByLabel(t("web.calls.player.speed")).selectOption("1.5");
  expect(await property("playbackRate")).toBe(1.5);
  await page.getByRole("cell", { name }).waitFor();
  await visit.look("call-playing");
}

/** The audio of a recording by HTTP: whole, a range of it, and a range outside it. */
async function checkSound(operator: Guest, recording: string): Promise<void> {
  const headers = { cookie: `${COOKIE}=${operator.token}` };
  const url = `${system.url}/api/service/recordings/${recording}`;
  const whole = await fetch(`${url}/audio`, { headers });
  expect(whole.headers.get("cache-control")).toBe("no-store");
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect(Number(whole.headers.get("content-length"))).toBe(bytes.length);
  expect(toneShare(bytes, exchange.callerHz, 0)).toBeGreaterThan(0.7);
  expect(toneShare(bytes, exchange.agentHz, 1)).toBeGreaterThan(0.7);
  expect(toneShare(bytes, exchange.agentHz, 0)).toBeLessThan(0.1);
  const [from, to] = [Math.floor(bytes.length / 2) - 7, Math.floor(bytes.length / 2) + 70_001];
  const part = await fetch(`${url}/audio`, { headers: { ...headers, range: `bytes=${from}-${to - 1}` } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
  expect(Buffer.from(await part.arrayBuffer()).equals(Buffer.from(bytes.subarray(from, to)))).toBe(true);
  const outside = await fetch(`${url}/audio`, { headers: { ...headers, range: `bytes=${bytes.length}-` } });
  expect(outside.status).toBe(416);
  const file = await fetch(`${url}/download`, { headers });
  expect(file.headers.get("content-disposition")).toContain("attachment");
  expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
}

const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
] as const);

describe.each(WAYS)("the operator of a call centre in $locale at $width px", (way) => {
  it("sees a call while it goes on, finds its record, hears it, and reads what was said by SIP", async () => {
    const operator = await system.officer("operator-administrator");
    const visit = await signedIn(operator, way);
    const { page, t } = visit;
    const list = await visit.context.newPage();
    await list.goto("/layanan/panggilan");
    await list.getByRole("heading", { level: 1, name: t("web.calls.title") }).waitFor();
    await watchLive(visit);
    const before = await list.locator("tr[data-row]").count();
    await exchange.line.command("hangup");
    await expect.poll(() => list.locator("tr[data-row]").count()).toBe(before + 1);
    await page.getByText(t("web.calls.live.emptyTitle")).waitFor();
    await list.close();

    await visit.open(`/layanan/panggilan?search=${exchange.caller.slice(3)}`);
    await page.locator("tr[data-row]").first().waitFor();
    await visit.look("calls");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/layanan\/panggilan\/[0-9a-f-]{36}$/);
    await page.getByRole("button", { name: t("web.calls.detail.recheck") }).click();
    await page.locator(".notice.tone-good").waitFor();
    await listen(visit, operator.name);
    await readLadder(visit);

    const id = page.url().split("/").at(-1) ?? "";
    const { body } = await operator.client.get<{ recording: { id: string; accesses: object[] }; legs: object[] }>(
      `/api/service/calls/${id}`,
    );
    // Caller, agent and supervisor.
    expect(body.legs.length).toBe(3);
    await checkSound(operator, body.recording.id);
    const after = await operator.client.get<typeof body>(`/api/service/calls/${id}`);
    expect(after.body.recording.accesses).toMatchObject([
      { what: "downloaded", name: operator.name },
      { what: "listened", name: operator.name },
    ]);
    const sheet = await operator.client.get("/api/service/calls/export?language=en&columns=caller,code");
    expect(sheet.text).toContain(`'${exchange.caller},${exchange.code}`);
    expect(visit.faults).toEqual([]);
    await visit.close();
  });

  it("ends a call from the live screen after being asked, and the record says who ended it", async () => {
    const visit = await signedIn(await system.officer("operator-administrator"), way);
    const { page, t } = visit;
    await visit.open("/layanan/langsung");
    await page.getByText(t("web.calls.live.emptyTitle")).waitFor();
    const ringing = liveRow(visit, "ringing");
    await untilRings(ringing);
    const id = (await ringing.getAttribute("data-row")) ?? "";
    await page.getByRole("button", { name: t("web.calls.live.endLabel", { caller: exchange.caller }) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: t("web.parts.cancel") }).click();
    await ringing.waitFor();
    await page.getByRole("button", { name: t("web.calls.live.endLabel", { caller: exchange.caller }) }).click();
    await visit.look("live-end-asked");
    await dialog.getByRole("button", { name: t("web.calls.live.endYes") }).click();
    await page.getByText(t("web.calls.live.emptyTitle")).waitFor();
    await visit.open(`/layanan/panggilan/${id}`);
    await page.getByRole("main").getByText(t("web.calls.endedBy.operator"), { exact: true }).first().waitFor();
    expect(visit.faults).toEqual([]);
    await visit.close();
  });

  it("is told at the field when a list is asked for wrongly, and what to do when nothing fits", async () => {
    const visit = await signedIn(await system.officer("operator-administrator"), way);
    const { page, t } = visit;
    await visit.open("/layanan/panggilan?search=99");
    await page.getByText(t("errors.number-search-too-short", { digits: 3 })).waitFor();
    await visit.look("calls-refused");
    await visit.open("/layanan/panggilan?search=999999999");
    await page.getByText(t("web.calls.noneTitle")).waitFor();
    await visit.look("calls-none");
    await page.getByRole("button", { name: t("web.calls.clear") }).click();
    await page.locator("tr[data-row]").first().waitFor();
    expect(visit.faults).toEqual([]);
    await visit.close();
  });

  it("is told loudly when the live screen has lost its connection, and sees it come back by itself", async () => {
    const visit = await signedIn(await system.officer("operator-administrator"), way);
    const { page, t } = visit;
    await visit.open("/layanan/langsung");
    await page.getByText(t("web.calls.live.emptyTitle")).waitFor();
    await system.kill("portal");
    await page.getByRole("alert").getByText(t("web.parts.lostTitle")).waitFor();
    await visit.look("live-lost");
    await system.untilReady();
    await page.getByText(t("web.parts.lostTitle")).waitFor({ state: "detached" });
    await page.getByText(t("web.calls.live.emptyTitle")).waitFor();
    const grave = visit.faults.filter((fault) => !/ERR_|status of 5|from \/api/.test(fault));
    expect(grave).toEqual([]);
    await visit.close();
  });
});

describe.each(WAYS)("an agent whose page is his telephone, in $locale at $width px", (way) => {
  let visit: Visit;
  const tenantId = async () =>
    (await system.database.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.agentDesk.phone.${key}`, params);
  const bar = () => visit.page.locator(".desk-phone");
  const says = (text: string) => bar().locator('[role="status"]').getByText(text).first().waitFor();
  const stands = (line: string) => visit.page.locator(`.desk-phone[data-line="${line}"]`).waitFor();
  const closed = () => exchange.line.events.filter(({ type }) => type === "CALL_CLOSED").length;

  beforeAll(async () => {
    const guest = await system.person();
    await giveRole(system.kit, guest.id, { role: "operator-agent", tenantId: await tenantId() });
    const operator = await system.officer("operator-administrator");
    const queue = { ...GOOD_QUEUE, name: `Tagihan ${way.locale}` };
    const { id: queueId } = succeeded(
      await operator.client.post<{ id: string }>("/api/service/queues", queue),
      "a queue",
    );
    const queues = [{ queueId, tier: 1 }];
    const form = { ...GOOD_AGENT, queues, name: `Sari Dewi Kusumawardhani ${way.locale}`, personId: guest.id };
    succeeded(await operator.client.post("/api/service/agents", form), "an agent");
    visit = await signedIn(guest, way);
  });

  afterAll(() => visit?.close());

  it("is told at once where his network lets no sound through, what to ask for, and is given no calls there", async () => {
    const { page, t } = visit;
    const wire = await openMediaLink();
    await page.route("**/api/service/desk/sittings", async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { way: { address: string; ports: { from: number; to: number } } };
      const { address, ports } = body.way;
      wire.reach("server", { address, port: ports.from });
      await route.fulfill({
        response,
        json: { ...body, way: { address, ports: { ...ports, from: wire.forBrowser } } },
      });
    });
    wire.cut();
    await visit.open("/layanan/meja");
    await page.getByRole("radio", { name: word("places.page") }).press("Space");
    const logIn = page.getByRole("button", { name: t("web.agentDesk.logIn") });
    await logIn.press("Enter");
    await stands("closed");
    expect(wire.counts().dropped).toBeGreaterThan(0);
    await page.getByRole("alert").getByText(word("way.closedTitle")).waitFor();
    await page.getByRole("alert").getByText(`UDP`).first().waitFor();
    await visit.look("phone-closed");
    // No call rings a phone without audio: the agent is not logged in and has no softphone session.
    const inCentre = async <Value>(work: Parameters<typeof inTenant<Value>>[2]) =>
      inTenant(system.database.db, await tenantId(), work);
    const seats = () => inCentre((trx) => trx.selectFrom("softphoneSession").select("id").execute());
    await expect.poll(seats).toEqual([]);
    expect(await inCentre((trx) => trx.selectFrom("agentStatus").select("agentId").execute())).toEqual([]);
    // The WebRTC media process is unavailable for a while: this is not a fault of the agent's network, and needs no action.
    await page.route("**/api/service/desk/sound", (route) => route.fulfill({ json: { isServed: false } }));
    await logIn.press("Enter");
    await stands("returning");
    await says(word("line.returning"));
    expect(await page.getByText(word("way.closedTitle")).count()).toBe(0);
    await visit.look("phone-returning");
    wire.mend();
    await stands("ready");
    await page.getByRole("button", { name: t("web.agentDesk.logOut") }).press("Enter");
    await bar().waitFor({ state: "detached" });
    await page.unrouteAll({ behavior: "wait" });
    wire.close();
  });

  it("sits down at it when he begins, tries his devices, and needs no password for it", async () => {
    const { page, t } = visit;
    await visit.open("/layanan/meja");
    await page.getByRole("radio", { name: word("places.page") }).press("Space");
    await page.getByRole("button", { name: t("web.agentDesk.logIn") }).press("Enter");
    await stands("ready");
    await page.locator(".desk-standing").getByText(t("web.queues.agentStates.available"), { exact: true }).waitFor();
    await says(word("line.ready"));
    await visit.look("phone-ready");
    await bar()
      .getByRole("button", { name: word("sound.title") })
      .press("Enter");
    await page.getByLabel(word("sound.microphone")).locator("option").nth(1).waitFor({ state: "attached" });
    await expect.poll(() => page.evaluate<number>('document.querySelector("meter").value')).toBeGreaterThan(0);
    await bar()
      .getByRole("button", { name: word("way.try") })
      .press("Enter");
    await bar()
      .getByText(/UDP 127\.0\.0\.1/)
      .waitFor();
    await visit.look("phone-sound");
    await bar()
      .getByRole("button", { name: word("sound.title") })
      .press("Enter");
    await bar()
      .getByRole("button", { name: word("dialling") })
      .press("Enter");
    await page.getByLabel(word("number")).fill("98 76");
    await page.getByLabel(word("number")).press("Enter");
    await says(word("fault.unreachable"));
    await visit.look("phone-unreachable");
    await bar()
      .getByRole("button", { name: word("dialling") })
      .press("Enter");
  });

  it("answers, mutes, silences an abuser, presses keys and hangs up without a mouse", async () => {
    const { page } = visit;
    const before = closed();
    const rings = () => exchange.agent.events.filter(({ type }) => type === "CALL_INCOMING").length;
    const atDesk = rings();
    await exchange.dial();
    await page.getByRole("button", { name: word("answer"), disabled: false }).waitFor();
    await expect.poll(() => page.title()).toContain("☎");
    await visit.look("phone-ringing");
    await page.keyboard.press("F3");
    await bar()
      .getByText(/^0?:?\d+:\d\d/)
      .waitFor();
    expect(rings()).toBe(atDesk);
    await page.keyboard.press("F6");
    await says(word("isMuted"));
    await page.keyboard.press("F7");
    await says(word("isSilenced"));
    await visit.look("phone-silenced");
    await page.keyboard.press("F7");
    await page.keyboard.press("F6");
    await bar().locator('[role="status"]').getByText(word("isMuted")).waitFor({ state: "detached" });
    await bar()
      .getByRole("button", { name: word("keypad") })
      .press("Enter");
    await page.keyboard.type("12#");
    expect(await page.getByLabel(word("pressed")).inputValue()).toBe("12#");
    await bar().getByText(word("quality.good")).waitFor();
    await visit.look("phone-talking");
    // Reloading the page during a call asks for confirmation; the switch then rings the page again, which answers by itself.
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await bar().getByText(word("quality.good")).waitFor();
    expect(closed()).toBe(before);
    await page.keyboard.press("F10");
    await expect.poll(closed).toBe(before + 1);
    await says(word("line.ready"));
    // DTMF reached the switch as telephone events (RFC 4733) in the page's encrypted media.
    const digits = await inTenant(system.database.db, await tenantId(), (trx) =>
      trx.selectFrom("callEvent").select("sequence").where("kind", "=", "digits.received").execute(),
    );
    expect(digits.length).toBeGreaterThan(0);
  });

  it("says when its connection is gone, connects again by itself, and gets up with the end of work", async () => {
    const { page, t } = visit;
    await system.kill("portal");
    await stands("lost");
    await says(word("line.lost"));
    await visit.look("phone-lost");
    await system.untilReady();
    await stands("ready");
    await page.getByRole("button", { name: t("web.agentDesk.logOut") }).press("Enter");
    await bar().waitFor({ state: "detached" });
    const grave = visit.faults.filter((fault) => !/ERR_|WebSocket|status of 5|from \/api/.test(fault));
    expect(grave).toEqual([]);
  });
});

describe.each([
  { locale: "id", width: 1440, theme: "light", extension: "975" },
  { locale: "en", width: 360, theme: "dark", extension: "976" },
] as const)(
  "a visitor of a website who talks by his browser's sound, in $locale at $width px",
  ({ extension, ...way }) => {
    let folder: string;
    let beeping: Browser;
    let site: Website;
    let phone: DeskPhone;
    let desk: Visit;
    let visitor: Visit;
    let frame: Frame;
    let widgetId: string;
    const tenantId = async () =>
      (await system.database.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;
    const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
      visitor.t(`pages.widget.talk.${key}`, params);
    const says = (text: string) => frame.locator("#talk-state").getByText(text).waitFor();
    const newest = async () => newestCall(system.database.db, await tenantId());

    beforeAll(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), "sambung-website-"));
      beeping = await openBeepingBrowser(folder, VISITOR_HZ);
      const { client } = await system.officer("operator-administrator");
      const made = async <Body>(address: string, body: object) =>
        succeeded(await client.post<Body>(address, body), address);
      const {
        id: homePhoneId,
        username,
        password,
      } = await made<{ id: string; username: string; password: string }>("/api/service/phones", {
        extension,
        name: `Meja ${extension}`,
        isEncrypted: false,
      });
      const { id: queueId } = await made<{ id: string }>("/api/service/queues", {
        ...GOOD_QUEUE,
        rules: { ...GOOD_QUEUE.rules, joinWhile: "always" },
        name: `Situs ${way.locale}`,
      });
      const guest = await system.person();
      await giveRole(system.kit, guest.id, { role: "operator-agent", tenantId: await tenantId() });
      const agent = { name: `Sari ${way.locale}`, personId: guest.id, homePhoneId };
      await made("/api/service/agents", { ...GOOD_AGENT, skills: {}, ...agent, queues: [{ queueId, tier: 1 }] });
      const place = {
        database: system.database,
        tenantId: await tenantId(),
        folder,
        running: { refresh: async () => undefined },
      };
      const flows = await liveFlows(place);
      await inTenant(system.database.db, place.tenantId, (trx) => trx.deleteFrom("flowNumber").execute());
      await flows.assign(exchange.code, await flows.publish(flowWithQueue(queueId)));
      const hours = await made<{ id: string }>("/api/service/hours", { ...ALWAYS_OPEN, name: `Selalu ${way.locale}` });
      site = await openWebsite(system.url);
      const form = { ...WIDGET_FORM, name: `${WIDGET} ${way.locale}`, origins: [site.url], queueId, hoursId: hours.id };
      const talk = { code: exchange.code, minutes: 5, callsMax: 1 };
      ({ id: widgetId } = await made<{ id: string }>("/api/service/widgets", { ...form, code: exchange.code, talk }));
      const { line } = (await client.get<{ line: string }>(`/api/service/widgets/${widgetId}`)).body;
      site.say(`<!doctype html><html lang="${way.locale}"><title>Toko</title><body><h1>Toko</h1>${line}</body></html>`);
      phone = await startDeskPhone({
        folder: path.join(folder, "agent"),
        registrar: { port: sipPort, transport: "udp" },
        username,
        password,
        toneHz: AGENT_HZ,
        answer: "auto",
      });
      desk = await signedIn(guest, way);
      visitor = await openVisit(beeping, system.url, way);
      await addToneMeter(visitor.page);
    });

    afterAll(async () => {
      await Promise.all([visitor?.close(), desk?.close(), phone?.close(), site?.close()]);
      await beeping?.close();
      await rm(folder, { recursive: true, force: true });
    });

    it("is offered it on a website of another origin, and nothing is loaded or asked before he presses", async () => {
      const { page } = visitor;
      const loaded: string[] = [];
      page.on("request", (request) => void loaded.push(new URL(request.url()).pathname));
      await page.goto(site.url);
      frame = await frameOn(page);
      await frame.getByRole("button", { name: word("start") }).waitFor();
      expect(loaded.filter((address) => address.includes("phone"))).toEqual([]);
      expect(await frame.evaluate("document.querySelectorAll('audio').length")).toBe(0);
      await visitor.look("talk-offered");
    });

    it("is told in plain words when he lets the page have no microphone, and may still ask to be called", async () => {
      await frame.evaluate(
        "void (navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError') })",
      );
      await frame.getByRole("button", { name: word("start") }).press("Enter");
      await says(word("faults.refused"));
      await expect.poll(() => frame.evaluate("document.activeElement?.id")).toBe("talk-state");
      await frame.getByLabel(visitor.t("pages.widget.number")).waitFor();
      await visitor.look("talk-refused");
      await visitor.page.reload();
      frame = await frameOn(visitor.page);
    });

    it.runIf(way.locale === "en")(
      "sees keys and a way out on a telephone too, and hangs up before anybody is there",
      async () => {
        await frame.getByRole("button", { name: word("start") }).press("Enter");
        await says(word("talking"));
        await frame.getByRole("button", { name: word("keys") }).press("Enter");
        await frame.getByRole("button", { name: word("mute") }).press("Enter");
        await visitor.look("talk-keys");
        await frame.getByRole("button", { name: word("end") }).press("Enter");
        await says(word("ended"));
        await expect.poll(async () => (await newest()).kinds.at(-1)).toBe("call.ended");
        expect(visitor.faults).toEqual([]);
      },
    );

    it.runIf(way.locale === "id")(
      "comes through the flow to the queue and an agent, by keyboard alone, and each hears the other",
      async () => {
        await frame.getByRole("button", { name: word("start") }).press("Enter");
        await says(word("talking"));
        await visitor.look("talk-connected");
        await expect.poll(() => frame.evaluate("document.activeElement?.id")).toBe("talk-end");
        await expect
          .poll(async () => (await newest()).kinds.filter((kind) => kind === "flow.entered").length, {
            timeout: 20_000,
          })
          .toBe(2);
        await frame.getByRole("button", { name: word("keys") }).press("Enter");
        await visitor.look("talk-keys");
        await frame.getByRole("button", { name: word("end") }).press("2");
        await says(word("waiting", { position: 1 }));
        await desk.open("/layanan/meja");
        await desk.page.getByRole("button", { name: desk.t("web.agentDesk.logIn") }).press("Enter");
        await desk.page.getByText(desk.t("web.agentDesk.fromWebsite.talkTitle")).waitFor();
        await desk.page.getByText(WIDGET).first().waitFor();
        await hearsTone(frame, AGENT_HZ);
        await says(word("talking"));
        await talk(TALK_MS / 2);
        await desk.look("talk-from-website");
        await frame.getByRole("button", { name: word("mute") }).press("Enter");
        expect(await frame.getByRole("button", { name: word("mute") }).getAttribute("aria-pressed")).toBe("true");
        await visitor.look("talk-talking");
      },
    );

    it.runIf(way.locale === "id")(
      "is nobody to the records but a visitor of that widget, and is kept out for a while where an agent says so",
      async () => {
        const { page, t } = desk;
        await page.getByRole("button", { name: t("web.agentDesk.fromWebsite.nuisance") }).press("Enter");
        await page
          .getByRole("dialog")
          .getByRole("button", { name: t("web.agentDesk.fromWebsite.nuisanceYes") })
          .press("Enter");
        await page.getByText(t("web.agentDesk.fromWebsite.nuisanced")).waitFor();
        const { id } = await newest();
        await frame.getByRole("button", { name: word("end") }).press("Enter");
        await says(word("ended"));
        const { client } = await system.officer("operator-administrator");
        const record = async () =>
          (await client.get<{ call: Record<string, unknown> | null }>(`/api/service/calls/${id}`)).body;
        await expect
          .poll(async () => (await record()).call?.["website"], { timeout: 15_000 })
          .toBe(`${WIDGET} ${way.locale}`);
        const { call } = await record();
        expect(call).toMatchObject({
          caller: "anonymous",
          direction: "inbound",
          trunk: null,
          outcome: "answered",
          endedBy: "caller",
        });
        const recording = async () =>
          (await client.get<{ recording: { id: string; state: string } }>(`/api/service/calls/${id}`)).body.recording;
        await expect.poll(async () => (await recording()).state).toBe("kept");
        const sound = await client.fetchBytes(`/api/service/recordings/${(await recording()).id}/audio`);
        expect(toneSeconds(sound, VISITOR_HZ, 0)).toBeGreaterThan(1);
        expect(toneSeconds(sound, AGENT_HZ, 1)).toBeGreaterThan(2);
        await frame.getByRole("button", { name: word("start") }).press("Enter");
        await says(visitor.t("errors.widget-talk-blocked"));
        await visitor.look("talk-blocked");
        const lead = await signedIn(await system.officer("operator-administrator"), way);
        await lead.open("/layanan/widget");
        await lead.page.getByText(lead.t("web.widgets.callersTitle")).first().waitFor();
        await lead.look("talk-callers");
        await lead.page
          .getByRole("button", { name: lead.t("web.widgets.unblock"), exact: false })
          .last()
          .press("Enter");
        await lead.page
          .getByRole("dialog")
          .getByRole("button", { name: lead.t("web.widgets.callerUnblockYes"), exact: true })
          .press("Enter");
        await lead.page.getByText(lead.t("web.widgets.callersEmpty")).waitFor();
        await lead.open(`/layanan/panggilan/${id}`);
        await lead.page
          .getByText(lead.t("web.calls.fromWebsite", { name: `${WIDGET} ${way.locale}` }))
          .first()
          .waitFor();
        await lead.look("talk-record");
        expect(lead.faults).toEqual([]);
        await desk.page.getByRole("button", { name: desk.t("web.agentDesk.logOut") }).press("Enter");
        expect(toneSeconds(await readFile(phone.heard), VISITOR_HZ)).toBeGreaterThan(1);
        expect([...visitor.faults, ...desk.faults].filter((fault) => !/status of 4/.test(fault))).toEqual([]);
      },
    );
  },
);
