import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const ARRIVED_MS_MAX = 90_000;

interface Taken {
  readonly messageId: string;
  readonly to: string;
}

let server: SMTPServer;
let system: TestSystem;
const taken: Taken[] = [];
/** Kills the portal once, when the server has accepted the first mail but before its response. */
let killFirst: (() => Promise<void>) | undefined;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: (stream, session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        taken.push({ to, messageId: /Message-ID: (\S+)/.exec(text)?.[1] ?? "" });
        const kill = killFirst;
        killFirst = undefined;
        if (kill === undefined) return done();
        // The server has accepted the mail; the portal dies before the response arrives.
        kill().then(
          () => done(),
          () => done(),
        );
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  system = await startTestSystem({ SAMBUNG_SMTP_URL: `smtp://127.0.0.1:${port}` });
});

afterAll(async () => {
  await system?.close();
  server?.close();
});

async function stateOf(address: string): Promise<string | undefined> {
  const row = await system.kit.db
    .selectFrom("mailMessage")
    .select("state")
    .where("toAddress", "=", address)
    .executeTakeFirst()
    .catch(() => undefined);
  return row?.state;
}

async function untilSent(address: string): Promise<void> {
  const deadline = performance.now() + ARRIVED_MS_MAX;
  while ((await stateOf(address)) !== "sent") {
    if (performance.now() > deadline) throw new Error(`${address}: ${await stateOf(address)}`);
    await delay(100);
  }
}

describe("a portal that is killed after a mail server took a mail and before it heard so", () => {
  it("sends the mail once more under the same Message-ID, marks it, and goes on with the next", async () => {
    killFirst = () => system.kill("portal");
    const body = { name: "Ratna Kusumawati", password: `Mawar-${"Biru"}-Terbang-42` };
    await system.anonymous.post("/api/people", { ...body, email: "ratna@rumah.invalid" });
    await untilSent("ratna@rumah.invalid");
    const mails = taken.filter(({ to }) => to === "ratna@rumah.invalid");
    expect(mails.length).toBeGreaterThanOrEqual(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    await system.untilReady();
    await system.anonymous.post("/api/people", { ...body, email: "budi@rumah.invalid" });
    await untilSent("budi@rumah.invalid");
    expect(taken.filter(({ to }) => to === "budi@rumah.invalid")).toHaveLength(1);
  });
});
