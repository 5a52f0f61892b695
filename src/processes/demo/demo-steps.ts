import { setTimeout as delay } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { DemoAccount } from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import { type DemoClient, openDemoClient } from "./demo-client.ts";

const WAIT_MS_MAX = 120_000;
const POLL_AGAIN_MS = 100;

/** A prepared company of the OSS simulator: active, KBLI 82200 at high risk. */
export const DEMO_NIB = "7700000000001";

/** Dependencies of every part of the demonstration. */
export interface DemoContext {
  readonly url: string;
  /** Address of the OSS simulator. */
  readonly ossUrl: string;
  readonly accounts: readonly DemoAccount[];
  /** Data folder of the demonstration. */
  readonly dataFolder: string;
  readonly tell: (line: string) => void;
  /** Advances the clock of the demonstration, to skip days of waiting. */
  readonly moveClockTo: (atMs: number) => Promise<void>;
  /** Current time of the demonstration. */
  readonly nowMs: () => number;
}

/** Credentials of a user. */
export interface DemoPerson {
  readonly email: string;
  readonly password: string;
}

/** Signs a user in, again after days have passed. */
export async function logInTo(client: DemoClient, { email, password }: DemoPerson): Promise<void> {
  await client.post("/api/session", { email, password });
}

/** A signed-in officer of a role; `team` selects one of several teams with the role. */
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

/** Polls until `look` returns a value; fails after two minutes with the name of the awaited item. */
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

/** The text of the newest mail to an address that contains all of `words`, from the local mailbox. */
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

/** A small real PDF in place of a scan. */
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
