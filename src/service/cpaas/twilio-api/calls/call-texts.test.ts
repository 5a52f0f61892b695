import { describe, expect, it } from "vitest";
import { ok, refuse } from "../../../../kernel/index.ts";
import { callTexts } from "./call-texts.ts";

const TEXT = { tenantId: "t", from: "1500123", to: "+6281234567890", text: "Halo", toldUrl: null };

describe("a short message of a document of a call", () => {
  it("is handed in as between sender and recipient, by nobody's key, held, and told where it says so", async () => {
    const asked: object[] = [];
    const send = callTexts(async (one) => {
      asked.push(one);
      return ok("m");
    });
    expect(await send(TEXT)).toEqual({ is: "sent", messageId: "m" });
    await send({ ...TEXT, toldUrl: "https://app.example/told" });
    const form = { from: "1500123", to: "+6281234567890", text: "Halo", category: "transactional", plain: false };
    expect(asked).toMatchObject([
      { tenantId: "t", keyId: null, requestKey: null, isHeld: true, form },
      { toldUrl: "https://app.example/told" },
    ]);
    expect(asked[0]).not.toHaveProperty("toldUrl");
  });

  it.each([
    ["recipient-unfit", 21_211],
    ["recipient-opted-out", 21_610],
    ["sender-not-approved", 21_606],
    ["balance-too-low", 88_006],
    ["too-fast", 20_429],
  ] as const)("has the number of a refusal by REST: %s", async (code, error) => {
    const send = callTexts(async () => refuse({ code, waitMs: 0 }));
    expect(await send(TEXT)).toEqual({ is: "refused", error });
  });
});
