import { describe, expect, it } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { present } from "../../../kernel/index.ts";
import {
  type CheckedRequest,
  headerOf,
  parseDatagram,
  receive,
  type SipPeer,
  type SipRequest,
  type SipResponse,
} from "../../../protocols/sip/index.ts";
import type { CallInput } from "../calls/index.ts";
import { openDialogController } from "./dialog-controller.effects.ts";

const FAR: SipPeer = { transport: "udp", address: "192.0.2.1", port: 5060, connection: null };
const NAME = { callId: "call", legId: "leg" };
const SDP = "v=0\r\n";

function request(method: string, cseq: number, toTag: string | null, more: readonly string[] = []): CheckedRequest {
  const bytes = sipBytes([
    `${method} sip:1500123@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${method}${cseq}`,
    "Max-Forwards: 70",
    "From: <sip:x@y>;tag=far",
    `To: <sip:z@y>${toTag === null ? "" : `;tag=${toTag}`}`,
    "Call-ID: a@b",
    `CSeq: ${cseq} ${method}`,
    "Contact: <sip:x@192.0.2.1>",
    ...more,
    "Content-Length: 0",
  ]);
  const received = receive(parseDatagram(bytes), FAR);
  return present(received.kind === "request" ? received.request : null, "a request");
}

interface Armed {
  readonly name: string;
  readonly ms: number;
  readonly fire: () => void;
}

/** An answered leg whose far end requested a session timer. */
function answered(more: readonly string[]) {
  const { ids } = createVirtualContext();
  const armed = new Map<string, Armed>();
  const responses: SipResponse[] = [];
  const requests: SipRequest[] = [];
  const inputs: CallInput[] = [];
  const controller = openDialogController({
    ids,
    log: testLog,
    random: () => 0.5,
    core: () => ({
      receiveRequest: () => undefined,
      receiveResponse: () => undefined,
      respond: (_key, response) => void responses.push(response),
      request: (_branch, sent) => void requests.push(sent),
      sendAck: () => undefined,
      cancel: () => undefined,
      knows: () => false,
      size: () => 0,
      filledShare: () => 0,
    }),
    timers: {
      arm: (_owner, name, ms, fire) => void armed.set(name, { name, ms, fire }),
      disarm: (_owner, name) => void armed.delete(name),
      disarmAll: () => armed.clear(),
      size: () => armed.size,
      close: () => undefined,
    },
    ownAddress: () => ({ host: "127.0.0.1", port: 5060 }),
    wayTo: () => null,
    tell: (_callId, input) => void inputs.push(input),
    trace: { leg: () => undefined, legGone: () => undefined, moved: () => undefined },
  });
  const invite = request("INVITE", 1, null, more);
  controller.open(NAME, { key: "invite", request: invite, source: FAR, isLine: true });
  controller.signalling.answer(NAME, SDP);
  const tag = /;tag=(\w+)/.exec(headerOf(present(responses[0], "an answer"), "To") ?? "")?.[1] ?? "";
  controller.ack(request("ACK", 1, tag));
  return { desk: controller, armed, responses, requests, told: inputs, tag };
}

describe("a session with a timer", () => {
  it("that the far end does not refresh in time is ended with the cause of an expired timer", () => {
    const { armed, responses, requests, told } = answered(["Supported: timer", "Session-Expires: 120"]);
    expect(headerOf(present(responses[0], "an answer"), "Session-Expires")).toBe("120;refresher=uac");
    const watch = present(armed.get("session"), "a watch");
    // RFC 4028 §10: the lesser of 32 s and a third before the end.
    expect(watch.ms).toBe(88_000);
    watch.fire();
    expect(requests.map(({ method }) => method)).toEqual(["BYE"]);
    expect(headerOf(present(requests[0], "a BYE"), "Reason")).toContain("cause=102");
    expect(told).toContainEqual({ input: "lost", legId: "leg" });
  });

  it("is watched anew from each refresh on", () => {
    const { desk, armed, responses, tag } = answered(["Supported: timer", "Session-Expires: 120"]);
    const before = armed.get("session");
    desk.inside("refresh", request("UPDATE", 2, tag, ["Supported: timer", "Session-Expires: 240;refresher=uac"]), FAR);
    expect(headerOf(present(responses.at(-1), "an answer"), "Session-Expires")).toBe("240;refresher=uac");
    expect(armed.get("session")).not.toBe(before);
    expect(armed.get("session")?.ms).toBe(208_000);
    before?.fire();
    expect(desk.size()).toBe(1);
  });

  it("that the far end leaves to us is refreshed half way with the same description", () => {
    const { armed, requests } = answered(["Supported: timer", "Session-Expires: 120;refresher=uas"]);
    const watch = present(armed.get("session"), "a watch");
    expect(watch.ms).toBe(60_000);
    watch.fire();
    expect(requests.map(({ method }) => method)).toEqual(["INVITE"]);
    const refresh = present(requests[0], "a refresh");
    expect(headerOf(refresh, "Session-Expires")).toBe("120;refresher=uac");
    expect(new TextDecoder().decode(refresh.body)).toBe(SDP);
    expect(armed.get("session")?.ms).toBe(60_000);
  });

  it("is none where the far end asks for none", () => {
    const { armed, responses } = answered([]);
    expect(headerOf(present(responses[0], "an answer"), "Session-Expires")).toBeUndefined();
    expect(armed.has("session")).toBe(false);
  });
});
