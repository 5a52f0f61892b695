import { describe, expect, it } from "vitest";
import { callFields } from "./hook-fields.ts";

describe("the fields of a hook", () => {
  it("have numbers in E.164; codes, extensions and names stay as they are", () => {
    const call = { callId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f", tenantId: "0193b0c4-0000-7c3e-9d2f-5a6b7c8d9e0f" };
    const fields = (caller: string, called: string) =>
      callFields({ ...call, nth: 1, caller, called, isCalledOut: false, isAnswered: false });
    expect(fields("081234567890", "14045")).toMatchObject({
      From: "+6281234567890",
      Caller: "+6281234567890",
      To: "14045",
      Called: "14045",
    });
    expect(fields("client:ani", "101")).toMatchObject({ From: "client:ani", To: "101" });
  });
});
