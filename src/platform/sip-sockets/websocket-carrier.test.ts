import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { SIP_SAMPLES } from "../../../testkit/sip-samples.ts";
import type { SipPeer } from "../../protocols/sip/index.ts";
import { openLog } from "../telemetry/index.ts";
import type { Parsed } from "./carrier.ts";
import { pipeHeaders } from "./pipe-pass.ts";
import { openSipSockets, type SipSocketsOptions } from "./sip-sockets.ts";

const KEY = Buffer.alloc(32, 5);
const END = { transport: "wss", address: "203.0.113.9", port: 50_123 } as const;
const [INVITE = "", REGISTER = ""] = SIP_SAMPLES;

const closing: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function open(options: Partial<SipSocketsOptions> = {}) {
  const heard: { readonly parsed: Parsed; readonly source: SipPeer }[] = [];
  const gone: SipPeer[] = [];
  const sockets = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log: openLog({ process: "test", level: "silent" }),
    nowMs: () => performance.now(),
    onMessage: (parsed, source) => heard.push({ parsed, source }),
    webSocket: { port: 0, key: KEY, onGone: (peer) => gone.push(peer) },
    ...options,
  });
  closing.push(() => sockets.close());
  return { heard, gone, sockets, port: sockets.webSocketPort ?? 0 };
}

interface Dialling {
  readonly path?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser behind the portal: resolves to its socket and received messages, or to the HTTP status of the refusal. */
async function dial(
  port: number,
  { path = "/sip", protocols = ["sip"], headers = pipeHeaders(KEY, END) }: Dialling = {},
) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], { headers });
  const said: string[] = [];
  const closed: number[] = [];
  socket.on("message", (data: Buffer) => said.push(data.toString("utf8")));
  socket.on("close", (code) => closed.push(code));
  socket.on("error", () => undefined);
  closing.push(() => socket.terminate());
  const status = await new Promise<number>((resolve) => {
    socket.once("open", () => resolve(101));
    socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
  });
  return { socket, said, closed, status };
}

const methodOf = ({ parsed }: { readonly parsed: Parsed }) =>
  parsed.kind === "message" && parsed.message.kind === "request" ? parsed.message.method : parsed.kind;
const bytes = (text: string) => new TextEncoder().encode(text);

describe("SIP over WebSocket", () => {
  it("is one message a frame, text or binary, answered on its connection under the address the portal named", async () => {
    const { heard, sockets, port } = await open();
    const browser = await dial(port);
    expect(browser.socket.protocol).toBe("sip");
    browser.socket.send(REGISTER);
    browser.socket.send(bytes(INVITE));
    browser.socket.send("\r\n\r\n");
    await vi.waitFor(() => expect(heard.map(methodOf)).toEqual(["REGISTER", "INVITE", "keep-alive"]));
    const source = heard[0]?.source;
    expect(source).toEqual({ ...END, connection: "wss1" });
    if (source === undefined) return;
    sockets.send(bytes("SIP/2.0 200 OK\r\n\r\n"), source, () => undefined);
    await vi.waitFor(() => expect(browser.said).toEqual(["SIP/2.0 200 OK\r\n\r\n"]));
    browser.socket.send("nonsense\r\n\r\n");
    browser.socket.send(REGISTER);
    await vi.waitFor(() => expect(heard.map(methodOf).slice(3)).toEqual(["bad", "REGISTER"]));
  });

  it("goes over no connection but the one the browser opened, and tells when that has ended", async () => {
    const { heard, gone, sockets, port } = await open();
    const browser = await dial(port);
    browser.socket.send(REGISTER);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    const failed: string[] = [];
    sockets.send(bytes(INVITE), { ...END, connection: null }, () => failed.push("none"));
    sockets.send(bytes(INVITE), { ...END, connection: "wss7" }, () => failed.push("another"));
    await vi.waitFor(() => expect(failed).toEqual(["none", "another"]));
    browser.socket.close();
    await vi.waitFor(() => expect(gone).toEqual([{ ...END, connection: "wss1" }]));
    sockets.send(bytes(INVITE), { ...END, connection: "wss1" }, () => failed.push("gone"));
    await vi.waitFor(() => expect(failed).toHaveLength(3));
  });

  it("is refused without the portal's pass, with another's, for another path, and without the subprotocol", async () => {
    const { port, sockets } = await open();
    const moved = { ...pipeHeaders(KEY, END), "x-sambung-from": "wss 198.51.100.1 1" };
    const statuses = [
      await dial(port, { headers: {} }),
      await dial(port, { headers: pipeHeaders(Buffer.alloc(32), END) }),
      await dial(port, { headers: moved }),
      await dial(port, { headers: pipeHeaders(KEY, { ...END, address: "not-an-address" }) }),
      await dial(port, { path: "/" }),
      await dial(port, { protocols: ["chat"] }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 404, 400]);
    expect((await fetch(`http://127.0.0.1:${port}/sip`)).status).toBe(426);
    expect(sockets.counts()["connections-refused"]).toBe(6);
  });

  it("ends with whoever says nothing, too much at once, or sends more than a message holds", async () => {
    let nowMs = 0;
    const { heard, port, sockets } = await open({
      nowMs: () => nowMs,
      gate: { perSecond: 0, burst: 2, sourcesMax: 10 },
      tcp: { messageMsMax: 10_000, perAddressMax: 2 },
    });
    const [silent, loud] = [await dial(port), await dial(port)];
    expect((await dial(port)).status).toBe(503);
    for (let nth = 0; nth < 5; nth += 1) loud.socket.send(REGISTER);
    await vi.waitFor(() => expect(sockets.counts()["dropped-rate"]).toBe(3));
    expect(heard).toHaveLength(2);
    nowMs = 10_001;
    await vi.waitFor(() => expect(silent.closed).toHaveLength(1), { timeout: 5_000 });
    expect([loud.closed, sockets.counts()["connections-slow"]]).toEqual([[], 1]);
    loud.socket.send("x".repeat(70_000));
    await vi.waitFor(() => expect(loud.closed).toEqual([1009]));
  });

  it("ends with a browser that answers no ping, and stays with a quiet one that does", async () => {
    let nowMs = 0;
    const { port, heard, sockets } = await open({ nowMs: () => nowMs });
    const [alive, deaf] = [await dial(port), await dial(port)];
    deaf.socket.on("ping", () => undefined);
    (deaf.socket as unknown as { _autoPong: boolean })._autoPong = false;
    for (const { socket } of [alive, deaf]) socket.send(REGISTER);
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    const pings: number[] = [];
    alive.socket.on("ping", () => pings.push(nowMs));
    for (const at of [21_000, 42_000, 63_000]) {
      const before = pings.length;
      nowMs = at;
      await vi.waitFor(() => expect(pings.length).toBeGreaterThan(before), { timeout: 5_000 });
    }
    await vi.waitFor(() => expect(deaf.closed).toHaveLength(1), { timeout: 5_000 });
    expect([alive.closed, sockets.counts()["connections-idle"]]).toEqual([[], 1]);
  });

  it("ends with what let it in, as soon as that counts no more", async () => {
    const over = new Set<string | null>();
    const gone: SipPeer[] = [];
    const { port, heard } = await open({
      webSocket: {
        port: 0,
        key: KEY,
        onGone: (peer) => void gone.push(peer),
        isOver: ({ connection }) => over.has(connection),
      },
    });
    const [stays, ends] = [await dial(port), await dial(port)];
    for (const { socket } of [stays, ends]) socket.send(REGISTER);
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    over.add("wss2");
    await vi.waitFor(() => expect(ends.closed).toEqual([1008]), { timeout: 5_000 });
    expect(stays.closed).toEqual([]);
    expect(gone.map(({ connection }) => connection)).toEqual(["wss2"]);
  });
});
