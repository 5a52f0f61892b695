// Regenerates the pictures of the documents: `node bin/run.mjs tools/pictures.ts`. It needs baresip and Chromium.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { RING_KEY } from "../src/processes/demonstration/call-centre.ts";
import { OPERATOR } from "../src/processes/demonstration/companies.ts";
import { customerNumber } from "../src/processes/demonstration/history.ts";
import { buildDemonstration, DEMONSTRATION_BEHIND_MS } from "../src/processes/demonstration/index.ts";
import { openBrowser, SOUND_FLAGS } from "../testkit/browser.ts";
import { testLog } from "../testkit/database.ts";
import { type Demonstration, startDemonstration } from "../testkit/demonstration.ts";
import { type DeskPhone, startGateway } from "../testkit/desk-phone.ts";
import { freePort } from "../testkit/free-port.ts";
import { openVisit, type Visit } from "../testkit/visit.ts";
import { logIn } from "../tests/journeys/people-steps.ts";
import { pictureSteps } from "./picture-steps.ts";

const FOLDER = path.resolve(import.meta.dirname, "../docs/pictures");
const PICTURE_BYTES_MAX = 250_000;
const PHONE = { width: 360, height: 740, scale: 2 } as const;
/** A customer with a known name, and the only key that reaches the demo account. */
const TALKING = { number: customerNumber(5), key: RING_KEY };
/** Waiting callers, with the menu key of each. */
const WAITING = [
  { number: customerNumber(114), key: "0" },
  { number: customerNumber(27), key: "1" },
  { number: customerNumber(133), key: "2" },
  { number: customerNumber(46), key: "1" },
];
const KEY_MS = 1_500;
const KEYS_MAX = 40;
/** Number of pauses without an offer after which no conversation waits. */
const QUIET_TIMES = 4;

async function save(name: string, picture: Uint8Array): Promise<void> {
  process.stdout.write(`  ${name}  ${(picture.length / 1_000).toFixed(0)} kB\n`);
  if (picture.length > PICTURE_BYTES_MAX) throw new Error(`${name} is larger than ${PICTURE_BYTES_MAX} bytes`);
  await writeFile(path.join(FOLDER, name), picture);
}

async function photograph(visit: Visit, name: string): Promise<void> {
  await visit.page.evaluate("document.activeElement?.blur()");
  await visit.lookAtLayout(name);
  await save(`${name}.png`, await visit.page.screenshot());
}

/** Pages without an account: the inventory of access codes, and the check of a decree on a phone. */
async function picturePublicPages(browser: Browser, { url, decreeUrl }: { url: string; decreeUrl: string }) {
  const visitor = await openVisit(browser, url);
  await visitor.open(`/nomor?code=${OPERATOR.code}`);
  await photograph(visitor, "inventory");
  await visitor.close();
  const phone = await openVisit(browser, url, PHONE);
  await phone.open(decreeUrl);
  await photograph(phone, "decree-check-phone");
  await phone.close();
}

/** The list of numbering applications that wait for an officer. */
async function pictureOffice(browser: Browser, demonstration: Demonstration): Promise<void> {
  const coordinator = await openVisit(browser, demonstration.url);
  await logIn(coordinator, demonstration.accountIn("numbering", "coordinator"));
  await coordinator.open("/tugas");
  await photograph(coordinator, "officer-list");
  await coordinator.close();
}

interface Caller {
  readonly number: string;
  /** The menu key that the caller presses. */
  readonly key: string;
}

/** Phones of callers behind the carrier's gateway, all of them on this machine. */
interface Callers extends AsyncDisposable {
  /** Calls the operator's code and presses the caller's key until the caller has arrived. */
  call(caller: Caller, hasArrived: () => Promise<boolean>): Promise<void>;
}

async function openCallers(sipPort: number): Promise<Callers> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-pictures-"));
  const phones: DeskPhone[] = [];
  return {
    async call({ number, key }, hasArrived) {
      const phone = await startGateway({
        folder: path.join(folder, number),
        toneHz: 700,
        answer: "manual",
        writes: false,
        address: "127.0.0.1",
        port: await freePort(),
        number,
      });
      phones.push(phone);
      await phone.command("dial", `sip:${OPERATOR.code}@127.0.0.1:${sipPort}`);
      await phone.event("CALL_ESTABLISHED");
      for (let nth = 0; nth < KEYS_MAX; nth += 1) {
        if (await hasArrived()) return;
        await phone.command("sndcode", key);
        await delay(KEY_MS);
      }
      throw new Error(`${number} did not reach a queue`);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(phones.map((phone) => phone.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Accepts the waiting SMS conversations of an agent, who is offered no call before, and leaves them for a reply. */
async function takeConversations({ page, t }: Visit): Promise<void> {
  const [take, wait, done] = ["message.take", "message.wait", "wrapUpDone"].map((key) => t(`web.agentDesk.${key}`));
  // The last one shows its key after its name.
  const next = page.getByRole("button", { name: new RegExp(`^(${take}|${wait}|${done}.*)$`) });
  let quiet = 0;
  for (let nth = 0; quiet < QUIET_TIMES && nth < KEYS_MAX; nth += 1) {
    await delay(KEY_MS);
    const isQuiet = (await next.count()) === 0;
    quiet = isQuiet ? quiet + 1 : 0;
    if (!isQuiet) await next.first().click();
  }
}

/** An agent in a call, and the supervisor's board while other callers wait. */
async function pictureCallCentre(browser: Browser, demonstration: Demonstration): Promise<void> {
  await using callers = await openCallers(demonstration.sipPort ?? 0);
  const agent = await openVisit(browser, demonstration.url);
  const { page, t } = agent;
  await logIn(agent, demonstration.account("operator-agent"));
  await agent.open("/layanan/meja");
  await page.getByRole("radio", { name: t("web.agentDesk.phone.places.page") }).check();
  await page.getByRole("button", { name: t("web.agentDesk.logIn") }).click();
  await page.locator('.desk-phone[data-line="ready"]').waitFor();
  await takeConversations(agent);
  await callers.call(TALKING, async () => (await page.locator('.desk-state[data-mode="ringing"]').count()) > 0);
  await page.getByRole("button", { name: t("web.agentDesk.phone.answer"), exact: true }).click();
  await page.locator('.desk-state[data-mode="talking"]').waitFor();
  const supervisor = await openVisit(browser, demonstration.url);
  await logIn(supervisor, demonstration.account("operator-supervisor"));
  await supervisor.open("/layanan/papan");
  const waiting = supervisor.page
    .getByRole("table", { name: supervisor.t("web.queues.board.waitingCaption") })
    .locator("tr[data-row]");
  for (const [index, caller] of WAITING.entries())
    await callers.call(caller, async () => (await waiting.count()) > index);
  await photograph(supervisor, "queue-board");
  await photograph(agent, "agent-in-call");
  await supervisor.close();
  await agent.close();
}

await mkdir(FOLDER, { recursive: true });
await using stack = new AsyncDisposableStack();
// Without simulated agents, who would answer the calls of the pictures.
const demonstration = await startDemonstration({ SAMBUNG_SIP_PORT: "0" }, DEMONSTRATION_BEHIND_MS, 0);
stack.defer(() => demonstration.close());
const { verifyUrl } = await buildDemonstration({
  ...demonstration,
  system: demonstration,
  log: testLog,
  report: () => undefined,
});
const browser = await openBrowser(SOUND_FLAGS);
stack.defer(() => browser.close());
await picturePublicPages(browser, { url: demonstration.url, decreeUrl: verifyUrl });
await pictureOffice(browser, demonstration);
await pictureSteps(browser, demonstration, photograph);
await pictureCallCentre(browser, demonstration);
