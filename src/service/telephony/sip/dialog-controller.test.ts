import { describe, expect, it } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import {
  type CheckedRequest,
  headerOf,
  parseDatagram,
  receive,
  type SipRequest,
  type SipResponse,
  type TransactionKey,
} from "../../../protocols/sip/index.ts";
import type { CallInput, Party } from "../calls/index.ts";
import { openDialogController } from "./dialog-controller.effects.ts";

const SOURCE = { transport: "udp", address: "127.0.0.1", port: 5_070, connection: null } as const;
const NAME = { callId: "call", legId: "in" };
const LINE: Party = { kind: "trunk", trunkId: "line" };
const PHONE: Party = { kind: "phone", phoneId: "phone", contact: null };

function requestOf(
  method: string,
  toTag: string,
  { cseq = 1, headers = [], body = "" }: { cseq?: number; headers?: readonly string[]; body?: string } = {},
): CheckedRequest {
  const head = [
    `${method} sip:14045@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK${method}`,
    ...[
      "From: <sip:201@127.0.0.1>;tag=a",
      `To: <sip:14045@127.0.0.1>${toTag}`,
      "Call-ID: a@b",
      `CSeq: ${cseq} ${method}`,
    ],
    ...[
      "Max-Forwards: 70",
      "Contact: <sip:201@127.0.0.1:5070>",
      ...headers,
      `Content-Length: ${body.length}`,
      "",
      body,
    ],
  ];
  const received = receive(parseDatagram(Buffer.from(head.join("\r\n"))), SOURCE);
  if (received.kind !== "request") throw new Error(`no request: ${received.kind}`);
  return received.request;
}

/** An incoming, answered call with its controller; `lineUri` is the address of its trunk, null for a removed one. */
function answered(lineUri: string | null = "sip:0812@127.0.0.9:5080") {
  const sent: SipRequest[] = [];
  const inputs: CallInput[] = [];
  const said: string[] = [];
  const core = {
    respond: (_key: TransactionKey, response: SipResponse) =>
      void said.push(headerOf(response, "To")?.split(";tag=")[1] ?? ""),
    request: (_branch: string, request: SipRequest) => void sent.push(request),
  };
  const controller = openDialogController({
    ids: createVirtualContext().ids,
    log: testLog,
    random: () => 0.5,
    core: () => core as never,
    timers: { arm: () => undefined, disarm: () => undefined, disarmAll: () => undefined } as never,
    ownAddress: () => ({ host: "192.0.2.1", port: 5_060 }),
    wayTo: () => (lineUri === null ? null : ({ uri: lineUri } as never)),
    tell: (_callId, input) => void inputs.push(input),
    trace: { leg: () => undefined, legGone: () => undefined, moved: () => undefined },
  });
  const request = requestOf("INVITE", "");
  controller.open(NAME, { key: "k" as TransactionKey, request, source: SOURCE, isLine: true });
  controller.signalling.answer(NAME, "v=0");
  const own = `;tag=${said.at(-1)}`;
  let cseq = 1;
  /** The far end sends a NOTIFY for a REFER, with its number or without. */
  const notify = (status: number, { state = "active", id }: { state?: string; id?: number | undefined } = {}) => {
    cseq += 1;
    const event = `Event: refer${id === undefined ? "" : `;id=${id}`}`;
    const headers = [event, `Subscription-State: ${state}`, "Content-Type: message/sipfrag;version=2.0"];
    controller.inside(
      `n${cseq}` as TransactionKey,
      requestOf("NOTIFY", own, { cseq, headers, body: `SIP/2.0 ${status} X` }),
      SOURCE,
    );
  };
  const inviteAgain = (address: string) =>
    controller.inside("again" as TransactionKey, requestOf("INVITE", own, { cseq: 2 }), { ...SOURCE, address });
  const ack = () => controller.ack(requestOf("ACK", own));
  return {
    signalling: controller.signalling,
    sourceOf: controller.sourceOf,
    ack,
    notify,
    inviteAgain,
    sent,
    told: inputs,
  };
}
const referTo = (sent: readonly SipRequest[]) => sent.map((one) => `${one.method} ${headerOf(one, "Refer-To")}`);

describe("the sound of a far end", () => {
  it("may come from where its call came from, and after a new offer from where that came from", () => {
    const { ack, inviteAgain, sourceOf } = answered();
    ack();
    expect([sourceOf("in"), sourceOf("other")]).toEqual([SOURCE.address, null]);
    inviteAgain("127.0.0.2");
    expect(sourceOf("in")).toBe("127.0.0.2");
  });
});

describe("a far end that is to call a number by itself", () => {
  it("is asked for it over its line, or here", () => {
    const { signalling, ack, sent } = answered();
    ack();
    signalling.refer(NAME, { party: LINE, number: "0812" });
    signalling.refer(NAME, { party: PHONE, number: "101" });
    expect(referTo(sent)).toEqual(["REFER <sip:0812@127.0.0.9:5080>", "REFER <sip:101@192.0.2.1:5060>"]);
  });

  it("is not asked where its line is there no more, and its call hears so", () => {
    const { signalling, ack, sent, told } = answered(null);
    ack();
    signalling.refer(NAME, { party: LINE, number: "0812" });
    expect(sent).toEqual([]);
    expect(told).toContainEqual({ input: "refer-told", legId: "in", news: { news: "not-asked" } });
  });

  it("is not asked behind a late ACK where nobody waits for it any more", () => {
    const [waits, left] = [answered(), answered()];
    for (const { signalling } of [waits, left]) signalling.refer(NAME, { party: LINE, number: "0812" });
    left.signalling.dropRefer(NAME);
    for (const { ack } of [waits, left]) ack();
    expect([referTo(waits.sent), referTo(left.sent)]).toEqual([["REFER <sip:0812@127.0.0.9:5080>"], []]);
  });

  it("is heard of the REFER that goes on, and without its number only where no other may be meant", () => {
    const heard = ({ told }: ReturnType<typeof answered>) =>
      told.flatMap((one) => (one.input === "refer-told" && one.news.news === "notified" ? [one.news.status] : []));
    const asked = (times: number) => {
      const call = answered();
      call.ack();
      for (let nth = 0; nth < times; nth += 1) call.signalling.refer(NAME, { party: LINE, number: "0812" });
      return call;
    };
    const once = asked(1);
    once.notify(180);
    once.notify(200);
    expect(heard(once)).toEqual([180, 200]);
    const twice = asked(2);
    const [first, second] = twice.sent.map((one) => Number(headerOf(one, "CSeq")?.split(" ")[0]));
    twice.notify(200);
    twice.notify(200, { id: first });
    expect(heard(twice)).toEqual([]);
    twice.notify(183, { id: second });
    twice.notify(503, { id: first, state: "terminated" });
    twice.notify(200);
    expect(heard(twice)).toEqual([183, 200]);
    const again = asked(1);
    again.notify(503, { state: "terminated" });
    again.signalling.refer(NAME, { party: LINE, number: "0812" });
    again.notify(200);
    expect(heard(again)).toEqual([503, 200]);
  });
});
