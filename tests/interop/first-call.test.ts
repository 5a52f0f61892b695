import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500881";
const GATEWAY = "127.0.0.2";

let system: TestSwitch;
let phone: DeskPhone;

beforeAll(async () => {
  system = await openTestSwitch();
  await system.addTrunk({ port: 5999, address: GATEWAY });
  const account = await system.addPhone({ extension: "101" });
  await system.addNumber({ code: CODE, phoneIds: [account.id] });
  phone = await startDeskPhone({
    folder: path.join(system.folder, "phone-101"),
    registrar: { port: system.port, transport: "udp" },
    ...account,
    toneHz: 600,
    answer: "auto",
  });
  await phone.said(/\[1 binding\]/);
});

afterAll(async () => {
  await phone?.close();
  await system?.close();
});

const caller = (code: string, talkMs: number) => `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="caller">
  <send retrans="500"><![CDATA[
INVITE sip:${code}@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+628111000[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:${code}@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:gw@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=gw 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="200" rtd="true" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:+628111000[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:${code}@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
  <pause milliseconds="${talkMs}"/>
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:+628111000[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:${code}@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
  <recv response="200"/>
</scenario>
`;

describe("a caller from a line", () => {
  it("dials the code, a desk phone rings and answers, and the call leaves its record", async () => {
    const result = await runSipp({
      folder: system.folder,
      scenario: caller(CODE, 1_000),
      args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", "1", `127.0.0.1:${system.port}`],
      limitMs: 20_000,
    });
    expect(result.code, result.output.slice(-3_000)).toBe(0);
    await expect.poll(() => system.cdrs(), { timeout: 5_000 }).toHaveLength(1);
    const [cdr] = await system.cdrs();
    expect(cdr).toMatchObject({ outcome: "answered", code: CODE, endedBy: "caller", direction: "inbound" });
    expect(Number(cdr?.["talkMs"])).toBeGreaterThan(800);
  });
});
