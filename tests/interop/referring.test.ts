import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApplicationServer, openApplicationServer } from "../../testkit/application-server.ts";
import { hookNumber } from "../../testkit/number-hook.ts";
import { openRawSip, type RawAnswer, type RawSip, rawInside, rawInvite, rawResponse } from "../../testkit/raw-sip.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500947";
const GATEWAY = "127.0.0.51";
const TARGET = "081234567890";

let system: TestSwitch;
let application: ApplicationServer;
let gateway: RawSip;

beforeAll(async () => {
  [application, gateway] = await Promise.all([openApplicationServer(), openRawSip(GATEWAY)]);
  system = await openTestSwitch({ hookHosts: [application.host] });
  await system.addTrunk({ port: gateway.port, host: GATEWAY, address: GATEWAY });
  await system.addNumber({ code: CODE, phoneIds: [], isRecorded: false });
  await hookNumber(system, { code: CODE, voiceUrl: application.at("/voice") });
  application.reply(({ path, fields }) => {
    if (path === "/after" || path === "/led") return "<Response><Hangup/></Response>";
    const to = fields.From === "+6281110051" ? "112" : TARGET;
    return `<Response><Refer action="/after"><Sip>sip:${to}@anywhere.example</Sip></Refer></Response>`;
  });
});

afterAll(async () => {
  gateway?.close();
  await system?.close();
  await application?.close();
});

const of = (id: string) => (one: RawAnswer) => one.text.includes(`${id}@`);
const asks = (id: string, method: string) => gateway.until((one) => of(id)(one) && one.text.startsWith(method), 20_000);
const send = (text: string) => gateway.send(text, system.port);

/** Places a call; returns the response that answers it. */
async function calls(id: string, caller = "+6281110050"): Promise<RawAnswer> {
  send(rawInvite(gateway, { called: CODE, port: system.port, id, caller }));
  const answer = await gateway.until((one) => of(id)(one) && one.status === 200, 10_000);
  send(rawInside(gateway, answer, { method: "ACK", cseq: 1 }));
  return answer;
}

function tells(
  answer: RawAnswer,
  { cseq, says, isOver }: { readonly cseq: number; readonly says: string; readonly isOver: boolean },
): void {
  const state = isOver ? "terminated;reason=noresource" : "active;expires=60";
  const headers = ["Event: refer", `Subscription-State: ${state}`];
  const body = `SIP/2.0 ${says}\r\n`;
  send(rawInside(gateway, answer, { method: "NOTIFY", cseq, body, type: "message/sipfrag;version=2.0", headers }));
}

/** The request to the action URL of a call, with the call record. */
async function told(id: string) {
  const own = async () => (await system.cdrs()).find((record) => String(record["sipCallId"]).startsWith(`${id}@`));
  await expect.poll(own).toBeDefined();
  const callSid = `CA${String((await own())?.callId).replaceAll("-", "")}`;
  const after = () => application.asked.filter(({ path, fields }) => path === "/after" && fields.CallSid === callSid);
  await expect.poll(() => after().length).toBe(1);
  return { cdr: await own(), fields: after()[0]?.fields };
}

describe("a line that is asked to call somebody in the place of its caller", () => {
  it("is asked for the number over itself, agrees, says how far it is, and is let go", async () => {
    const answer = await calls("agrees");
    const refer = await asks("agrees", "REFER");
    expect(refer.text).toContain(`Refer-To: <sip:${TARGET}@${GATEWAY}:${gateway.port}>`);
    expect(refer.text).not.toContain("anywhere.example");
    send(rawResponse(refer, 202));
    tells(answer, { cseq: 2, says: "100 Trying", isOver: false });
    tells(answer, { cseq: 3, says: "200 OK", isOver: true });
    // A NOTIFY after the terminated subscription is ignored.
    tells(answer, { cseq: 4, says: "200 OK", isOver: true });
    send(rawResponse(await asks("agrees", "BYE"), 200));
    const { fields, cdr } = await told("agrees");
    expect(fields).toMatchObject({
      ReferCallStatus: "completed",
      ReferSipResponseCode: "202",
      NotifySipResponseCode: "200",
      CallStatus: "in-progress",
    });
    expect(cdr).toMatchObject({ outcome: "automated", endedBy: "system" });
    const notified = gateway.heard.filter(
      (one) => of("agrees")(one) && one.status > 0 && /^CSeq: \d+ NOTIFY/m.test(one.text),
    );
    expect(notified.map(({ status }) => status)).toEqual([200, 200, 481]);
  });

  it("refuses, finds nobody, or leaves once it has agreed, and its application is told so", async () => {
    const [refuses, busy, leaves] = await Promise.all(["refuses", "finds", "leaves"].map((id) => calls(id)));
    send(rawResponse(await asks("refuses", "REFER"), 603));
    send(rawResponse(await asks("finds", "REFER"), 202));
    send(rawResponse(await asks("leaves", "REFER"), 202));
    if (busy === undefined || leaves === undefined || refuses === undefined) return expect.fail("nobody answered");
    tells(busy, { cseq: 2, says: "486 Busy Here", isOver: true });
    send(rawInside(gateway, leaves, { method: "BYE", cseq: 2 }));
    for (const id of ["refuses", "finds"]) send(rawResponse(await asks(id, "BYE"), 200));
    expect((await told("refuses")).fields).toMatchObject({ ReferCallStatus: "failed", ReferSipResponseCode: "603" });
    expect((await told("finds")).fields).toMatchObject({ ReferCallStatus: "busy", NotifySipResponseCode: "486" });
    const left = await told("leaves");
    expect(left.fields).toMatchObject({ ReferCallStatus: "completed", CallStatus: "completed" });
    expect(left.fields).not.toHaveProperty("NotifySipResponseCode");
  });

  it("is never asked to call for help", async () => {
    const help = await calls("help", "+6281110051");
    send(rawResponse(await asks("help", "BYE"), 200));
    expect((await told("help")).fields).toMatchObject({ ReferCallStatus: "failed" });
    expect(gateway.heard.filter((one) => of("help")(one) && one.text.startsWith("REFER"))).toEqual([]);
    expect(help.status).toBe(200);
  });
});
