import { createSocket, type Socket } from "node:dgram";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { present } from "../../kernel/index.ts";
import { openLog } from "../telemetry/index.ts";
import {
  connectWebrtc,
  type RemoteEnd,
  type RunningWebrtc,
  startWebrtcServer,
  type Webrtc,
  type WebrtcEvent,
  type WebrtcServerOptions,
} from "./index.ts";
import { ownEnd } from "./peer-description.ts";

const LOOPBACK = "127.0.0.1";
const PACKET_MS = 20;
/** Below the ephemeral ports of the system, and apart from the media ports of other tests. */
const PORTS = { from: 16_000 + (process.pid % 30) * 100, to: 16_099 + (process.pid % 30) * 100 };

let folder: string;
let server: RunningWebrtc;
let webrtc: Webrtc;
let events: WebrtcEvent[];
let sockets: Socket[];
let talking: NodeJS.Timeout[];

const options = (): WebrtcServerOptions => ({
  socketPath: path.join(folder, "control.sock"),
  endsMax: 3,
  log: openLog({ process: "test", level: "silent" }),
  advertised: LOOPBACK,
  bind: LOOPBACK,
  loopback: LOOPBACK,
  stun: null,
  ports: PORTS,
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-webrtc-"));
  [events, sockets, talking] = [[], [], []];
  server = await startWebrtcServer(options());
  webrtc = connectWebrtc(server.socketPath);
  webrtc.onEvent((event) => events.push(event));
});

afterEach(async () => {
  for (const timer of talking) clearInterval(timer);
  for (const socket of sockets) socket.close();
  webrtc.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A plain RTP endpoint, like a leg of the media engine. */
async function place() {
  const socket = createSocket("udp4");
  const heard: Buffer[] = [];
  socket.on("message", (packet) => heard.push(packet));
  await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve));
  sockets.push(socket);
  return { socket, heard, sound: { address: LOOPBACK, port: socket.address().port } };
}

/** Sends fifty packets a second into an end; each starts with its number. */
function talk(from: Socket, port: number): NodeJS.Timeout {
  let number = 0;
  const timer = setInterval(() => {
    const packet = Buffer.alloc(172, 0xd5);
    packet.set([0x80, 8]);
    number += 1;
    packet.writeUInt16BE(number, 2);
    packet.writeUInt32BE(number * 160, 4);
    packet.writeUInt32BE(7, 8);
    from.send(packet, port, LOOPBACK);
  }, PACKET_MS);
  talking.push(timer);
  return timer;
}

async function opened(end: string, sound: { address: string; port: number }, remote: RemoteEnd | null) {
  const result = await webrtc.request({ kind: "open-end", end, sound, remote });
  return result.ok ? result.value : result.refusal;
}

/**
 * Two connected ends, like browser and switch. The answerer does not know the address of the other, so it starts
 * second: the library closes a connection that is checked between two steps of processing the answer.
 */
async function pair() {
  const [left, right] = [await place(), await place()];
  const offer = await opened("left", left.sound, null);
  if (typeof offer === "string") throw new Error(offer);
  const answer = await opened("right", right.sound, { ...offer.own, candidates: [] });
  if (typeof answer === "string") throw new Error(answer);
  expect(await webrtc.request({ kind: "connect-end", end: "left", remote: answer.own })).toMatchObject({ ok: true });
  return { left, right, ports: { left: offer.port, right: answer.port } };
}

describe("connections with browsers", () => {
  it("hand plain sound on both ways, and tell who is there and who is not any more", async () => {
    const { left, right, ports } = await pair();
    const timer = talk(left.socket, ports.left);
    talk(right.socket, ports.right);
    await expect.poll(() => Math.min(left.heard.length, right.heard.length), { timeout: 40_000 }).toBeGreaterThan(20);
    expect(present(right.heard[0], "a packet").subarray(0, 2)).toEqual(Buffer.from([0x80, 8]));
    await expect.poll(() => events).toContainEqual({ kind: "present", end: "right" });
    clearInterval(timer);
    await expect.poll(() => events).toContainEqual({ kind: "absent", end: "right" });
    expect(events).not.toContainEqual({ kind: "absent", end: "left" });
  });

  it("are as many as there is room for, named once, and end with who had them", async () => {
    const { sound } = await place();
    for (const end of ["a", "b", "c"]) expect(typeof (await opened(end, sound, null))).toBe("object");
    expect(await opened("a", sound, null)).toBe("end-exists");
    expect(await opened("d", sound, null)).toBe("ends-exhausted");
    expect(await webrtc.request({ kind: "close-end", end: "a" })).toEqual({ ok: true, value: null });
    expect(typeof (await opened("d", sound, null))).toBe("object");
    expect(await webrtc.request({ kind: "connect-end", end: "a", remote: nobody })).toMatchObject({
      refusal: "end-unknown",
    });
    webrtc.close();
    webrtc = connectWebrtc(server.socketPath);
    expect(await webrtc.request({ kind: "status" })).toEqual({ ok: true, value: { ends: 0, present: 0 } });
  });

  it("are absent, and told so again and again, when they have answered and nothing has ever come", async () => {
    const { sound } = await place();
    await opened("a", sound, null);
    expect(await webrtc.request({ kind: "connect-end", end: "a", remote: nobody })).toMatchObject({ ok: true });
    const absences = () => events.filter(({ kind }) => kind === "absent").length;
    await expect.poll(absences).toBe(1);
    await expect.poll(absences).toBe(2);
  });

  it("are asked by browsers whether datagrams come through, at the first of their ports", async () => {
    const { socket, heard } = await place();
    const question = Buffer.alloc(20);
    question.writeUInt16BE(1, 0);
    question.writeUInt32BE(0x2112_a442, 4);
    socket.send(question, PORTS.from, LOOPBACK);
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(1);
    expect(heard[0]?.readUInt16BE(0)).toBe(0x0101);
  });

  it("are absent as soon as their process has died, and lost once another one is there", async () => {
    const { sound } = await place();
    await opened("a", sound, null);
    await server.close();
    await expect.poll(() => events).toEqual([{ kind: "absent", end: "a" }]);
    server = await startWebrtcServer(options());
    await expect.poll(() => events.at(-1)).toEqual({ kind: "restarted", lost: ["a"] });
    expect(typeof (await opened("a", sound, null))).toBe("object");
  });
});

const nobody: RemoteEnd = {
  ufrag: "MYmQ",
  password: "tFXmr0em6JueFErqzSJiLMCt",
  setup: "active",
  candidates: [],
  fingerprint: Array.from({ length: 32 }, () => "AB").join(":"),
};

describe("our end as others reach it", () => {
  const sdp = (address: string) =>
    [
      ...["a=ice-ufrag:zAR4", "a=ice-pwd:zzcryWhHVzC47P4uVCoVOr", "a=setup:actpass"],
      `a=fingerprint:sha-256 ${nobody.fingerprint.toLowerCase()}`,
      `a=candidate:1 1 UDP 2114977791 ${address} 30001 typ host`,
    ].join("\r\n");

  it("names the address that others know, when it is none of this machine's", () => {
    expect(ownEnd(sdp("10.0.0.4"), "203.0.113.9")?.candidates).toEqual([
      "1 1 UDP 2114977791 203.0.113.9 30001 typ host",
      "1 1 UDP 2114977791 10.0.0.4 30001 typ host",
    ]);
    expect(ownEnd(sdp("203.0.113.9"), "203.0.113.9")?.candidates).toHaveLength(1);
    expect(ownEnd("a=ice-ufrag:zAR4", null)).toBeNull();
  });
});
