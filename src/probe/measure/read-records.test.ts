import { describe, expect, it } from "vitest";
import { recordsOfList, recordsOfRows } from "./read-records.ts";

describe("records of a centre", () => {
  it("are read from the service's own CSV: begin, ringing and talking in seconds, in either language", () => {
    const began = Date.parse("2026-11-25T07:05:09Z");
    const expected = {
      caller: "+628119900000",
      called: "1500881",
      beganAtMs: began,
      answeredAtMs: began + 4_000,
      endedAtMs: began + 64_000,
      talkMs: 60_000,
    };
    const id = {
      Mulai: "2026-11-25T14:05:09+07:00",
      Penelepon: "+628119900000",
      Kode: "1500881",
      "Dering (detik)": "4",
      "Bicara (detik)": "60",
    };
    const en = {
      Began: "2026-11-25T14:05:09+07:00",
      Caller: "+628119900000",
      Code: "1500881",
      "Ringing (s)": "4",
      "Talking (s)": "60",
    };
    expect(recordsOfRows([id])).toEqual({ ok: true, value: [expected] });
    expect(recordsOfRows([en])).toEqual({ ok: true, value: [expected] });
  });

  it("are read from those of others by instants", () => {
    const row = {
      src: "0811",
      dst: "14045",
      start: "2026-11-25 14:05:09+07:00",
      answer: "2026-11-25T07:05:11Z",
      end: "2026-11-25T07:05:21Z",
    };
    expect(recordsOfRows([row])).toMatchObject({
      ok: true,
      value: [{ caller: "0811", called: "14045", talkMs: 10_000 }],
    });
  });

  it("are refused where nobody knows the columns or when it was", () => {
    expect(recordsOfRows([])).toEqual({ ok: false, refusal: "records-empty" });
    expect(recordsOfRows([{ a: "1" }])).toEqual({ ok: false, refusal: "records-columns" });
    expect(recordsOfRows([{ caller: "1", began: "2026-11-25 14:05:09" }])).toEqual({
      ok: false,
      refusal: "records-columns",
    });
    expect(recordsOfList({ rows: [] })).toEqual({ ok: false, refusal: "records-columns" });
  });
});
