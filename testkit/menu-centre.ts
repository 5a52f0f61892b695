import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { openSipSockets, openTimerWheel } from "../src/platform/sip-sockets/index.ts";
import { encode, renderTone, type ToneStretch } from "../src/protocols/audio/index.ts";
import { buildRtp, hearPress, NO_PRESS, readRtp } from "../src/protocols/rtp/index.ts";
import { type CheckedRequest, SipAgent } from "../src/protocols/sip/index.ts";
import { testLog } from "./database.ts";
import type { Target } from "./phone.ts";

/** Prompts of a centre: the menu, and the audio after each key; a key without an entry is followed by silence. */
export interface MenuPrompts {
  readonly menu: readonly ToneStretch[];
  readonly branches: Readonly<Record<string, readonly ToneStretch[]>>;
}

/** A small correct call centre: answers every call with a menu, then echoes received audio until a key is pressed. */
export interface MenuCentre {
  readonly port: number;
  /** Number of received INVITEs. */
  readonly invited: () => number;
  /** Received keys, in order. */
  readonly keys: readonly string[];
  close(): Promise<void>;
}

const FRAME = 160;
const FRAME_MS = 20;
const PCMA = 8;
const KEYS_TYPE = 101;

/** Opens a centre on a free port of an address. */
export async function openMenuCentre(address: string, prompts: MenuPrompts): Promise<MenuCentre> {
  const wheel = openTimerWheel(
    () => performance.now(),
    (error) => testLog.error({ err: error }, "sip.timer-failed"),
  );
  const keys: string[] = [];
  const sounds = new Map<string, { close(): void }>();
  const counted = { invited: 0 };
  const held: { agent: SipAgent | null } = { agent: null };
  const sockets = await openSipSockets({
    host: address,
    port: 0,
    log: testLog,
    nowMs: () => performance.now(),
    isTrusted: () => true,
    onMessage: (parsed, source) => held.agent?.take(parsed, source),
  });
  const agent = new SipAgent({
    address,
    port: sockets.port,
    timers: wheel,
    chance: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    send: (bytes, to, transaction) => sockets.send(bytes, to, () => agent.failTransport(transaction)),
    onCall: (call, event) => {
      if (event.kind === "ended") sounds.get(call.name)?.close();
      if (event.kind !== "incoming") return;
      counted.invited += 1;
      const taking = { prompts, to: soundOf(event.request), onKey: (key: string) => keys.push(key) };
      openSound(address, taking)
        .then((sound) => {
          sounds.set(call.name, sound);
          call.act({ kind: "ring", status: 180, parts: { headers: [], body: new Uint8Array(0) } });
          call.act({ kind: "answer", parts: sessionAt({ address, port: sound.port }) });
        })
        .catch((error: unknown) => testLog.error({ err: error }, "sip.sound-failed"));
    },
  });
  held.agent = agent;
  return {
    port: sockets.port,
    invited: () => counted.invited,
    keys,
    async close() {
      for (const sound of sounds.values()) sound.close();
      wheel.close();
      await sockets.close();
    },
  };
}

function soundOf({ message }: CheckedRequest): Target {
  const body = new TextDecoder().decode(message.body);
  return {
    address: /^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? "",
    port: Number(/^m=audio (\d+)/m.exec(body)?.[1] ?? 0),
  };
}

function sessionAt({ address, port }: Target) {
  const sdp = [
    ...["v=0", `o=- 1 1 IN IP4 ${address}`, "s=-", `c=IN IP4 ${address}`, "t=0 0"],
    ...[`m=audio ${port} RTP/AVP ${PCMA} ${KEYS_TYPE}`, `a=rtpmap:${KEYS_TYPE} telephone-event/8000`, ""],
  ].join("\r\n");
  return { headers: [{ name: "Content-Type", value: "application/sdp" }], body: new TextEncoder().encode(sdp) };
}

interface Sound {
  readonly prompts: MenuPrompts;
  readonly to: Target;
  readonly onKey: (key: string) => void;
}

async function openSound(address: string, { prompts, to, onKey }: Sound) {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  const send = sender(socket, to);
  const waiting = framesOf(prompts.menu);
  let isPressed = false;
  let receiver = NO_PRESS;
  let echo: Uint8Array | null = null;
  socket.on("message", (bytes) => {
    const packet = readRtp(bytes);
    if (packet?.payloadType === PCMA) echo = packet.payload;
    if (packet?.payloadType !== KEYS_TYPE) return;
    const heard = hearPress(receiver, packet);
    receiver = heard.state;
    if (heard.key === null) return;
    onKey(heard.key);
    isPressed = true;
    waiting.splice(0, waiting.length, ...framesOf(prompts.branches[heard.key] ?? []));
  });
  const silence = encode("alaw", new Int16Array(FRAME));
  const beginMs = performance.now();
  let sent = 0;
  // Sent by the clock instead of the timer: a late timer catches up.
  const beat = setInterval(() => {
    for (; performance.now() - beginMs >= sent * FRAME_MS; sent += 1) {
      send(waiting.shift() ?? (isPressed ? silence : (echo ?? silence)));
    }
  }, FRAME_MS / 2);
  let isOpen = true;
  return {
    port: socket.address().port,
    close() {
      clearInterval(beat);
      if (isOpen) socket.close();
      isOpen = false;
    },
  };
}

function sender(socket: Socket, to: Target) {
  let sequence = 0;
  return (payload: Uint8Array): void => {
    const part = { payloadType: PCMA, marker: sequence === 0, ssrc: 0x5a5a };
    const bytes = buildRtp({ ...part, sequence: sequence & 0xffff, timestamp: sequence * FRAME, payload });
    sequence += 1;
    socket.send(bytes, to.port, to.address, () => undefined);
  };
}

function framesOf(stretches: readonly ToneStretch[]): Uint8Array[] {
  const codes = encode("alaw", renderTone(stretches));
  return Array.from({ length: Math.floor(codes.length / FRAME) }, (_, nth) =>
    codes.subarray(nth * FRAME, (nth + 1) * FRAME),
  );
}
