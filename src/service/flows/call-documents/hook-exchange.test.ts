import { describe, expect, it } from "vitest";
import { itTakesLinearTime } from "../../../../testkit/pumped.ts";
import { collectTranscript, EMPTY_TRANSCRIPT, openCallTranscripts } from "./documents/transcript-words.ts";
import { type HookExchange, redactExchange, wordless } from "./hook-exchange.ts";

const exchange = (own: Partial<HookExchange>): HookExchange => ({
  tenantId: "centre",
  callId: "call",
  nth: 1,
  atMs: 0,
  kind: "fallback",
  method: "POST",
  status: 200,
  durationMs: 4,
  url: "https://contoh.id/b?key=rahasia",
  error: null,
  fields: {},
  answer: "",
  warnings: [],
  ...own,
});

describe("an exchange as it is kept", () => {
  it("has no address with what it asks: not its own, not those it was told", () => {
    const kept = redactExchange(
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
      ErrorUrl: "https://contoh.id/a",
      RecordingUrl: "https://sambung.test/r/RE1",
      ErrorCode: "11200",
    });
    expect(JSON.stringify(kept)).not.toContain("rahasia");
  });

  it("shows of an answer what it does, without the digits in it and what its addresses ask", () => {
    const answer = `<?xml version="1.0"?><Response><Say>Kode Anda 4 8 2 9, saldo Rp1.250.000.</Say>
<Gather numDigits="1" action="/pin?v=1234&amp;u=budi"/><Dial>+6281234567890</Dial></Response>`;
    expect(redactExchange(exchange({ answer })).answer).toBe(
      `<?xml version="1.0"?><Response><Say>Kode Anda * * * *, saldo Rp*.***.***.</Say>
<Gather numDigits="1" action="/pin?"/><Dial>+*************</Dial></Response>`,
    );
  });

  it("has of what a page wrote into it no more than the length, and nothing that a database takes ill", () => {
    const asked = exchange({
      fields: {
        From: "client:sari",
        To: "",
        Called: "+6281234567890",
        CallStatus: "ringing",
        DialCallStatus: "no-answer",
        nik: "3174012345678901",
        session: "eyJhbGciOi",
        telepon: "+6281234567890",
        NumMedia: "0",
        NumSegments: "eyJ",
        kosong: "a\u0000b",
        Digits: "12\u000034",
        Confidence: "0.5",
        dialCallStatus: "rahasia",
      },
      answer: "x\u0000y\ud800",
    });
    expect(redactExchange(asked)).toMatchObject({ answer: "xy\ufffd" });
    expect(redactExchange(asked).fields).toEqual({
      From: "client:sari",
      To: "",
      Called: "+**********890",
      CallStatus: "ringing",
      DialCallStatus: "no-answer",
      nik: "… (16)",
      session: "… (10)",
      telepon: "… (14)",
      NumMedia: "0",
      NumSegments: "… (3)",
      kosong: "… (3)",
      Digits: "*****",
      Confidence: "0.5",
      dialCallStatus: "… (7)",
    });
  });

  it("says back no word of what a caller said", () => {
    const document = `<?xml version="1.0"?>
<Response><Say voice="a">Anda bilang: saya Budi</Say><Connect><Stream url="wss://a.id/"><Parameter name="kata" value='saya Budi'/></Stream></Connect></Response>`;
    const asked = exchange({ fields: { SpeechResult: "saya Budi", Confidence: "0.9" }, answer: document });
    expect(redactExchange(asked).fields).toEqual({ SpeechResult: "*********", Confidence: "0.9" });
    expect(redactExchange(asked).answer).toBe(
      `<?xml version="1.0"?>
<Response><Say voice="a">… (22)</Say><Connect><Stream url="wss://a.id/"><Parameter name="kata" value="… (9)"/></Stream></Connect></Response>`,
    );
    expect(redactExchange({ ...asked, answer: '{"kata":"saya Budi"}' }).answer).toBe("… (20)");
    // The response to entered digits is shown.
    expect(redactExchange(exchange({ fields: { Digits: "1" }, answer: document })).answer).toContain("saya Budi");
  });

  it("says no word of it back later either, wherever a document of the same call writes it", () => {
    const said = collectTranscript({ SpeechResult: "saya Budi & Ani" }, EMPTY_TRANSCRIPT);
    const later = `<Response><Gather action="/untuk/Budi" hints="saya Budi &amp; Ani"><Say>Baik, Budi</Say></Gather><Redirect>/x/saya%20Budi%20%26%20Ani</Redirect></Response>`;
    expect(redactExchange(exchange({ fields: { Digits: "1" }, answer: later }), said).answer).toBe(
      `<Response><Gather action="/untuk/… (4)" hints="… (19)"><Say>… (10)</Say></Gather><Redirect>… (26)</Redirect></Response>`,
    );
    // The transcript of another call is empty.
    expect(redactExchange(exchange({ answer: later })).answer).toContain("Baik, Budi");
  });

  it("says no word of it in an address that a document led to", () => {
    const said = collectTranscript({ SpeechResult: "Budi Santoso, Café" }, EMPTY_TRANSCRIPT);
    const led = exchange({
      url: "https://contoh.id/pesanan/Budi%20Santoso,%20Café/beli?x=1",
      fields: { ErrorUrl: "https://contoh.id/tts/budi.wav", ErrorCode: "11200" },
    });
    const kept = redactExchange(led, said);
    expect(kept.url).toBe("https://contoh.id/pesanan/… (27)/beli");
    expect(kept.fields).toEqual({ ErrorUrl: "https://contoh.id/tts/… (4).wav", ErrorCode: "11200" });
    expect(redactExchange(led).url).toBe("https://contoh.id/pesanan/Budi%20Santoso,%20Caf%C3%A9/beli");
  });

  it("has nothing in an answer that a page wrote, in this one and later", () => {
    const fields = { CallSid: "CA1", nik: "abc-3174012345678901", sesi: "a&b+c/d", say: "gather", x: "ya", To: "budi" };
    const answer = `<Response><Gather action="/n/ABC-3174012345678901?s=a" hints="a&amp;b+c/d,ya"><Say>a%26b%2Bc%2Fd abc-3174012345678901 untuk budi</Say></Gather></Response>`;
    const shown = `<Response><Gather action="/n/… (20)?" hints="… (11),ya"><Say>… (13) … (20) untuk budi</Say></Gather></Response>`;
    expect(redactExchange(exchange({ fields, answer })).answer).toBe(shown);
    expect(redactExchange(exchange({ answer }), collectTranscript(fields, EMPTY_TRANSCRIPT)).answer).toBe(shown);
    const long = `<Response>${"<Pause/>".repeat(2_045)}<Say>${"rahasia ".repeat(10)}`;
    expect(redactExchange(exchange({ fields: { kata: "rahasia" }, answer: long })).answer).not.toContain("raha");
  });

  it("has no key in a path, no name at a host, and no question without a field", () => {
    const key = "k3y-9f8e7d6c5b4a3928170615243342516";
    const sid = `RE${"0193b0c47a107c3e9d2f5a6b7c8d9e0f"}`;
    const kept = redactExchange(
      exchange({
        url: `https://budi:rahasia@contoh.id/h/${key}/voice`,
        fields: { RecordingUrl: `https://sambung.test/Recordings/${sid}` },
        answer: `<Response><Play>https://budi:rahasia@a.id/${key}</Play><Redirect>/menu-utama-pelanggan?${key}</Redirect><Say>Sudah? Ya</Say></Response>`,
      }),
    );
    expect(kept.url).toBe("https://contoh.id/h/…/voice");
    expect(kept.fields).toEqual({ RecordingUrl: `https://sambung.test/Recordings/${sid}` });
    expect(kept.answer).toBe(
      `<Response><Play>https://…@a.id/…</Play><Redirect>/menu-utama-pelanggan?</Redirect><Say>Sudah? Ya</Say></Response>`,
    );
  });

  it("is short, and masked in time whatever was answered", () => {
    const beganMs = performance.now();
    for (const part of ["1", "1 ", "?", "?=", "1.,", "?a=1"]) {
      const kept = redactExchange(exchange({ answer: part.repeat(65_536) }));
      expect(kept.answer.length).toBeLessThanOrEqual(4_096);
      expect(kept.answer).not.toMatch(/\d{3}/);
    }
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  });
});

describe("what is remembered of calls", () => {
  it("is what was said in each before, of the last that anybody said something in", () => {
    const said = openCallTranscripts();
    const asked = (callId: string, fields: Readonly<Record<string, string>>, kind = "voice") =>
      said.before({ callId, kind, fields, atMs: 0 });
    expect(asked("satu", { SpeechResult: "halo Budi" })).toEqual(EMPTY_TRANSCRIPT);
    expect(asked("satu", {})).toEqual({ isSpoken: true, words: ["halo Budi", "halo", "Budi"] });
    expect(asked("dua", { Digits: "1" })).toEqual(EMPTY_TRANSCRIPT);
    asked("tiga", { Body: "rahasia" }, "sms");
    expect(asked("tiga", {})).toEqual(EMPTY_TRANSCRIPT);
    for (let nth = 0; nth < 5_000; nth += 1) asked(`lain-${nth}`, { kata: "sandi" });
    expect(asked("satu", {})).toEqual(EMPTY_TRANSCRIPT);
    expect(asked("lain-4999", {})).toEqual({ isSpoken: false, words: ["sandi"] });
  });

  it("is as much of each as counts, the newest, until it is over", () => {
    const said = openCallTranscripts();
    const minute = 60_000;
    const asked = (callId: string, atMinute: number, fields: Readonly<Record<string, string>> = {}) =>
      said.before({ callId, kind: "voice", atMs: atMinute * minute, fields }).words;
    const long = (letter: string) => letter.repeat(1_024);
    for (const letter of "abcdefghij") asked("satu", 0, { kata: long(letter), sesi: "sama" });
    expect(asked("satu", 0)).toEqual([...Array.from("defghij", long), "sama"]);
    asked("dua", 1, { kata: "sandi" });
    expect(asked("dua", 2, { CallStatus: "completed" })).toEqual(["sandi"]);
    // More requests may follow the end of a call, so its transcript stays for a while.
    expect(asked("dua", 11)).toEqual(["sandi"]);
    expect(asked("dua", 21)).toEqual([]);
    expect(asked("satu", 299)).toHaveLength(8);
    expect(asked("satu", 599)).toEqual([]);
  });

  it("is nothing for what a call that waits is told of its queue", () => {
    const told = { QueueTime: "130", CurrentQueueSize: "12", AvgQueueTime: "145" };
    expect(redactExchange(exchange({ fields: told })).fields).toEqual(told);
    expect(collectTranscript(told, EMPTY_TRANSCRIPT)).toEqual(EMPTY_TRANSCRIPT);
  });
});

describe("a question about a message as it is kept", () => {
  it("has no word of what people write, and what the document did with them", () => {
    const asked = exchange({
      kind: "sms",
      fields: { From: "+6281234567890", Body: "Rahasia saya 😀" },
      answer: `<Response>\n <Message to="+6281234567890">Terima kasih</Message><Message><![CDATA[a<b]]></Message><!-- Budi --></Response>`,
    });
    const kept = redactExchange(wordless(asked));
    expect(kept.fields).toEqual({ From: "+**********890", Body: "… (14)" });
    expect(kept.answer).toBe(
      `<Response>\n <Message to="+*************">… (12)</Message><Message>… (15)</Message>… (13)</Response>`,
    );
    for (const [answer, shown] of [
      ["Terima kasih", "… (12)"],
      ["<Response><Message>Terima", "<Response><Message>… (6)"],
      ["<![CDATA[Terima", "… (15)"],
      ["harga <100 ribu, kode RAHASIA", "… (29)"],
      ["<Response><Message Halo Budi", "… (28)"],
      ["<Halo Budi>", "… (11)"],
      ["<!DOCTYPE Budi>", "… (15)"],
      ["", ""],
    ] as const)
      expect(wordless(exchange({ answer })).answer).toBe(shown);
    const long = `<Response>${"<Message>Halo</Message>".repeat(1_000)}</Response>`;
    expect(wordless(exchange({ answer: long })).answer).toMatch(/^<Response>(?:<Message>… \(4\)<\/Message>)+/);
    for (const part of ["<", "<a ", '<a b="', "<a b=''", "<![CDATA[", "<!--", "&"])
      expect(wordless(exchange({ answer: `${part.repeat(20_000)}Budi` })).answer).not.toContain("Budi");
    expect(wordless(exchange({ answer: `${"<".repeat(100_000)}x` })).answer.length).toBeLessThan(10_000);
  });
});

describe("masking an exchange with a webhook", () => {
  itTakesLinearTime((text) => redactExchange(exchange({ answer: text, url: text.slice(0, 2_000) })));
});
