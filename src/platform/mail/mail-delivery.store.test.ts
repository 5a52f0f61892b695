import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import os from "node:os";
import path from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { type OpenDatabase, openDatabase } from "../database/index.ts";
import type { FileStore } from "../files/index.ts";
import { OUTBOX_ATTEMPTS_MAX } from "../outbox/index.ts";
import { linkToken } from "./link-token.ts";
import { mailSender } from "./mail.effects.ts";
import { queueAgain, queueMail } from "./mail.store.ts";

const PATIENCE = { connectMs: 400, silenceMs: 400, wholeMs: 1_500 };
const virtualContext = createVirtualContext({ seed: "mail" });

let cloned: ClonedDatabase;
let database: OpenDatabase;
const open: (() => Promise<void>)[] = [];

beforeEach(async () => {
  cloned = await cloneDatabase();
  database = openDatabase({ access: cloned.access, role: "app", max: 4, log: testLog });
});

afterEach(async () => {
  for (const close of open.splice(0)) await close();
  await database.close();
  await cloned.close();
  await rm(path.join(os.tmpdir(), `sambung-mail-${process.pid}`), { recursive: true, force: true });
});

/** A real SMTP server that stores the received mails. */
async function peer(options: SMTPServerOptions = {}) {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        received.push(text);
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { received, url: `smtp://127.0.0.1:${portOf(server.server)}` };
}

/** A server that sends only the output of `speak`. */
async function rawPeer(speak: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    speak(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `smtp://127.0.0.1:${portOf(server)}` };
}

function portOf(server: { address(): ReturnType<Server["address"]> }): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

function senderTo(smtpUrl: string | undefined) {
  const settings = { dataFolder: path.join(os.tmpdir(), `sambung-mail-${process.pid}`), installationName: "Sambung" };
  const route = { smtpUrl, from: "Sambung <kabar@sambung.invalid>" };
  const files = { read: async () => new Uint8Array() } as unknown as FileStore;
  return {
    settings,
    send: mailSender({ db: database.db, clock: virtualContext.clock, files, settings, route, patience: PATIENCE }),
  };
}

async function queued(
  extra: { readonly secretLink?: string; readonly subject?: string; readonly bodyText?: string } = {},
) {
  const id = virtualContext.ids.next();
  await queueMail(database.db, virtualContext, {
    id,
    dedupeKey: id,
    toPersonId: null,
    toAddress: "budi@uji.invalid",
    locale: "id",
    subject: "Permohonan 1/2026 diterima",
    bodyText: "Yth. Budi <b>,\n\nLihat https://sambung.invalid/x.",
    ...extra,
  });
  return id;
}

const attempt = (send: ReturnType<typeof mailSender>, mailId: string, attempts = 0) =>
  send({ mailId }, { id: mailId, subjectId: mailId, attempts }).then(
    () => "done",
    () => "again",
  );
const mailOf = (id: string) =>
  database.db.selectFrom("mailMessage").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

describe("a mail to a real mail server", () => {
  it("arrives as text and as HTML that says the same, with its id, its language and no way to answer by itself", async () => {
    const { received, url } = await peer();
    const id = await queued();
    expect(await attempt(senderTo(url).send, id)).toBe("done");
    const [text = ""] = received;
    expect(text).toContain(`Message-ID: <${id}@sambung>`);
    expect(text).toContain("Auto-Submitted: auto-generated");
    expect(text).toContain("Content-Type: text/plain");
    expect(text).toMatch(/\r\n-- \r\nSambung\r\n/);
    expect(text).toContain('<html lang=3D"id">');
    expect(text).toContain("Budi &lt;b&gt;");
    expect(await mailOf(id)).toMatchObject({ state: "sent", attempts: 1, lastError: null });
  });

  it("carries its one-time link, which the stored text does not", async () => {
    const { received, url } = await peer();
    const { settings, send } = senderTo(url);
    const id = await queued({ secretLink: "https://sambung.invalid/undangan/", bodyText: "Buka {link}" });
    await attempt(send, id);
    const token = await linkToken(settings.dataFolder, id);
    expect(received[0]?.replaceAll("=\r\n", "")).toContain(`https://sambung.invalid/undangan/${token}`);
    expect(JSON.stringify(await mailOf(id))).not.toContain(token);
  });

  it("is one mail to its reader when the portal dies between sending and marking: the same Message-ID twice", async () => {
    const { received, url } = await peer();
    const { send } = senderTo(url);
    const id = await queued();
    await attempt(send, id);
    await database.db.updateTable("mailMessage").set({ state: "queued", sentAt: null }).where("id", "=", id).execute();
    await attempt(send, id);
    const ids = received.map((text) => /Message-ID: (\S+)/.exec(text)?.[1]);
    expect(ids).toEqual([`<${id}@sambung>`, `<${id}@sambung>`]);
    const dates = received.map((text) => /^Date: (.+)$/m.exec(text)?.[1]);
    expect(dates[0]).toBe(dates[1]);
  });

  it("is not sent again once it was sent, whoever runs the effect again", async () => {
    const { received, url } = await peer();
    const { send } = senderTo(url);
    const id = await queued();
    await attempt(send, id);
    await attempt(send, id);
    expect(received).toHaveLength(1);
  });

  it("cannot be given another receiver or header by a subject with line breaks", async () => {
    const { received, url } = await peer();
    const id = await queued({ subject: "Halo\r\nBcc: lain@uji.invalid" });
    await attempt(senderTo(url).send, id);
    const [head = ""] = received[0]?.split("\r\n\r\n") ?? [];
    expect(head).toContain("Subject: Halo Bcc: lain@uji.invalid");
    expect(head).not.toMatch(/^Bcc:/m);
  });
});

describe("a mail server that does not take a mail", () => {
  it("with 550 for the receiver ends it for good at once, with its answer", async () => {
    const { url } = await peer({ onRcptTo: (_address, _session, done) => done(refusal(550, "No such user here")) });
    const id = await queued();
    expect(await attempt(senderTo(url).send, id)).toBe("done");
    const mail = await mailOf(id);
    expect(mail).toMatchObject({ state: "failed", attempts: 1 });
    expect(mail.lastError).toContain("No such user here");
  });

  it("with 451 defers it with its answer, to be tried again", async () => {
    const { url } = await peer({ onRcptTo: (_address, _session, done) => done(refusal(451, "Greylisted")) });
    const id = await queued();
    expect(await attempt(senderTo(url).send, id)).toBe("again");
    const mail = await mailOf(id);
    expect([mail.state, mail.attempts]).toEqual(["deferred", 1]);
    expect(mail.lastError).toContain("Greylisted");
  });

  it("with 554 after the text ends it for good", async () => {
    const { url } = await peer({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done(refusal(554, "Looks like spam")));
      },
    });
    const id = await queued();
    expect(await attempt(senderTo(url).send, id)).toBe("done");
    expect((await mailOf(id)).state).toBe("failed");
  });

  it("because of our sender's address defers it: that is ours to mend", async () => {
    const { url } = await peer({ onMailFrom: (_address, _session, done) => done(refusal(550, "Sender not allowed")) });
    const id = await queued();
    expect(await attempt(senderTo(url).send, id)).toBe("again");
  });

  it.each([
    ["is not there", async () => ({ url: "smtp://127.0.0.1:1" })],
    ["hangs up when it is reached", () => rawPeer((socket) => socket.destroy())],
    ["hangs up after the greeting", () => rawPeer((socket) => socket.end("220 hai\r\n"))],
    ["never says a word", () => rawPeer(() => undefined)],
    [
      "speaks one letter at a time and never ends",
      () =>
        rawPeer((socket) => {
          const timer = setInterval(() => socket.write("2"), 50);
          socket.on("close", () => clearInterval(timer));
        }),
    ],
    [
      "hangs up in the middle of the text",
      () =>
        rawPeer((socket) => {
          socket.write("220 hai\r\n");
          socket.on("data", (chunk) => {
            const said = chunk.toString();
            if (said.startsWith("DATA")) return void socket.write("354 go on\r\n");
            return said.length > 500 ? void socket.destroy() : void socket.write("250 ok\r\n");
          });
        }),
    ],
  ])("and %s defers it within two seconds", async (_, make) => {
    const { url } = await make();
    const id = await queued({ bodyText: "x".repeat(15_000) });
    const startedMs = performance.now();
    expect(await attempt(senderTo(url).send, id)).toBe("again");
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    const mail = await mailOf(id);
    expect(mail.state).toBe("deferred");
    expect(mail.lastError).not.toBeNull();
  });

  it("is asked twelve times, and then the mail failed for good", async () => {
    const { url } = await peer({ onRcptTo: (_address, _session, done) => done(refusal(451, "Later")) });
    const { send } = senderTo(url);
    const id = await queued();
    for (let attempts = 0; attempts < OUTBOX_ATTEMPTS_MAX - 1; attempts += 1)
      expect(await attempt(send, id, attempts)).toBe("again");
    expect(await attempt(send, id, OUTBOX_ATTEMPTS_MAX - 1)).toBe("done");
    expect(await mailOf(id)).toMatchObject({ state: "failed", attempts: OUTBOX_ATTEMPTS_MAX });
  });
});

describe("a mail that failed", () => {
  it("is sent again once staff put it back, once for five who do so at the same time", async () => {
    const refusing = await peer({ onRcptTo: (_address, _session, done) => done(refusal(550, "No such user")) });
    const id = await queued();
    await attempt(senderTo(refusing.url).send, id);
    const again = await Promise.all(
      Array.from({ length: 5 }, () => database.db.transaction().execute((trx) => queueAgain(trx, virtualContext, id))),
    );
    expect(again.filter(Boolean)).toHaveLength(1);
    const { received, url } = await peer();
    expect(await attempt(senderTo(url).send, id)).toBe("done");
    expect(received).toHaveLength(1);
    expect((await mailOf(id)).state).toBe("sent");
  });

  it("stays in the local mailbox where no server is set", async () => {
    const id = await queued();
    expect(await attempt(senderTo(undefined).send, id)).toBe("done");
    expect((await mailOf(id)).state).toBe("in-mailbox");
  });
});
