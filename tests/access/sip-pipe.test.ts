import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import JsSIP from "jssip";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { inTenant } from "../../src/platform/database/index.ts";
import { GOOD_AGENT } from "../../testkit/call-centre.ts";
import { COOKIE, type ProblemBody } from "../../testkit/client.ts";
import { startDeskPhone } from "../../testkit/desk-phone.ts";
import type { Guest } from "../../testkit/guests.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { giveRole } from "../../testkit/users.ts";

const SITTINGS = "/api/service/desk/sittings";

let system: TestSystem;
let agent: Guest;
let administrator: Guest;

beforeAll(async () => {
  // JsSIP checks that the browser supports WebRTC before it reports a call.
  vi.stubGlobal("window", { RTCPeerConnection: class {} });
  system = await startTestSystem({ SAMBUNG_SIP_PORT: "0" });
  [agent, administrator] = [await system.officer("operator-agent"), await system.officer("operator-administrator")];
  // The portal accepts requests before the switch takes calls.
  await vi.waitFor(
    async () => {
      opened(await open(agent)).terminate();
    },
    { timeout: 60_000, interval: 200 },
  );
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await system?.close();
});

/** Opens a WebSocket as a page does; resolves to it, or to the status and code of the refusal. */
function open(guest: Guest | null, origin = system.url): Promise<WebSocket | string> {
  const cookie = guest === null ? {} : { cookie: `${COOKIE}=${guest.token}` };
  const socket = new WebSocket(`${system.url.replace("http", "ws")}/sip`, ["sip"], { headers: { ...cookie, origin } });
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      let text = "";
      response.on("data", (part: Buffer) => {
        text += part.toString("utf8");
      });
      response.on("end", () => {
        const body = JSON.parse(text) as ProblemBody;
        resolve(`${response.statusCode} ${body.error.code}`);
      });
    });
  });
}

function opened(answer: WebSocket | string): WebSocket {
  if (typeof answer === "string") throw new Error(`refused: ${answer}`);
  return answer;
}

/** A JsSIP socket (the phone that pages use) over a WebSocket that is already open. */
function lineOver(socket: WebSocket) {
  const line = {
    via_transport: "WS",
    url: `${system.url.replace("http", "ws")}/sip`,
    sip_uri: "sip:127.0.0.1;transport=ws",
    onconnect: () => undefined,
    ondisconnect: (_isError: unknown) => undefined,
    ondata: (_text: unknown) => undefined,
    connect: () => void setImmediate(() => line.onconnect()),
    isConnected: () => socket.readyState === WebSocket.OPEN,
    isConnecting: () => false,
    disconnect: () => socket.close(),
    send: (text: string) => {
      socket.send(text);
      return true;
    },
  };
  socket.on("message", (data: Buffer) => line.ondata(data.toString("utf8")));
  socket.on("close", () => line.ondisconnect(false));
  return line;
}

/** The credentials of a page: those of a phone or of a softphone session. */
interface Account {
  readonly username: string;
  readonly password: string;
}

/** An agent's page that has registered; answers each call with 486 and records its caller. */
async function signedIn(socket: WebSocket, { username, password }: Account) {
  const phone = new JsSIP.UA({
    sockets: [lineOver(socket)],
    uri: `sip:${username}@127.0.0.1`,
    password,
    register: true,
    register_expires: 120,
  });
  const rung: string[] = [];
  phone.on("newRTCSession", (event: unknown) => {
    const { session, request } = event as { session: JsSipSession; request: { from: { uri: { user: string } } } };
    rung.push(request.from.uri.user);
    session.terminate({ status_code: 486 });
  });
  let causes = 0;
  const registered = new Promise<void>((resolve, reject) => {
    phone.on("registered", () => resolve());
    // The switch reads the portal's changes on notification, and every two seconds.
    phone.on("registrationFailed", ({ cause }: { cause?: string }) => {
      causes += 1;
      if (causes > 20) reject(new Error(cause));
      else setTimeout(() => phone.register(), 200);
    });
  });
  phone.start();
  await registered;
  return { phone, rung };
}

/** The SIP registrar of desk phones. */
async function registrar() {
  const { sipPort } = await system.database.db.selectFrom("switchRun").select("sipPort").executeTakeFirstOrThrow();
  return { port: sipPort ?? 0, transport: "udp" } as const;
}

/** A desk phone of the switch, and the result of its calls to another phone. */
async function deskPhone({ username, password }: Account, folder: string) {
  const phone = await startDeskPhone({
    folder,
    toneHz: 600,
    answer: "manual",
    username,
    password,
    registrar: await registrar(),
  });
  let closed = 0;
  return {
    ...phone,
    calls: async (number: string) => {
      await phone.command("dial", number);
      closed += 1;
      const ends = () => phone.events.filter(({ type }) => type === "CALL_CLOSED");
      await expect.poll(() => ends().length).toBe(closed);
      return String(ends().at(-1)?.["param"]);
    },
  };
}

async function newPhone(extension: string) {
  const made = await administrator.client.post<Account & { id: string }>("/api/service/phones", {
    extension,
    name: `Meja ${extension}`,
  });
  return succeeded(made, "a phone");
}

const tenantId = async () => (await system.database.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;

/** The page registrations that can be called. */
const pages = async () => {
  const bindings = await inTenant(system.database.db, await tenantId(), (trx) =>
    trx.selectFrom("phoneBinding").select("contact").execute(),
  );
  return bindings.filter(({ contact }) => contact.includes(".invalid"));
};

describe("the pipe of a browser's phone", () => {
  it("is opened by people with a desk alone, from our own pages alone, and not without a WebSocket", async () => {
    expect(await open(null)).toBe("401 not-signed-in");
    expect(await open(await system.person())).toBe("403 not-permitted");
    expect(await open(await system.officer("account-verifier"))).toBe("403 not-permitted");
    expect(await open(agent, "https://jahat.example")).toBe("403 origin-refused");
    const plain = await agent.client.get<ProblemBody>("/sip");
    expect([plain.status, plain.body.error.code]).toEqual([426, "sip-by-websocket-only"]);
    const sockets = [];
    for (let nth = 0; nth < 6; nth += 1) sockets.push(opened(await open(agent)));
    expect(await open(agent)).toBe("429 sip-pipes-full");
    for (const page of sockets) page.terminate();
    await expect.poll(async () => typeof (await open(agent))).toBe("object");
  });

  it("lets JsSIP sign in and be rung by a desk phone, and is not rung any more once the page has gone", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-pipe-"));
    const [mine, other] = [await newPhone("301"), await newPhone("302")];
    const page = opened(await open(agent));
    const { phone, rung } = await signedIn(page, mine);
    expect(await pages()).toHaveLength(1);
    const caller = await deskPhone(other, folder);
    expect(await caller.calls("301")).toMatch(/486|Busy/i);
    expect(rung).toEqual(["302"]);
    page.terminate();
    await expect.poll(pages).toEqual([]);
    await caller.calls("301");
    expect(rung).toEqual(["302"]);
    phone.stop();
    await caller.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("carries an agent's sitting: his page rings instead of his desk phone, until he gets up, opens another or logs out", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-sitting-"));
    const [mine, other] = [await newPhone("311"), await newPhone("312")];
    const guest = await system.person();
    await giveRole(system.kit, guest.id, { role: "operator-agent", tenantId: await tenantId() });
    const nobodys = await guest.client.post<ProblemBody>(SITTINGS, { phoneId: mine.id });
    expect([nobodys.status, nobodys.body.error.code]).toEqual([404, "no-own-agent"]);
    const form = { ...GOOD_AGENT, personId: guest.id };
    succeeded(await administrator.client.post("/api/service/agents", form), "an agent");
    const desk = await deskPhone(mine, path.join(folder, "desk"));
    const caller = await deskPhone(other, path.join(folder, "caller"));
    const sitDown = async () =>
      succeeded(await guest.client.post<Account & { id: string }>(SITTINGS, { phoneId: mine.id }), "a sitting");
    const ringsAtDesk = () => desk.events.filter(({ type }) => type === "CALL_INCOMING").length;

    const first = await sitDown();
    const here = await signedIn(opened(await open(guest)), first);
    expect(await caller.calls("311")).toMatch(/486|Busy/i);
    expect([here.rung, ringsAtDesk()]).toEqual([["312"], 0]);
    const strange = { folder: path.join(folder, "strange"), toneHz: 500, answer: "manual", isRefused: true } as const;
    await (await startDeskPhone({ ...strange, ...first, registrar: await registrar() })).close();

    const second = await sitDown();
    const taken = await guest.client.post<ProblemBody>(`${SITTINGS}/${first.id}/renewal`, {});
    expect([taken.status, taken.body.error.code]).toEqual([409, "sitting-elsewhere"]);
    const there = await signedIn(opened(await open(guest)), second);
    await expect.poll(async () => (await pages()).length).toBe(1);
    await caller.calls("311");
    expect([here.rung, there.rung, ringsAtDesk()]).toEqual([["312"], ["312"], 0]);
    expect((await guest.client.post(`${SITTINGS}/${second.id}/renewal`, {})).status).toBe(204);

    expect((await guest.client.delete(`${SITTINGS}/${second.id}`)).status).toBe(204);
    const over = await guest.client.post<ProblemBody>(`${SITTINGS}/${second.id}/renewal`, {});
    expect([over.status, over.body.error.code]).toEqual([404, "sitting-over"]);
    await expect.poll(pages).toEqual([]);
    await caller.command("dial", "311");
    await desk.event("CALL_INCOMING");
    await caller.command("hangup");
    const third = await signedIn(opened(await open(guest)), await sitDown());
    expect((await guest.client.delete("/api/session")).status).toBe(204);
    await expect.poll(pages).toEqual([]);
    for (const { phone } of [here, there, third]) phone.stop();
    await Promise.all([desk.close(), caller.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it("ends when its holder loses his role", async () => {
    const guest = await system.person();
    await giveRole(system.kit, guest.id, { role: "operator-agent", tenantId: await tenantId() });
    const page = opened(await open(guest));
    const ended = new Promise<void>((resolve) => page.once("close", () => resolve()));
    await system.database.db
      .updateTable("membership")
      .set({ endedAt: new Date(), endedBy: administrator.id })
      .where("personId", "=", guest.id)
      .execute();
    await ended;
    expect(await open(guest)).toBe("403 not-permitted");
  });
});

interface JsSipSession {
  terminate(options: { readonly status_code: number }): void;
}
