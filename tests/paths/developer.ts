import { mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, vi } from "vitest";
import { startCarrierSimulator } from "../../simulators/carrier/index.ts";
import { present } from "../../src/kernel/index.ts";
import { demoOfficer } from "../../src/processes/demo/demo-steps.ts";
import { PAST_CARRIER } from "../../src/processes/demonstration/messages.ts";
import type { DeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { blocksOf, type GuideShell, openShell } from "../../testkit/guide-commands.ts";
import type { Visit } from "../../testkit/visit.ts";
import { addPhone } from "../journeys/first-call-steps.ts";
import { goTo, logIn } from "../journeys/people-steps.ts";
import { CODE, startSoftphone } from "./agent-work.ts";
import { serveCode } from "./call-centre.ts";
import type { PathFixture } from "./path-fixture.ts";
import type { TimedPath, Walker } from "./timed-path.ts";

const DEVICE = { extension: "104", name: "Program" };
const RECIPIENT = "+6281234567890";
const CARRIER = { systemId: "sambung", password: "rahasia" };
const SMS_TIMES = { slowMs: 300, lateMs: 800 };
const PRESS_AGAIN_MS = 2_000;

/** The guide for applications: an application controls calls, and sends an SMS by the same account, without a restart. */
export const developerPath: TimedPath = {
  user: "developer",
  reaches: "by the guide to a call that an own webhook leads, and to a first short message",
  budget: { clicks: 30, keys: 105, seconds: 36 },
  walk: async (walker) => {
    const { world, effort, begin, others, defer } = walker;
    await serveCode(world);
    const carrierId = await addCarrier(walker);
    const [, ...commands] = await blocksOf("Five minutes", "sh");
    const hookPort = await freePort();
    const visit = await begin();
    await logIn(visit, world.account("operator-administrator"));
    const account = await addPhone(visit, DEVICE);
    effort.add({ keys: account.username.length + account.password.length });
    const phone = await effort.waitFor("the softphone registers", () =>
      startSoftphone(world, "developer-phone", account),
    );
    defer(phone.close);
    const { sid, token } = await readAccount(visit);
    const folder = path.join(world.dataFolder, "developer");
    await mkdir(folder);
    const shell = openShell(folder);
    defer(async () => shell.close());
    // A block is copied by a click and pasted by a key; account and token are pasted into the first one.
    effort.add({ clicks: 2, keys: 2 });
    for (const command of commands) {
      effort.add({ clicks: 1, keys: 1 });
      shell.enter(
        command
          .replaceAll("http://127.0.0.1:8080", world.url)
          .replaceAll("3000", String(hookPort))
          .replace('"AC..."', `"${sid}"`)
          .replace('"..."', `"${token}"`)
          .replace("sip:101", `sip:${DEVICE.extension}`),
      );
    }
    await leadCalls(walker, { phone, shell });
    await askForSender(visit);
    await others("administrator of the installation", () => approveSender(world, carrierId));
    effort.add({ clicks: 1, keys: 1 });
    shell.enter(MESSAGE);
    await effort.waitFor("the first message", () => expect.poll(shell.output).toMatch(/"sid":"SM[0-9a-f]{32}"/));
    await goTo(visit, "shortMessages");
    await visit.page.getByRole("table").getByRole("link").first().click();
    const isFinal = visit.t("web.shortMessages.one.final", { state: visit.t("web.shortMessages.states.delivered") });
    await visit.page.getByText(isFinal).waitFor();
  },
};

const MESSAGE = `curl --fail-with-body --silent --show-error --user "$SAMBUNG_ACCOUNT_SID:$SAMBUNG_TOKEN" \\
  --data-urlencode "From=${CODE}" --data-urlencode "To=${RECIPIENT}" --data-urlencode "Body=Pesanan 7 dikirim." \\
  "$ACCOUNT/Messages.json"
`;

/** Adds a carrier of the installation that accepts SMS. */
async function addCarrier({ world, defer }: Walker): Promise<string> {
  const folder = path.join(world.dataFolder, "carrier");
  await mkdir(folder);
  const carrier = await startCarrierSimulator({ port: 0, folder, ...CARRIER, ...SMS_TIMES, nowMs: Date.now });
  defer(carrier.close);
  const administrator = await demoOfficer(world, { role: "administrator", team: null });
  const { id } = await administrator.post<{ readonly id: string }>("/api/service/sms/carriers", {
    ...PAST_CARRIER,
    ...CARRIER,
    host: "127.0.0.1",
    port: carrier.port,
  });
  return id;
}

/** The SID of the account and its first token, as the screen shows them. */
async function readAccount(visit: Visit): Promise<{ readonly sid: string; readonly token: string }> {
  const { page, t } = visit;
  const word = (key: string, values?: Record<string, string>) => t(`web.cpaas.account.${key}`, values);
  await goTo(visit, "cpaas");
  const sid = await page.getByText(/^AC[0-9a-f]{32}$/).textContent();
  await page.getByRole("button", { name: word("showOf", { place: word("primary") }) }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: word("showYes") }).click();
  const token = await dialog.locator("code").first().textContent();
  await dialog.getByRole("button", { name: word("done") }).click();
  return { sid: present(sid, "SID"), token: present(token, "token") };
}

/** The application receives a webhook request about a call that it created, and about one to its number. */
async function leadCalls(
  { world, effort }: Walker,
  { phone, shell }: { readonly phone: DeskPhone; readonly shell: GuideShell },
): Promise<void> {
  const isPrinted = (text: RegExp, timeout: number) =>
    vi.waitUntil(() => text.test(shell.output()), { timeout }).catch(() => false);
  const pressUntil = (text: RegExp, key: string) =>
    vi.waitUntil(
      async () => {
        await phone.command("sndcode", key);
        return isPrinted(text, PRESS_AGAIN_MS);
      },
      { timeout: 30_000 },
    );
  await effort.waitFor("the call that the program orders", () =>
    expect.poll(shell.output).toMatch(/\/voice in-progress/),
  );
  effort.add({ keys: 1 });
  await effort.waitFor("the hook is asked about a key", () => pressUntil(/\/menu in-progress 7/, "7"));
  await phone.command("hangupall");
  await phone.command("dial", `sip:${CODE}@127.0.0.1:${String(world.sipPort)}`);
  await effort.waitFor("the hook is asked about a call to the number", () =>
    expect.poll(shell.output).toMatch(/\/voice ringing/),
  );
  effort.add({ keys: CODE.length + 1 });
  await effort.waitFor("the hook is asked about a key", () => pressUntil(/\/menu in-progress 8/, "8"));
  await phone.command("hangupall");
}

/** Requests the number as a sender id. */
async function askForSender(visit: Visit): Promise<void> {
  const { page, t } = visit;
  const word = (key: string, values?: Record<string, string>) => t(`web.smsSettings.senders.${key}`, values);
  await goTo(visit, "smsSenders");
  await page.getByLabel(word("value"), { exact: true }).fill(CODE);
  await page.getByRole("button", { name: word("add"), exact: true }).click();
  await page.getByText(word("addedTitle", { value: CODE })).waitFor();
}

/** The carrier has approved the sender id, and the administrator enters the approval. */
async function approveSender(fixture: PathFixture, carrierId: string): Promise<void> {
  const administrator = await demoOfficer(fixture, { role: "administrator", team: null });
  const where = "/api/service/sms/registrations";
  const { items } = await administrator.get<{
    readonly items: readonly { readonly id: string; readonly value: string }[];
  }>(where);
  const sender = present(
    items.find(({ value }) => value === CODE),
    "the sender id",
  );
  const form = { state: "approved", letter: "SK-PENGIRIM/2026/1", note: "", validUntil: null };
  await administrator.put(`${where}/${sender.id}/${carrierId}`, form);
}
