import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestLogEntry } from "../twilio-api/index.ts";
import { redactRequest } from "./redact-request.ts";

const SECRET = "sk-rahasiaABC";
const SID = `CA${"0a".repeat(16)}`;

const kept = (params: Readonly<Record<string, string>>) => {
  const request: RequestLogEntry = {
    tenantId: "satu",
    keyId: null,
    isTest: false,
    atMs: 0,
    method: "POST",
    path: "/",
    status: 201,
    error: null,
    errorCode: null,
    durationMs: 1,
    sid: null,
    params,
  };
  return redactRequest(request).params;
};

describe("what is kept of a request", () => {
  it("says what a program chose, with the last digits of numbers and addresses without what they ask", () => {
    expect(
      kept({
        From: "1500123",
        To: "+6281234567890",
        Timeout: "30",
        SendAt: "2026-11-27T08:00:00+07:00",
        Url: "https://aplikasi.contoh.id/jawab?kunci=1",
        StatusCallback: "https://u:sandi@contoh.id/s?x=1",
        StatusCallbackEvent: "initiated, completed",
        Muted: "true",
        FriendlyName: "Toko 081234567890",
        CallSid: SID,
        SendDigits: "1234",
        PhoneNumber: "021555001",
        "StartTime>": "2026-11-01",
        Body: "",
      }),
    ).toEqual({
      From: "1500123",
      To: "+**********890",
      Timeout: "30",
      SendAt: "2026-11-27T08:00:00+07:00",
      Url: "https://aplikasi.contoh.id/jawab",
      StatusCallback: "https://contoh.id/s",
      StatusCallbackEvent: "initiated, completed",
      Muted: "true",
      FriendlyName: "Toko ************",
      CallSid: SID,
      SendDigits: "****",
      PhoneNumber: "******001",
      "StartTime>": "2026-11-01",
      Body: "",
    });
  });

  it("is the same of our own interface, whose fields stand within others", () => {
    const document = "<Response><Say>Kode 8</Say></Response>";
    const id = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
    expect(
      kept({
        from: "1500123",
        to: "+6281234567890",
        ringSeconds: "30",
        "instructions.document": document,
        text: "Kode",
        "instructions.url": "https://u:sandi@contoh.id/s?x=1",
        "statusCallback.events": "answered",
        sendDigits: "12",
        applicationId: id,
        "participant.to": "0812345",
        [SECRET]: "",
      }),
    ).toEqual({
      from: "1500123",
      to: "+**********890",
      ringSeconds: "30",
      text: "… (4)",
      "instructions.document": `<Response><Say> … (${document.length})`,
      "instructions.url": "https://contoh.id/s",
      "statusCallback.events": "answered",
      sendDigits: "**",
      applicationId: id,
      "participant.to": "… (7)",
      [`… (${SECRET.length})`]: "",
    });
  });

  it("is of a document its verbs, and of a text its length", () => {
    const twiml = "<Response><Say language='id'>Kode Anda delapan</Say><Dial><Number>0812</Number></Dial></Response>";
    expect(kept({ Twiml: twiml, Body: "Kode 🙂" })).toEqual({
      Twiml: `<Response><Say><Dial><Number> … (${twiml.length})`,
      Body: "… (6)",
    });
    expect(kept({ Twiml: SECRET })).toEqual({ Twiml: "… (13)" });
  });

  it.each([
    { "Parameter1.Name": "token", "Parameter1.Value": SECRET },
    { AuthToken: SECRET },
    { Password: SECRET },
    { StatusCallback: `https://u:${SECRET}@contoh.id/s?${SECRET}#${SECRET}` },
    { StatusCallback: `sk:${SECRET}` },
    { Url: `wss://u:${SECRET}@contoh.id/bot` },
    { Url: `contoh.id?${SECRET}` },
    { [SECRET]: "" },
    { [`${SECRET}=`]: "1" },
    { Timeout: `{${SECRET}}` },
    { CallSid: SECRET },
    { To: `sip:budi:${SECRET}@contoh.id` },
    { To: `sip:budi@contoh.id?X-Key=${SECRET}` },
    { To: `"${SECRET}" <sip:budi@contoh.id>` },
    { Twiml: `<Response><Parameter name="k" value="${SECRET}"/></Response>` },
  ])("has no secret of %o", (params) => {
    expect(JSON.stringify(kept(params))).not.toContain(SECRET);
  });

  it("keeps of a field that nobody knows nothing but how long it is, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const [only] = Object.values(kept({ Rahasia: value }));
        expect(only === "" || /^… \(\d+\)$/.test(only ?? "") || /^[A-Z]{2}[0-9a-f]{32}$/.test(only ?? "")).toBe(true);
      }),
    );
  });
});
