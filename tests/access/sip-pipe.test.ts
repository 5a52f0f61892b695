import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import JsSIP from "jssip";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { COOKIE, type ProblemBody } from "../../testkit/client.ts";
import { startDeskPhone } from "../../testkit/desk-phone.ts";
import type { Guest } from "../../testkit/guests.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { giveRole } from "../../testkit/residents.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

let system: TestSystem;
let agent: Guest;
let administrator: Guest;

beforeAll(async () => {
  system = await startTestSystem({ SAMBUNG_SIP_PORT: "0" });
  [agent, administrator] = [await system.officer("operator-agent"), await system.officer("operator-administrator")];
  // The portal serves before the switch takes calls.
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

/** Opens a WebSocket as a page does; resolves to it, or to the status and the code that refused it. */
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

/** A line of JsSIP, the phone that pages use, over a WebSocket that is open already. */
function lineOver(socket: WebSocket) {
  const line = {
    ...{ via_transport: "WS", url: `${system.url.replace("http", "ws")}/sip`, sip_uri: "sip:127.0.0.1;transport=ws" },
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

async function newPhone(extension: string) {
  const made = await administrator.client.post<{ username: string; password: string }>("/api/service/phones", {
    ...{ extension, name: `Meja ${extension}` },
  });
  return succeeded(made, "a phone");
}

describe("the pipe of a browser's phone", () => {
  it("is opened by people with a desk alone, from our own pages alone, and not without a WebSocket", async () => {
    expect(await open(null)).toBe("401 not-signed-in");
    expect(await open(await system.person())).toBe("403 not-permitted");
    expect(await open(await system.officer("account-verifier"))).toBe("403 not-permitted");
    expect(await open(agent, "https://jahat.example")).toBe("403 origin-refused");
    const plain = await agent.client.get<ProblemBody>("/sip");
    expect([plain.status, plain.body.error.code]).toEqual([426, "sip-by-websocket-only"]);
    const pages = [];
    for (let nth = 0; nth < 6; nth += 1) pages.push(opened(await open(agent)));
    expect(await open(agent)).toBe("429 sip-pipes-full");
    for (const page of pages) page.terminate();
    await expect.poll(async () => typeof (await open(agent))).toBe("object");
  });

  it("lets JsSIP sign in and be rung by a desk phone, and is not rung any more once the page has gone", async () => {
    // JsSIP asks whether its browser can carry sound before it tells of a call.
    vi.stubGlobal("window", { RTCPeerConnection: class {} });
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-pipe-"));
    const [mine, other] = [await newPhone("301"), await newPhone("302")];
    const { sipPort } = await system.database.db.selectFrom("switchRun").select("sipPort").executeTakeFirstOrThrow();
    const page = opened(await open(agent));
    const phone = new JsSIP.UA({
      ...{ sockets: [lineOver(page)], uri: `sip:${mine.username}@127.0.0.1`, password: mine.password },
      ...{ register: true, register_expires: 120 },
    });
    const rung: string[] = [];
    phone.on("newRTCSession", (event: unknown) => {
      const { session, request } = event as { session: JsSipSession; request: { from: { uri: { user: string } } } };
      rung.push(request.from.uri.user);
      session.terminate({ status_code: 486 });
    });
    const registered = new Promise<void>((resolve, reject) => {
      phone.on("registered", () => resolve());
      phone.on("registrationFailed", ({ cause }: { cause?: string }) => reject(new Error(cause)));
    });
    phone.start();
    await registered;
    // A phone registers when the switch knows it: what the portal wrote is read by news, and each two seconds.
    const caller = await startDeskPhone({
      ...{ folder, toneHz: 600, answer: "manual", username: other.username, password: other.password },
      registrar: { port: sipPort ?? 0, transport: "udp" },
    });
    await caller.command("dial", "301");
    expect(String((await caller.event("CALL_CLOSED"))["param"])).toMatch(/486|Busy/i);
    expect(rung).toEqual(["302"]);
    page.terminate();
    const devices = async () =>
      (await system.database.db.selectFrom("phoneBinding").select("contact").execute()).filter(({ contact }) =>
        contact.includes(".invalid"),
      );
    await expect.poll(devices).toEqual([]);
    await caller.command("dial", "301");
    await expect.poll(() => caller.events.filter(({ type }) => type === "CALL_CLOSED").length).toBe(2);
    expect(rung).toEqual(["302"]);
    phone.stop();
    await caller.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("ends when its holder loses his role", async () => {
    const guest = await system.person();
    const { id: tenantId } = await system.database.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
    await giveRole(system.town, guest.id, { role: "operator-agent", tenantId });
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
