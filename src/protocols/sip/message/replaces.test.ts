import { describe, expect, it } from "vitest";
import { dialogKey } from "../dialog/dialog.ts";
import { readReplaces, replacesIn } from "./replaces.ts";
import { parseUri } from "./uri.ts";

const key = dialogKey({ callId: "425928@bobster.example.org", localTag: "7743", remoteTag: "6472" });
const inUri = (text: string) => {
  const uri = parseUri(text);
  return uri.ok ? replacesIn(uri.value) : null;
};

describe("the dialog whose place somebody is to take (RFC 3891)", () => {
  it("is found by the tags as the side has them that is asked: to-tag is its own", () => {
    expect(readReplaces("425928@bobster.example.org;to-tag=7743;from-tag=6472")).toEqual({
      ok: true,
      value: { dialogKey: key, isEarlyOnly: false },
    });
    expect(readReplaces(" 425928@bobster.example.org ; from-tag=6472;early-only;to-tag=7743 ")).toMatchObject({
      value: { dialogKey: key, isEarlyOnly: true },
    });
  });

  it.each([
    "",
    ";to-tag=1;from-tag=2",
    "a@b;to-tag=1",
    "a@b;from-tag=2",
    "a@b;to-tag;from-tag=2",
    "a@b;to-tag=1;from-tag=2,",
  ])("cannot be read from %j", (text) => expect(readReplaces(text).ok).toBe(false));

  it("is read out of a URI that carries it, escapes and all, whatever else it carries", () => {
    const value = encodeURIComponent("425928@bobster.example.org;to-tag=7743;from-tag=6472");
    expect(inUri(`sip:102@127.0.0.1?Require=replaces&Replaces=${value}`)).toMatchObject({ value: { dialogKey: key } });
    expect(inUri("sip:102@127.0.0.1?Subject=halo")).toBeNull();
    expect(inUri(`sip:102@127.0.0.1?Replaces=${value}&replaces=${value}`)).toMatchObject({ ok: false });
  });
});
