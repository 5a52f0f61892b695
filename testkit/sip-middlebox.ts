import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { mulberry32 } from "../src/kernel/index.ts";
import { testLog } from "./database.ts";
import type { Target } from "./phone.ts";

/** Media faults of a middlebox; SIP passes unchanged. */
export interface SoundFaults {
  readonly seed: number;
  /** Share of media packets lost in each direction, 0 to 1. */
  readonly lossShare: number;
  /** Blocks all media towards the caller. */
  readonly muteToCaller: boolean;
  /** Swaps the media of callers pairwise. */
  readonly crossesCallers: boolean;
}

/** A middlebox between a caller and a service, neither of which knows the other's address. */
export interface SipMiddlebox {
  /** The service's port for the caller. */
  readonly port: number;
  /** Received and forwarded media packets. */
  counts(): { readonly came: number; readonly passed: number };
  close(): void;
}

interface Side {
  readonly socket: Socket;
  readonly at: Target;
}

/**
 * Opens a middlebox that the service sees at `outside`. It rewrites Contact headers, request lines and session descriptions
 * to its own addresses, so that SIP and media of both directions pass through it, as through a carrier's session border controller.
 */
export async function openSipMiddlebox(
  addresses: { readonly inside: string; readonly outside: string; readonly service: Target },
  faults: SoundFaults,
): Promise<SipMiddlebox> {
  const { inside, outside, service } = addresses;
  const [toCaller, toService] = await Promise.all([openSide(inside), openSide(outside)]);
  const relays = openRelays({ inside, outside }, faults);
  let caller: Target | null = null;
  toCaller.socket.on("message", (bytes, from) => {
    caller = targetOf(from);
    const renamed = [
      [toCaller.at, service],
      [caller, toService.at],
    ] as const;
    forward(relays.rewrite(bytes.toString("latin1"), renamed, "service"), toService, service);
  });
  toService.socket.on("message", (bytes) => {
    const to = caller;
    if (to === null) return;
    const renamed = [
      [service, toCaller.at],
      [toService.at, to],
    ] as const;
    forward(relays.rewrite(bytes.toString("latin1"), renamed, "caller"), toCaller, to);
  });
  return {
    port: toCaller.at.port,
    counts: relays.counts,
    close() {
      toCaller.socket.close();
      toService.socket.close();
      relays.close();
    },
  };
}

async function openSide(address: string): Promise<Side> {
  const socket = createSocket({ type: "udp4", recvBufferSize: 1_048_576 });
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  socket.on("error", () => undefined);
  return { socket, at: { address, port: socket.address().port } };
}

function forward(writing: Promise<string>, { socket }: Side, to: Target): void {
  writing
    .then((text) => socket.send(Buffer.from(text, "latin1"), to.port, to.address, () => undefined))
    // A message that cannot be forwarded is lost, as on any link; its sender retransmits it.
    .catch((error: unknown) => testLog.error({ err: error }, "sip.box-failed"));
}

function targetOf({ address, port }: RemoteInfo): Target {
  return { address, port };
}

/** Two ends of one stream: packets that arrive at one leave from the other. */
interface Relay {
  readonly inside: Side;
  readonly outside: Side;
  caller: Target | null;
  service: Target | null;
}

function openRelays(at: { readonly inside: string; readonly outside: string }, faults: SoundFaults) {
  const chance = mulberry32(faults.seed);
  const relays = new Map<string, Promise<Relay>>();
  const opened: Relay[] = [];
  const counted = { came: 0, passed: 0 };
  const pass = (from: Side, bytes: Uint8Array, to: Target | null, isMute: boolean): void => {
    counted.came += 1;
    if (to === null || isMute || chance() < faults.lossShare) return;
    counted.passed += 1;
    from.socket.send(bytes, to.port, to.address, () => undefined);
  };
  const open = async (): Promise<Relay> => {
    const [inside, outside] = await Promise.all([openSide(at.inside), openSide(at.outside)]);
    const relay: Relay = { inside, outside, caller: null, service: null };
    opened.push(relay);
    inside.socket.on("message", (bytes) => pass(outside, bytes, relay.service, false));
    const nth = opened.length - 1;
    outside.socket.on("message", (bytes) => {
      const heard = faults.crossesCallers ? (opened[nth ^ 1] ?? relay) : relay;
      pass(heard.inside, bytes, heard.caller, faults.muteToCaller);
    });
    return relay;
  };
  return {
    counts: () => ({ ...counted }),
    async rewrite(
      text: string,
      renamed: readonly (readonly [Target, Target])[],
      towards: "caller" | "service",
    ): Promise<string> {
      const [head = "", body = ""] = text.split("\r\n\r\n");
      const lines = head.split("\r\n").map((line) => renamedIn(line, renamed));
      if (body === "") return `${lines.join("\r\n")}\r\n\r\n`;
      const callId = /^Call-ID: *(\S+)/im.exec(head)?.[1] ?? "";
      const opening = relays.get(callId) ?? open();
      relays.set(callId, opening);
      const written = soundThrough(await opening, body, towards);
      const length = `Content-Length: ${Buffer.byteLength(written)}`;
      return `${lines.map((line) => (/^Content-Length:/i.test(line) ? length : line)).join("\r\n")}\r\n\r\n${written}`;
    },
    close() {
      for (const { inside, outside } of opened) {
        inside.socket.close();
        outside.socket.close();
      }
    },
  };
}

/** Rewrites addresses in a header line; Via and Call-ID stay unchanged. */
function renamedIn(line: string, renamed: readonly (readonly [Target, Target])[]): string {
  if (/^(?:Via|v|Call-ID|i):/i.test(line)) return line;
  return renamed.reduce((text, [from, to]) => text.replaceAll(textOf(from), textOf(to)), line);
}

function textOf({ address, port }: Target): string {
  return `${address}:${port}`;
}

/** A session description with the middlebox's address; the original address becomes the destination of its relay. */
function soundThrough(relay: Relay, body: string, towards: "caller" | "service"): string {
  const address = /^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? "";
  const port = Number(/^m=audio (\d+)/m.exec(body)?.[1] ?? 0);
  const own = towards === "service" ? relay.outside.at : relay.inside.at;
  if (towards === "service") relay.caller = { address, port };
  else relay.service = { address, port };
  return body.replace(/^c=IN IP4 \S+/m, `c=IN IP4 ${own.address}`).replace(/^m=audio \d+/m, `m=audio ${own.port}`);
}
