import { expect, it } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import {
  headerOf,
  parseDatagram,
  receive,
  type SipResponse,
  type TransactionKey,
} from "../../../protocols/sip/index.ts";
import { openLocationService } from "./location-service.effects.ts";
import { answerRegister } from "./register.effects.ts";

const PHONE = { id: "phone", tenantId: "tenant", sittingId: null };
const SOURCE = { transport: "udp", address: "192.0.2.7", port: 5_060, connection: null } as const;

function requestOf(callId: string, contact: string) {
  const head = [
    "REGISTER sip:192.0.2.1 SIP/2.0",
    `Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bK${callId}`,
    "From: <sip:101@192.0.2.1>;tag=a",
    "To: <sip:101@192.0.2.1>",
    `Call-ID: ${callId}`,
    "CSeq: 1 REGISTER",
    "Max-Forwards: 70",
    `Contact: ${contact}`,
    "Content-Length: 0",
    "",
    "",
  ];
  const received = receive(parseDatagram(Buffer.from(head.join("\r\n"))), SOURCE);
  if (received.kind !== "request") throw new Error(`no request: ${received.kind}`);
  return received.request;
}

it("a REGISTER with a known +sip.instance takes the place of the contact before, and one with another reg-id does not", async () => {
  const bindings = openLocationService({ kept: new Map(), store: async () => undefined, log: testLog });
  const contacts: string[] = [];
  for (const [callId, contact] of [
    ["boot1", '<sip:101@10.0.0.5:5060>;+sip.instance="<urn:uuid:a>"'],
    ["boot2", '<sip:101@10.0.0.6:5090>;+sip.instance="<urn:uuid:a>"'],
    ["flow2", '<sip:101@10.0.0.6:5091>;+sip.instance="<urn:uuid:a>";reg-id=2'],
  ] as const) {
    const answer = await new Promise<SipResponse>((resolve) => {
      const core = { respond: (_key: TransactionKey, response: SipResponse) => resolve(response) };
      const asked = { key: callId as TransactionKey, request: requestOf(callId, contact), source: SOURCE };
      answerRegister({ core, bindings, nowMs: 1_000, toTag: "b" }, asked, PHONE);
    });
    contacts.push(headerOf(answer, "Contact") ?? "");
  }
  expect(contacts.slice(0, 2)).toEqual(["<sip:101@10.0.0.5:5060>;expires=300", "<sip:101@10.0.0.6:5090>;expires=300"]);
  expect(bindings.of(PHONE.id, 1_000).map(({ contact }) => contact)).toEqual([
    "sip:101@10.0.0.6:5090",
    "sip:101@10.0.0.6:5091",
  ]);
});
