import { describe, expect, it } from "vitest";
import { changesOf, hookChangesOf, hookDraftOf } from "./hook-fields.tsx";

const ROW = {
  voiceUrl: "https://contoh.id/lama",
  voiceMethod: "POST",
  fallbackUrl: null,
  fallbackMethod: "GET",
  statusUrl: "https://ditutup.id/",
  statusMethod: "POST",
  smsUrl: "https://contoh.id/pesan",
  smsMethod: "POST",
  smsFallbackUrl: null,
  smsFallbackMethod: "POST",
  applicationId: null,
  fallbackQueueId: "q",
} as const;
const DRAFT = hookDraftOf(ROW);
const STAYS = { hooks: DRAFT, applicationId: null, fallbackQueueId: "q" };

describe("a form of a number", () => {
  it("says nothing of what stays", () => {
    expect(changesOf(ROW, STAYS)).toEqual({});
    expect(changesOf(ROW, { ...STAYS, hooks: { ...DRAFT, smsUrl: ` ${DRAFT.smsUrl} ` } })).toEqual({});
  });

  it("says what was typed, chosen and taken away", () => {
    const hooks = { ...DRAFT, voiceUrl: "https://contoh.id/baru", fallbackMethod: "POST", smsUrl: " " } as const;
    expect(changesOf(ROW, { hooks, applicationId: null, fallbackQueueId: null })).toEqual({
      voiceUrl: "https://contoh.id/baru",
      fallbackMethod: "POST",
      smsUrl: null,
      fallbackQueueId: null,
    });
  });

  it("says nothing of addresses that are not seen since an application leads", () => {
    const hooks = { ...DRAFT, voiceUrl: "http://127.0.0.1/", statusUrl: "", smsMethod: "GET" } as const;
    expect(changesOf(ROW, { ...STAYS, hooks, applicationId: "a" })).toEqual({ applicationId: "a", smsMethod: "GET" });
  });
});

describe("a form of an application", () => {
  it("says what was changed in it, and nothing of messages", () => {
    const hooks = { ...DRAFT, statusUrl: "", statusMethod: "GET", smsUrl: "" } as const;
    expect(hookChangesOf(ROW, DRAFT)).toEqual({});
    expect(hookChangesOf(ROW, hooks)).toEqual({ statusUrl: null, statusMethod: "GET" });
  });
});
