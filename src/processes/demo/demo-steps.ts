import { setTimeout as delay } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { DemoAccount } from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import { type DemoClient, openDemoClient } from "./demo-client.ts";

const WAIT_MS_MAX = 120_000;
const POLL_AGAIN_MS = 100;

/** The company the OSS simulator keeps ready: active, KBLI 82200 at high risk. */
export const DEMO_NIB = "7700000000001";

/** What every chapter of the demonstration works with. */
export interface DemoContext {
  readonly url: string;
  /** Where the OSS simulator answers. */
  readonly ossUrl: string;
  readonly accounts: readonly DemoAccount[];
  /** Where the demonstration keeps its files. */
  readonly dataFolder: string;
  readonly tell: (line: string) => void;
  /** Moves the time of the demonstration on to an instant, where people would wait for days. */
  readonly moveClockTo: (atMs: number) => Promise<void>;
  /** The time of the demonstration. */
  readonly nowMs: () => number;
}

/** Somebody who logs in with what he chose. */
export interface DemoPerson {
  readonly email: string;
  readonly password: string;
}

/** Logs somebody in, again where days have passed. */
export async function logInTo(client: DemoClient, { email, password }: DemoPerson): Promise<void> {
  await client.post("/api/session", { email, password });
}

/** The officer of a role, logged in; `team` where several teams have the role. */
export async function demoOfficer(
  { url, accounts }: Pick<DemoContext, "url" | "accounts">,
  wanted: Pick<DemoAccount, "role" | "team">,
): Promise<DemoClient> {
  const account = present(
    accounts.find(({ role, team }) => role === wanted.role && team === wanted.team),
    `demo account ${wanted.role} of ${wanted.team}`,
  );
  const client = openDemoClient(url);
  await logInTo(client, account);
  return client;
}

/** Looks until there is something to see; fails after two minutes, naming what was awaited. */
export async function demoUntil<Seen>(what: string, look: () => Promise<Seen | null>): Promise<Seen> {
  const deadline = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (performance.now() > deadline) throw new Error(`${what} did not come within two minutes`);
    await delay(POLL_AGAIN_MS);
  }
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The text of the newest mail to somebody that says all of `words`, from the local mailbox. */
export async function mailedTo(
  client: DemoClient,
  { email, words }: { readonly email: string; readonly words: readonly string[] },
): Promise<string> {
  return demoUntil(`a mail that says ${words.join(" and ")}`, async () => {
    const { items } = await client.get<{ readonly items: readonly Mail[] }>("/api/mailbox");
    const mail = items.find(({ to, text }) => to === email && words.every((word) => text.includes(word)));
    return mail?.text ?? null;
  });
}

/** A small real PDF to stand for a scan. */
export async function demoPdf(text: string): Promise<Uint8Array> {
  const document = new PDFDocument({ size: "A4" });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve) => {
    document.on("end", resolve);
  });
  document.fontSize(18).text(text).end();
  await done;
  return Buffer.concat(chunks);
}
