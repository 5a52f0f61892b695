import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CALLBACK_FIELDS, readStatusCallbacks } from "./callback-form.ts";

const form = z.strictObject(CALLBACK_FIELDS);
const wished = (fields: z.input<typeof form>) => readStatusCallbacks(form.parse(fields), new Set());

describe("whom an application wants told of a call", () => {
  it("is nobody where the address is empty, whatever stands beside it", () => {
    expect(wished({})).toEqual({ ok: true, value: {} });
    expect(wished({ StatusCallback: "", StatusCallbackEvent: "", RecordingStatusCallback: "" })).toEqual({
      ok: true,
      value: {},
    });
    expect(wished({ StatusCallback: "", StatusCallbackMethod: "GET", StatusCallbackEvent: "ringing" })).toEqual({
      ok: true,
      value: {},
    });
  });

  it("is told by POST of the end, unless it says otherwise, and nobody inside is", () => {
    const url = "https://aplikasi.contoh.id/s";
    expect(wished({ StatusCallback: url })).toEqual({
      ok: true,
      value: { status: { url, method: "POST", events: ["completed"] } },
    });
    expect(wished({ RecordingStatusCallback: url, RecordingStatusCallbackEvent: ["absent"] })).toEqual({
      ok: true,
      value: { recording: { url, method: "POST", events: ["absent"] } },
    });
    expect(wished({ StatusCallback: "https://127.0.0.1/" })).toMatchObject({ ok: false, refusal: { code: 21205 } });
    expect(wished({ StatusCallbackEvent: "sleeping" })).toMatchObject({ ok: false, refusal: { code: 20001 } });
  });
});
