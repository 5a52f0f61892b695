import { describe, expect, it } from "vitest";
import { type HookExchange, keptExchange, wordless } from "./hook-exchange.ts";

const exchange = (own: Partial<HookExchange>): HookExchange => ({
  ...{
    tenantId: "centre",
    callId: "call",
    nth: 1,
    atMs: 0,
    kind: "fallback",
    method: "POST",
    status: 200,
    durationMs: 4,
  },
  ...{ url: "https://contoh.id/b?key=rahasia", error: null, fields: {}, answer: "", warnings: [], ...own },
});

describe("an exchange as it is kept", () => {
  it("has no address with what it asks: not its own, not those it was told", () => {
    const kept = keptExchange(
      exchange({
        fields: {
          ErrorUrl: "https://contoh.id/a?token=rahasia#x",
          RecordingUrl: "https://sambung.test/r/RE1?kunci=rahasia",
          ErrorCode: "11200",
        },
      }),
    );
    expect(kept.url).toBe("https://contoh.id/b");
    expect(kept.fields).toEqual({
      ...{ ErrorUrl: "https://contoh.id/a", RecordingUrl: "https://sambung.test/r/RE1", ErrorCode: "11200" },
    });
    expect(JSON.stringify(kept)).not.toContain("rahasia");
  });

  it("shows of an answer what it does, without the digits in it and what its addresses ask", () => {
    const answer = `<?xml version="1.0"?><Response><Say>Kode Anda 4 8 2 9, saldo Rp1.250.000.</Say>
<Gather numDigits="1" action="/pin?v=1234&amp;u=budi"/><Dial>+6281234567890</Dial></Response>`;
    expect(keptExchange(exchange({ answer })).answer).toBe(
      `<?xml version="1.0"?><Response><Say>Kode Anda * * * *, saldo Rp*.***.***.</Say>
<Gather numDigits="1" action="/pin?"/><Dial>+*************</Dial></Response>`,
    );
  });

  it("is short, and masked in time whatever was answered", () => {
    const beganMs = performance.now();
    for (const part of ["1", "1 ", "?", "?=", "1.,", "?a=1"]) {
      const kept = keptExchange(exchange({ answer: part.repeat(65_536) }));
      expect(kept.answer.length).toBeLessThanOrEqual(4_096);
      expect(kept.answer).not.toMatch(/\d{3}/);
    }
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  });
});

describe("a question about a message as it is kept", () => {
  it("has no word of what people write, and what the document did with them", () => {
    const asked = exchange({
      ...{ kind: "sms", fields: { From: "+6281234567890", Body: "Rahasia saya 😀" } },
      answer: `<Response>\n <Message to="+6281234567890">Terima kasih</Message><Message><![CDATA[a<b]]></Message><!-- Budi --></Response>`,
    });
    const kept = keptExchange(wordless(asked));
    expect(kept.fields).toEqual({ From: "+**********890", Body: "… (14)" });
    expect(kept.answer).toBe(
      `<Response>\n <Message to="+*************">… (12)</Message><Message>… (15)</Message>… (13)</Response>`,
    );
    for (const [answer, shown] of [
      ["Terima kasih", "… (12)"],
      ["<Response><Message>Terima", "<Response><Message>… (6)"],
      ["<![CDATA[Terima", "… (15)"],
      ["", ""],
    ] as const)
      expect(wordless(exchange({ answer })).answer).toBe(shown);
    expect(wordless(exchange({ answer: `${"<".repeat(100_000)}x` })).answer.length).toBeLessThan(10_000);
  });
});
