import { readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { DOCUMENT_CASES, documentGuide } from "../../../../../testkit/document-cases.ts";
import { itTakesLinearTime } from "../../../../../testkit/pumped.ts";
import { readAnswer, readDocument } from "./read-document.ts";
import { readMessages } from "./read-messages.ts";

const BASE = "https://app.example/voice";
/** Elements that occur only inside ignored elements. */
const WITHIN_OTHERS: ReadonlySet<string> = new Set(["ApplicationSid", "Config", "Header", "Language"]);
const BUILDER = path.join(import.meta.dirname, "../../../../../node_modules/twilio/lib/twiml");
const refusalOf = (xml: string) => {
  const read = readDocument(xml, BASE);
  return read.ok ? "read" : read.refusal;
};
const within = (inside: string) => {
  const read = readDocument(`<Response>${inside}</Response>`, BASE);
  if (!read.ok) throw new Error(read.refusal);
  return read.value;
};

describe("a document", () => {
  for (const { element, attribute, example, becomes } of DOCUMENT_CASES) {
    const name = attribute === null ? element : `${element} ${attribute}`;
    it(`${becomes === null ? "passes over" : "carries out"} ${name}`, () => {
      const { verbs, warnings } = within(example);
      const ofIt = warnings.filter((one) => one.verb === element && one.attribute === attribute);
      if (becomes === null) expect(ofIt).toMatchObject([{ number: 12_200 }]);
      else expect({ verb: verbs[0], ofIt }).toMatchObject({ verb: becomes, ofIt: [] });
    });
  }

  it("has every element and attribute of the field's own builder in the guide, carried out or passed over", async () => {
    const built = (name: string) => readFile(path.join(BUILDER, name), "utf8");
    const [program, types] = [await built("VoiceResponse.js"), await built("VoiceResponse.d.ts")];
    const elements = new Set(Array.from(program.matchAll(/\.ele\("([\w-]+)"/g), ([, name = ""]) => name));
    expect(elements.size).toBeGreaterThan(40);
    const told = new Map(Map.groupBy(DOCUMENT_CASES, ({ element }) => element));
    expect([...elements].filter((name) => !told.has(name) && !WITHIN_OTHERS.has(name))).toEqual([]);
    const missing = Array.from(types.matchAll(/interface (\w+)Attributes \{([\s\S]*?)\n {4}\}/g)).flatMap(
      ([, element = "", body = ""]) => {
        const cases = told.get(element) ?? [];
        // An ignored element needs no case for its attributes.
        const isWhole = cases.some(({ attribute, becomes }) => attribute === null && becomes === null);
        const names = Array.from(body.matchAll(/^\s+(\w+)\?:/gm), ([, name = ""]) => name);
        const shown = (name: string) =>
          cases.some((one) => one.attribute === name || (one.attribute === null && one.example.includes(`${name}="`)));
        return isWhole || !elements.has(element) || WITHIN_OTHERS.has(element)
          ? []
          : names.filter((name) => !shown(name)).map((name) => `${element} ${name}`);
      },
    );
    expect(missing).toEqual([]);
  });

  it("is told in the guide as it is read", async () => {
    const guide = await readFile(new URL("../../../../../docs/guide/cpaas-verbs.md", import.meta.url), "utf8");
    expect(guide).toBe(documentGuide());
  });

  it("is read as the guide shows it", async () => {
    const guide = await readFile(new URL("../../../../../docs/guide/cpaas.md", import.meta.url), "utf8");
    const shown = Array.from(guide.matchAll(/```xml\n([\s\S]*?)```/g), ([, xml = ""]) =>
      xml.includes("<Message>") ? readMessages({ type: "text/xml", text: xml }) : readDocument(xml, BASE),
    );
    expect(shown.length).toBeGreaterThan(2);
    for (const one of shown) expect(one).toMatchObject({ ok: true, value: { warnings: [] } });
  });

  it("of the field's own builder is read without a warning", () => {
    const built = new twilio.twiml.VoiceResponse();
    built.say({ language: "id-ID" }, "Selamat datang & terima kasih");
    const gather = built.gather({ numDigits: 1, action: "/keys", timeout: 3 });
    gather.play("https://app.example/menu.wav");
    built.dial({ timeout: 20 }).number("+6281234567890");
    built.record({ maxLength: 20 });
    built.redirect("/again");
    const read = readDocument(built.toString(), BASE);
    expect(read).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(read.ok && read.value.verbs.map(({ verb }) => verb)).toEqual([
      "sound",
      "gather",
      "dial",
      "record",
      "redirect",
    ]);
    expect(read.ok && read.value.verbs[0]).toMatchObject({
      heard: { sound: { text: "Selamat datang & terima kasih" } },
    });
  });

  it("may have elements with the names that every object knows: they are passed over like any other", () => {
    for (const name of ["constructor", "__proto__", "valueOf", "toString", "hasOwnProperty"]) {
      expect(within(`<${name}/><Hangup/>`)).toMatchObject({ verbs: [{ verb: "hang-up" }], warnings: [{ verb: name }] });
      const inside = within(`<Dial><Number>0812345678</Number><${name}/></Dial><Gather><${name}/></Gather>`);
      expect(inside.verbs).toMatchObject([{ parties: [{ number: "0812345678" }] }, { prompts: [] }]);
      expect(within(`<Say ${name}="x">Hi</Say>`).warnings).toMatchObject([{ verb: "Say", attribute: name }]);
    }
  });

  it("leads back to where it came from by a redirect without an address", () => {
    expect(within("<Redirect/>").verbs).toEqual([{ verb: "redirect", to: { url: BASE, method: "POST" } }]);
    expect(readDocument("<Response><Redirect/></Response>", null)).toMatchObject({ value: { verbs: [] } });
  });

  it("is refused where it is no XML, has another root, or declares a type", () => {
    expect(refusalOf("")).toBe("not-xml");
    expect(refusalOf("Hello")).toBe("not-xml");
    expect(refusalOf("<Response>")).toBe("not-xml");
    expect(refusalOf("<Response><Say>a</Play></Response>")).toBe("not-xml");
    expect(refusalOf("<Response/><Response/>")).toBe("not-xml");
    expect(refusalOf("<Response><Say>&nbsp;</Say></Response>")).toBe("not-xml");
    expect(refusalOf("<html/>")).toBe("wrong-root");
    expect(refusalOf(`<!DOCTYPE r [<!ENTITY a "aaaa">]><Response><Say>&a;</Say></Response>`)).toBe("not-xml");
    expect(refusalOf(`<!DOCTYPE r SYSTEM "file:///etc/passwd"><Response/>`)).toBe("not-xml");
  });

  it("is refused where it is too large, too deep or too long", () => {
    expect(refusalOf(`<Response><Say>${"a".repeat(65_536)}</Say></Response>`)).toBe("too-large");
    const deep = `<Response>${"<Gather>".repeat(5)}${"</Gather>".repeat(5)}</Response>`;
    expect(refusalOf(deep)).toBe("not-xml");
    expect(refusalOf(`<Response>${"<Pause/>".repeat(101)}</Response>`)).toBe("not-xml");
    expect(refusalOf(`<Response>${"<Pause/>".repeat(100)}</Response>`)).toBe("read");
  });

  it("may begin with a mark of its byte order, spaces and a declaration", () => {
    expect(refusalOf(`\uFEFF  <?xml version="1.0"?>\n<Response><!-- nothing --></Response>`)).toBe("read");
  });

  it("has values that mean nothing passed over, and too large ones cut", () => {
    const { verbs, warnings } = within(`<Gather timeout="soon" numDigits="999999" action="javascript:alert(1)"/>`);
    expect(verbs[0]).toMatchObject({ waitMs: 5_000, digitsMax: 128, action: null });
    expect(new Set(warnings.map(({ attribute }) => attribute))).toEqual(new Set(["action", "numDigits", "timeout"]));
    expect(within("<Play>file:///etc/passwd</Play>").verbs).toEqual([]);
    expect(within("<Say>  </Say><Redirect>file:///etc/passwd</Redirect>").verbs).toEqual([]);
  });

  it("is what a hook says it is: a text is spoken, a recording played, anything else refused", () => {
    const from = { url: BASE, method: "GET" } as const;
    expect(readAnswer({ type: "text/plain", text: "Hello  there" }, from)).toMatchObject({
      value: { verbs: [{ heard: { sound: { sound: "say", text: "Hello there" } } }] },
    });
    const long = readAnswer({ type: "text/plain", text: "a ".repeat(32_000) }, from);
    expect(JSON.stringify(long).length).toBeLessThan(4_096 + 200);
    expect(readAnswer({ type: "text/plain", text: " <Response/>" }, from)).toMatchObject({ value: { verbs: [] } });
    expect(readAnswer({ type: "audio/wav", text: "RIFF" }, from)).toMatchObject({
      value: { verbs: [{ heard: { sound: { sound: "fetch", url: BASE } } }] },
    });
    expect(readAnswer({ type: "application/json", text: "{}" }, from)).toMatchObject({ refusal: "wrong-type" });
  });

  it("never does more than read, whatever it is", () => {
    const piece = fc.oneof(
      fc.constantFrom("<Response>", "</Response>", "<Say>", "</Say>", "<Gather timeout='", "'/>", "<![CDATA[", "]]>"),
      fc.constantFrom("<!DOCTYPE", "<!ENTITY", "&amp;", "&#0;", "&#x110000;", "<?xml", "?>", "<!--", "-->"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const read = readDocument(pieces.join(""), BASE);
        expect(read.ok ? read.value.verbs.length <= 100 : read.refusal.length > 0).toBe(true);
      }),
    );
  });
});

describe("reading a document of an application", () => {
  itTakesLinearTime((text) => readDocument(`<R>${text}</R>`, null));
});
