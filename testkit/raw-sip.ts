import { createSocket, type Socket } from "node:dgram";

/** A received SIP message, and its arrival. */
export interface RawAnswer {
  readonly atMs: number;
  readonly text: string;
  /** The status of a response; 0 for a request. */
  readonly status: number;
}

/** A far end that sends a test's text and records received messages; it neither retransmits nor responds by itself. */
export interface RawSip {
  readonly address: string;
  readonly port: number;
  readonly heard: readonly RawAnswer[];
  send(text: string, port: number): void;
  /** Waits for a matching message. */
  until(fits: (answer: RawAnswer) => boolean, limitMs: number): Promise<RawAnswer>;
  close(): void;
}

/** Opens a far end at a loopback address, on a free port. */
export async function openRawSip(address: string): Promise<RawSip> {
  const socket: Socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  const { port } = socket.address();
  const heard: RawAnswer[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (bytes) => {
    const text = String(bytes);
    heard.push({ atMs: performance.now(), text, status: Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0) });
    for (const look of [...waiting]) look();
  });
  return {
    address,
    port,
    heard,
    send: (text, to) => socket.send(text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"), to, "127.0.0.1"),
    until: (fits, limitMs) =>
      new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`never heard; but ${heard.map(({ text }) => text.split("\r\n")[0]).join(" | ")}`));
        }, limitMs);
        const look = () => {
          const found = heard.find(fits);
          if (found === undefined) return;
          done();
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => socket.close(),
  };
}

/** An INVITE of a far end, with or without an offer. */
export function rawInvite(
  from: Pick<RawSip, "address" | "port">,
  wish: {
    readonly called: string;
    readonly port: number;
    readonly id: string;
    readonly caller?: string;
    readonly headers?: readonly string[];
    readonly hasOffer?: boolean;
  },
): string {
  const { called, port, id, caller = "+6281110099", headers = [], hasOffer = true } = wish;
  const body = hasOffer ? rawDescription(from.address) : "";
  const at = `${from.address}:${from.port}`;
  return [
    `INVITE sip:${called}@127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP ${at};branch=z9hG4bK${id};rport`,
    "Max-Forwards: 70",
    `From: <sip:${caller}@${at}>;tag=${id}`,
    `To: <sip:${called}@127.0.0.1:${port}>`,
    `Call-ID: ${id}@${from.address}`,
    "CSeq: 1 INVITE",
    `Contact: <sip:gw@${at}>`,
    ...headers,
    ...(hasOffer ? ["Content-Type: application/sdp"] : []),
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

/** Cancels an INVITE of `rawInvite` that has no final response yet (RFC 3261 §9.1). */
export function rawCancel(
  from: Pick<RawSip, "address" | "port">,
  { called, port, id }: { readonly called: string; readonly port: number; readonly id: string },
): string {
  const invite = rawInvite(from, { called, port, id, hasOffer: false });
  const isKept = (line: string) => !/^(Contact|Content)/.test(line);
  const lines = invite
    .replaceAll(/^INVITE|INVITE$/gm, "CANCEL")
    .split("\r\n")
    .filter(isKept);
  return [...lines.filter((line) => line !== ""), "Content-Length: 0", "", ""].join("\r\n");
}

/** A session description of A-law audio that is never sent. */
export function rawDescription(address: string, direction = "sendrecv"): string {
  return [
    "v=0",
    `o=gw 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    "m=audio 9 RTP/AVP 8",
    "a=rtpmap:8 PCMA/8000",
    `a=${direction}`,
    "",
  ].join("\r\n");
}

/** An OPTIONS request outside of a dialog; its branch, tag and Call-ID derive from `id`. */
export function rawOptions({ address, port }: Pick<RawSip, "address" | "port">, id: string): string {
  return [
    "OPTIONS sip:127.0.0.1 SIP/2.0",
    `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${id}`,
    "Max-Forwards: 70",
    `From: <sip:asker@${address}>;tag=${id}`,
    "To: <sip:127.0.0.1>",
    `Call-ID: ${id}`,
    "CSeq: 1 OPTIONS",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}

/** A request inside the dialog of an answer to `rawInvite`. */
export function rawInside(
  from: Pick<RawSip, "address" | "port">,
  answer: RawAnswer,
  wish: {
    readonly method: string;
    readonly cseq: number;
    readonly body?: string;
    /** Content type of the body; a session description by default. */
    readonly type?: string;
    readonly headers?: readonly string[];
  },
): string {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(answer.text)?.[1]?.trim() ?? "";
  const target = /<([^>]+)>/.exec(header("Contact"))?.[1] ?? "";
  const { method, cseq, body = "", type = "application/sdp", headers = [] } = wish;
  return [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${from.address}:${from.port};branch=z9hG4bK${method}${cseq}${header("Call-ID").slice(0, 20)};rport`,
    "Max-Forwards: 70",
    `From: ${header("From")}`,
    `To: ${header("To")}`,
    `Call-ID: ${header("Call-ID")}`,
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:gw@${from.address}:${from.port}>`,
    ...headers,
    ...(body === "" ? [] : [`Content-Type: ${type}`]),
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

/** The response of a far end to a request inside a dialog. */
export function rawResponse({ text }: RawAnswer, status: number): string {
  const copied = text.split("\r\n").filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
  return [`SIP/2.0 ${status} Whatever`, ...copied, "Content-Length: 0", "", ""].join("\r\n");
}
