import { readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, SOUND_FLAGS } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { namesIn, screenTexts } from "../../testkit/guide-names.ts";
import { openVisit } from "../../testkit/visit.ts";
import { addFlow, addNumber, addPhone, addQueueAndAgent } from "./first-call-steps.ts";
import { logIn } from "./people-steps.ts";

const REPOSITORY = path.resolve(import.meta.dirname, "../..");
const GUIDE = readFileSync(path.join(REPOSITORY, "docs/guide/first-call.md"), "utf8");
/** The steps of the guide to the first call of an application. */
const PROGRAM_GUIDE = readFileSync(path.join(REPOSITORY, "docs/guide/cpaas.md"), "utf8")
  .split("\n## ")
  .find((section) => section.startsWith("Five minutes\n"));
const CODE = "1500881";
const CALLER_HZ = 700;
/** Blocks of 20 ms at 8 kHz; a signal counts above the noise of a line. */
const BLOCK_SAMPLES = 160;
const BLOCKS_PER_SECOND = 50;
const LOUD = 500;

/** The user denies the microphone once; the tests have no browser types, so this is text. */
const DENIES_ONCE = `(() => {
  const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = () => {
    navigator.mediaDevices.getUserMedia = own;
    return Promise.reject(new DOMException("", "NotAllowedError"));
  };
})()`;

let demonstration: Demonstration;
let browser: Browser;
let folder: string;
let caller: DeskPhone | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-first-call-"));
  const alone = { SAMBUNG_SIP_PORT: "0", SAMBUNG_LICENSING: "off", SAMBUNG_OSS_SIMULATOR: "off" };
  [demonstration, browser] = await Promise.all([startDemonstration(alone), openBrowser(SOUND_FLAGS)]);
});

afterAll(async () => {
  await caller?.close();
  await browser?.close();
  await demonstration?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Seconds of audio after a byte of a WAV of 16-bit samples, as far as it has been written. */
function secondsHeard(file: string, fromByte: number): number {
  const bytes = readFileSync(file).subarray(fromByte);
  const samples = new Int16Array(new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % 2))).buffer);
  const blocks = Array.from({ length: Math.floor(samples.length / BLOCK_SAMPLES) }, (_, nth) =>
    samples.subarray(nth * BLOCK_SAMPLES, (nth + 1) * BLOCK_SAMPLES),
  );
  return blocks.filter((block) => block.some((sample) => Math.abs(sample) > LOUD)).length / BLOCKS_PER_SECOND;
}

it("names only what stands on the screens", () => {
  const texts = screenTexts();
  const [names, ofPrograms] = [namesIn(GUIDE), namesIn(PROGRAM_GUIDE ?? "")];
  expect(names.length).toBeGreaterThan(30);
  expect(ofPrograms.length).toBeGreaterThan(15);
  const withValue = /^(Tingkat \d|Layani \d+)$/u;
  expect([...names, ...ofPrograms].filter((name) => !texts.has(name) && !withValue.test(name))).toEqual([]);
  for (const command of ["npm ci", "SAMBUNG_LICENSING=off SAMBUNG_DEMO=on npm start"]) expect(GUIDE).toContain(command);
});

it("leads from a fresh start to a caller and an agent who hear each other, and the page ticks each step by itself", async () => {
  const visit = await openVisit(browser, demonstration.url);
  const { page, t } = visit;
  await logIn(visit, demonstration.account("operator-administrator"));
  await page.getByRole("heading", { level: 1, name: t("web.service.hour.heading") }).waitFor();
  await visit.look("first-call-empty");
  await addNumber(visit, CODE);
  await addPhone(visit, { extension: "101", name: "Meja" });
  const account = await addPhone(visit, { extension: "102", name: "Penelepon" });
  caller = await startDeskPhone({
    folder: path.join(folder, "caller"),
    toneHz: CALLER_HZ,
    answer: "auto",
    registrar: { port: demonstration.sipPort ?? 0, transport: "udp" },
    ...account,
  });
  const agent = demonstration.account("operator-agent");
  await addQueueAndAgent(visit, agent.email);
  await addFlow(visit, CODE);
  await visit.open("/layanan");
  const team = page.getByRole("region", { name: t("web.service.team.heading") });
  const done = (key: string) =>
    team
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: t(`web.service.team.title.${key}`) }) })
      .getByText(t("web.service.hour.done"), { exact: true })
      .waitFor();
  for (const step of ["queue", "agent", "flow"]) await done(step);
  await visit.look("first-call-arranged");
  const desk = await openVisit(browser, demonstration.url);
  const phone = (key: string) => desk.t(`web.agentDesk.phone.${key}`);
  await logIn(desk, agent);
  await desk.open("/layanan/meja");
  await desk.page.getByRole("radio", { name: phone("places.page") }).check();
  await desk.page.evaluate(DENIES_ONCE);
  const start = desk.page.getByRole("button", { name: desk.t("web.agentDesk.logIn") });
  await start.click();
  await desk.page.getByText(phone("microphone.refused")).waitFor();
  await desk.look("first-call-no-microphone");
  await start.click();
  await desk.page.locator('.desk-phone[data-line="ready"]').waitFor();
  await done("at-work");
  await caller.command("dial", `sip:${CODE}@127.0.0.1:${demonstration.sipPort}`);
  await expect.poll(() => desk.page.title()).toContain("☎");
  // The reloaded page rings again. F3 answers only a ringing call, so the test waits for the ring: where the queue's ring time ends before a busy machine has
  // loaded the page, the call is offered once more.
  await desk.page.reload();
  await desk.page.getByRole("button", { name: phone("answer"), exact: true, disabled: false }).waitFor();
  await desk.page.keyboard.press("F3");
  const talking = desk.t("web.agentDesk.phone.call.talking", { number: "102" });
  await desk.page.locator(".desk-phone").getByText(talking).first().waitFor({ timeout: 30_000 });
  // From here on the caller hears only the agent: music and greeting are over. The browser's microphone beeps.
  const from = 2 * Math.ceil(statSync(caller.heard).size / 2);
  const { heard } = caller;
  await expect.poll(() => secondsHeard(heard, from)).toBeGreaterThan(0.5);
  await desk.look("first-call-talks");
  await desk.page.keyboard.press("F10");
  await done("talk");
  // The flow first plays its goodbye. The phone program stops answering when a second call writes its audio to the same file as the first.
  await caller.event("CALL_CLOSED");
  await visit.look("first-call-talked");
  expect([...visit.faults, ...desk.faults]).toEqual([]);
  await Promise.all([visit.close(), desk.close()]);
});

it("gives an agent one telephone: on the page or device that took it last, and the others say so", async () => {
  const agent = demonstration.account("operator-agent");
  const one = await openVisit(browser, demonstration.url);
  const device = await openVisit(browser, demonstration.url);
  const { t } = one;
  const phone = (key: string) => t(`web.agentDesk.phone.${key}`);
  const button = (page: Page, ...names: readonly string[]) =>
    page.getByRole("button", { name: new RegExp(`^(${names.join("|")})$`, "u") });
  const stands = (page: Page, line: string) => page.locator(`.desk-phone[data-line="${line}"]`).waitFor();
  const isIn = (page: Page, mode: string) =>
    page.locator(`.desk-state[data-mode="${mode}"]`).waitFor({ timeout: 30_000 });
  const closedCalls = () => caller?.events.filter(({ type }) => type === "CALL_CLOSED").length ?? 0;
  /** A call rings at one page only, which answers it. */
  const answers = async (page: Page, others: readonly Page[]) => {
    await button(page, t("web.agentDesk.ready"), t("web.agentDesk.wrapUpDone")).click();
    await isIn(page, "ready");
    await caller?.command("dial", `sip:${CODE}@127.0.0.1:${demonstration.sipPort}`);
    await isIn(page, "ringing");
    for (const other of others) {
      await isIn(other, "ringing");
      expect(await button(other, phone("answer")).isEnabled()).toBe(false);
    }
    await button(page, phone("answer")).click();
    await isTalking(page);
    await isIn(page, "talking");
  };
  const isTalking = (page: Page) =>
    page
      .locator(".desk-phone")
      .getByText(t("web.agentDesk.phone.call.talking", { number: "102" }))
      .first()
      .waitFor({ timeout: 30_000 });
  const hangsUp = async (page: Page) => {
    const before = closedCalls();
    await page.keyboard.press("F10");
    await isIn(page, "wrapping");
    await caller?.event("CALL_CLOSED", before + 1);
  };
  await logIn(one, agent);
  await one.open("/layanan/meja");
  await button(one.page, phone("useHere")).click();
  await stands(one.page, "ready");
  const tab = await one.context.newPage();
  await tab.goto("/layanan/meja");
  await stands(tab, "ready");
  await stands(one.page, "elsewhere");
  await one.look("telephone-elsewhere");
  await answers(tab, [one.page]);
  await hangsUp(tab);
  await button(one.page, phone("takeHere")).click();
  await stands(one.page, "ready");
  await stands(tab, "elsewhere");
  await answers(one.page, [tab]);
  // A call stays at its device; the next call rings at the device that took over the phone.
  const closed = closedCalls();
  await logIn(device, agent);
  await device.open("/layanan/meja");
  await button(device.page, phone("useHere")).click();
  await stands(device.page, "ready");
  await stands(one.page, "elsewhere");
  await isTalking(one.page);
  expect(await button(one.page, phone("takeHere")).count()).toBe(0);
  expect(closedCalls()).toBe(closed);
  await hangsUp(one.page);
  await button(one.page, phone("takeHere")).waitFor();
  await answers(device.page, [one.page, tab]);
  await hangsUp(device.page);
  expect([...one.faults, ...device.faults]).toEqual([]);
  await Promise.all([one.close(), device.close()]);
});
