import path from "node:path";
import { expect } from "vitest";
import type { DemoAccount } from "../../src/identity/wire.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import type { Effort } from "../../testkit/effort.ts";
import type { Visit } from "../../testkit/visit.ts";
import { enter } from "../journeys/people-steps.ts";
import type { PathFixture } from "./path-fixture.ts";

/** The access code of the company whose call centre the installation runs. */
export const CODE = "14045";
const CALLER_HZ = 700;

/** Starts a softphone with the credentials of an extension. */
export function startSoftphone(
  { dataFolder, sipPort }: PathFixture,
  name: string,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<DeskPhone> {
  return startDeskPhone({
    folder: path.join(dataFolder, name),
    registrar: { port: sipPort, transport: "udp" },
    toneHz: CALLER_HZ,
    answer: "auto",
    writes: false,
    username,
    password,
  });
}

/** Logs an agent in and starts work with the browser's headset. */
export async function startWork(visit: Visit, account: DemoAccount): Promise<void> {
  const { page, t } = visit;
  await visit.open("/masuk");
  await enter(visit, account);
  await page.getByRole("radio", { name: t("web.agentDesk.phone.places.page") }).check();
  await page.getByRole("button", { name: t("web.agentDesk.logIn") }).click();
  await page.getByText(t("web.agentDesk.phone.line.ready")).waitFor();
}

/** A caller dials the code, and the agent answers by key once it rings. */
export async function answerCall(
  { page, t }: Visit,
  {
    caller,
    number,
    sipPort,
    effort,
  }: {
    readonly caller: DeskPhone;
    /** The caller's number as displayed to the agent. */
    readonly number: string;
    readonly sipPort: number;
    readonly effort: Effort;
  },
): Promise<void> {
  await caller.command("dial", `sip:${CODE}@127.0.0.1:${String(sipPort)}`);
  await effort.waitFor("the call rings", () => expect.poll(() => page.title()).toContain("☎"));
  await page.keyboard.press("F3");
  const talking = t("web.agentDesk.phone.call.talking", { number });
  await page.locator(".desk-phone").getByText(talking).first().waitFor();
  // The page reports the talk before the call is bridged with its caller: a call that ends in between returns to its queue.
  await page.locator(".desk-standing").getByText(t("web.queues.agentStates.talking"), { exact: true }).waitFor();
}
