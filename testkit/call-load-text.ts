/** Port without a listener: media sent to it is lost. */
const DEAF_PORT = 9;

/** The dialog identifiers of a call, from the caller's view. */
export interface Named {
  readonly id: string;
  readonly line: string;
  /** Request-URI and To of the INVITE. */
  readonly uri: string;
  /** Route headers of requests inside the dialog, each with its line end; empty without record-routing proxies. */
  readonly routes: string;
  readonly toTag: string;
  readonly contact: string;
  readonly socket: { address(): { readonly port: number } };
}

const offer = (address: string) =>
  `v=0\r\no=gw 1 1 IN IP4 ${address}\r\ns=-\r\nc=IN IP4 ${address}\r\nt=0 0\r\n` +
  `m=audio ${DEAF_PORT} RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n`;

/** The INVITE of a caller. */
export function inviteText(call: {
  readonly id: string;
  readonly nth: number;
  readonly uri: string;
  readonly address: string;
  readonly port: number;
}): string {
  const { id, nth, uri, address, port } = call;
  const body = offer(address);
  return (
    `INVITE ${uri} SIP/2.0\r\n` +
    `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK-i-${id}\r\n` +
    `From: <sip:+62811${String(nth % 10_000_000).padStart(7, "0")}@${address}>;tag=f${id}\r\n` +
    `To: <${uri}>\r\nCall-ID: ${id}\r\nCSeq: 1 INVITE\r\n` +
    `Contact: <sip:gw@${address}:${port}>\r\nMax-Forwards: 70\r\n` +
    `Content-Type: application/sdp\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

/** A request inside the call; the ACK of a refusal repeats the INVITE's branch (RFC 3261 §17.1.1.3). */
export function requestInside(method: "ACK" | "BYE", call: Named, cseq: number, invite?: string): string {
  const { id, line, uri, routes, toTag, contact } = call;
  const from = invite === undefined ? `<sip:${line}>;tag=f${id}` : headerOf(invite, "From");
  const letter = invite === undefined ? method.slice(0, 1) : "i";
  return (
    `${method} ${contact === "" ? uri : contact} SIP/2.0\r\n` +
    `Via: SIP/2.0/UDP ${line}:${call.socket.address().port};branch=z9hG4bK-${letter}-${id}\r\n` +
    `${routes}From: ${from}\r\nTo: <${uri}>;tag=${toTag}\r\nCall-ID: ${id}\r\nCSeq: ${cseq} ${method}\r\n` +
    "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
  );
}

/** The BYE of a caller. */
export function byeText(call: Named): string {
  return requestInside("BYE", call, 2);
}

/** The value of a header that occurs once; empty when absent. */
export function headerOf(text: string, name: string): string {
  const mark = `\r\n${name}: `;
  const from = text.indexOf(mark);
  return from < 0 ? "" : text.slice(from + mark.length, text.indexOf("\r\n", from + 2));
}

/** The route set of a caller from a response's Record-Route headers, in reverse order (RFC 3261 §12.1.2). */
export function routesOf(answer: string): string {
  const recorded = [...answer.matchAll(/^Record-Route: *(.+?)\r$/gim)].map(([, value = ""]) => value);
  return recorded
    .flatMap((value) => value.split(/,\s*(?=<)/))
    .toReversed()
    .map((value) => `Route: ${value}\r\n`)
    .join("");
}

/** The address in a Contact. */
export function addressIn(contact: string): string {
  return /<([^>]*)>/.exec(contact)?.[1] ?? contact.split(";", 1)[0] ?? "";
}

/** The tag of a From or To. */
export function tagOf(value: string): string {
  const at = value.indexOf(";tag=");
  return at < 0 ? "" : (value.slice(at + 5).split(";", 1)[0] ?? "");
}

/** Status and method of a response; null for a request. */
export function readReply(text: string): { readonly status: number; readonly method: string } | null {
  if (!text.startsWith("SIP/2.0 ")) return null;
  return { status: Number(text.slice(8, 11)), method: headerOf(text, "CSeq").split(" ", 2)[1] ?? "" };
}

/** A response to a request, with our tag when there is none. */
export function replyText(
  request: string,
  answer: {
    readonly status: string;
    readonly tag: string | null;
    readonly sdp: { readonly address: string; readonly port: number } | null;
    readonly contact?: { readonly address: string; readonly port: number };
  },
): string {
  const { status, tag, sdp } = answer;
  const to = headerOf(request, "To");
  const tagged = tag === null || to.includes(";tag=") ? to : `${to};tag=${tag}`;
  const at = sdp ?? answer.contact;
  const body = sdp === null ? "" : offer(sdp.address);
  return (
    `SIP/2.0 ${status}\r\nVia: ${headerOf(request, "Via")}\r\nFrom: ${headerOf(request, "From")}\r\nTo: ${tagged}\r\n` +
    `Call-ID: ${headerOf(request, "Call-ID")}\r\nCSeq: ${headerOf(request, "CSeq")}\r\n` +
    (at === undefined ? "" : `Contact: <sip:phone@${at.address}:${at.port}>\r\n`) +
    (sdp === null ? "" : "Content-Type: application/sdp\r\n") +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  );
}
