import { createSocket, type Socket } from "node:dgram";

/** A SIP message as it came, and when. */
export interface RawAnswer {
  readonly atMs: number;
  readonly text: string;
  /** The status of a response; 0 for a request. */
  readonly status: number;
}

/** A far end that says what a test writes and notes what it hears; it repeats nothing and answers nothing by itself. */
export interface RawSip {
  readonly address: string;
  readonly port: number;
  readonly heard: readonly RawAnswer[];
  send(text: string, port: number): void;
  /** Waits for a message that fits. */
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

/** An INVITE of a far end, with an offer of sound or without one. */
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

/** Takes back an INVITE of `rawInvite` that has no final answer yet (RFC 3261 §9.1). */
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

/** A description of A-law sound that nobody will send to. */
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

/** An OPTIONS request outside of a dialog; `id` makes its branch, tag and Call-ID. */
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

/** A request inside the dialog that an answer to `rawInvite` has made. */
export function rawInside(
  from: Pick<RawSip, "address" | "port">,
  answer: RawAnswer,
  wish: {
    readonly method: string;
    readonly cseq: number;
    readonly body?: string;
    /** What the body is; a session description where nothing is said. */
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

/** The answer of a far end to a request that it was sent inside a dialog. */
export function rawResponse({ text }: RawAnswer, status: number): string {
  const copied = text.split("\r\n").filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
  return [`SIP/2.0 ${status} Whatever`, ...copied, "Content-Length: 0", "", ""].join("\r\n");
}
