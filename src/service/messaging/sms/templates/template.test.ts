import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itTakesLinearTime } from "../../../../../testkit/pumped.ts";
import { cutText } from "../intake/segments.shared.ts";
import { fillTemplate, spanOf, type TemplateVariable, variablesIn } from "./template.shared.ts";
import { decideTemplate, type TemplateAct, type TemplateStatus, templateTextFault } from "./template.ts";

const digits = (name: string, most = 6): TemplateVariable => ({ name, kind: "digits", most });
const plain = (name: string, most = 20): TemplateVariable => ({ name, kind: "plain", most });
const any = (name: string, most = 20): TemplateVariable => ({ name, kind: "any", most });

describe("the text of a template", () => {
  it("has places in braces, each named once, and no other braces", () => {
    expect(variablesIn("Yth. {nama}, kode {kode}. {nama}!")).toEqual(["nama", "kode"]);
    expect(variablesIn("tanpa isian")).toEqual([]);
    for (const odd of ["{Nama}", "{}", "{a", "a}", "{{a}}", "{1a}", `{a${"b".repeat(30)}}`])
      expect(variablesIn(odd), odd).toBeUndefined();
  });

  it("is kept only with exactly the variables it has places for, and when its longest message can be sent", () => {
    expect(templateTextFault({ body: "Kode {kode}", variables: [digits("kode")] })).toBeUndefined();
    expect(templateTextFault({ body: "Kode {Kode}", variables: [] })).toBe("sms-template-braces");
    expect(templateTextFault({ body: "Kode {kode}", variables: [] })).toBe("sms-template-variables");
    expect(templateTextFault({ body: "Kode", variables: [digits("kode")] })).toBe("sms-template-variables");
    const long = [any("a", 200), any("b", 200), any("c", 200), any("d", 200)];
    expect(templateTextFault({ body: "{a}{b}{c}{d}", variables: long })).toBe("sms-template-too-long");
  });

  it("takes values that are there, short enough and of their kind, and reads no place in a value", () => {
    const template = { body: "{nama}: {kode}", variables: [plain("nama", 8), digits("kode")] };
    expect(fillTemplate(template, { nama: "Sri $& $1", kode: "1" })).toEqual({
      ok: false,
      refusal: { code: "template-value-too-long", variable: "nama" },
    });
    expect(fillTemplate(template, { nama: "$& $1", kode: "42" })).toEqual({ ok: true, value: "$& $1: 42" });
    const refusal = (values: Record<string, string>) => {
      const filled = fillTemplate(template, values);
      return filled.ok ? undefined : [filled.refusal.code, filled.refusal.variable];
    };
    expect(refusal({ nama: "Sri" })).toEqual(["template-value-missing", "kode"]);
    expect(refusal({ nama: "  ", kode: "1" })).toEqual(["template-value-missing", "nama"]);
    expect(refusal({ nama: "Sri", kode: "1a" })).toEqual(["template-value-unfit", "kode"]);
    expect(refusal({ nama: "“Sri”", kode: "1" })).toEqual(["template-value-unfit", "nama"]);
    expect(refusal({ nama: "a\nb", kode: "1" })).toEqual(["template-value-unfit", "nama"]);
    expect(refusal({ nama: "€", kode: "1" })).toEqual(["template-value-unfit", "nama"]);
    expect(refusal({ nama: "Sri", kode: "1", lain: "x" })).toEqual(["template-value-unknown", "lain"]);
    expect(refusal({ nama: "Sri", kode: "1", constructor: "x" })).toEqual(["template-value-unknown", "constructor"]);
    expect(fillTemplate({ body: "{nama}", variables: [any("nama")] }, { nama: "{kode}" })).toEqual({
      ok: true,
      value: "{kode}",
    });
  });

  it("is told with its shortest and longest message, cut as they would be sent", () => {
    const { shortest, longest } = spanOf({ body: "Kode {kode}", variables: [digits("kode", 6)] });
    expect(shortest).toEqual(cutText("Kode 0"));
    expect(longest).toEqual(cutText("Kode 000000"));
    const open = spanOf({ body: "Halo {nama}", variables: [any("nama", 70)] });
    expect(open.shortest).toMatchObject({ coding: "gsm" });
    expect(open.longest).toMatchObject({ coding: "ucs2", units: 75 });
  });

  it("never takes more parts than was told, whatever values of the plain kinds it gets", () => {
    const body = "Yth. {nama}, kode Anda {kode}. Jangan berikan kepada siapa pun.";
    const variables = [plain("nama", 100), digits("kode", 30)];
    const { longest } = spanOf({ body, variables });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9 .,]{0,99}[A-Za-z]$/),
        fc.stringMatching(/^\d{1,30}$/),
        (nama, kode) => {
          const filled = fillTemplate({ body, variables }, { nama, kode });
          const cut = filled.ok ? cutText(filled.value) : "text-empty";
          if (typeof cut === "string" || typeof longest === "string") throw new Error("not cut");
          expect(cut.parts.length).toBeLessThanOrEqual(longest.parts.length);
        },
      ),
    );
  });
});

const standing = (own: Partial<TemplateStatus["latest"]> = {}, more: Partial<TemplateStatus> = {}) => ({
  edition: 3,
  isRetired: false,
  latest: { version: 1, state: "draft" as const, writers: ["a"], ...own },
  ...more,
});
const act = (what: TemplateAct, personId = "b", expectedEdition = 3) => ({ act: what, personId, expectedEdition });

describe("a template's way", () => {
  it("goes from draft to asked, and to approved or refused by somebody who wrote none of it", () => {
    expect(decideTemplate(standing(), act("ask", "a"))).toMatchObject({ ok: true, value: { state: "asked" } });
    const asked = standing({ state: "asked" });
    expect(decideTemplate(asked, act("approve"))).toMatchObject({ ok: true, value: { state: "approved", version: 1 } });
    expect(decideTemplate(asked, act("refuse"))).toMatchObject({ ok: true, value: { state: "refused" } });
    expect(decideTemplate(asked, act("approve", "a"))).toEqual({ ok: false, refusal: "sms-template-own" });
    expect(decideTemplate(standing(), act("approve"))).toEqual({ ok: false, refusal: "sms-template-not-asked" });
    expect(decideTemplate(asked, act("ask"))).toEqual({ ok: false, refusal: "sms-template-not-draft" });
  });

  it("begins a next version where one was decided, and makes a draft of one that was asked for", () => {
    const next = { ok: true, value: { version: 2, isNew: true, state: "draft", writers: ["b"] } };
    expect(decideTemplate(standing({ state: "approved" }), act("write"))).toEqual(next);
    expect(decideTemplate(standing({ state: "refused" }), act("write"))).toEqual(next);
    expect(decideTemplate(standing({ state: "asked" }), act("write"))).toEqual({
      ok: true,
      value: { version: 1, isNew: false, state: "draft", writers: ["a", "b"] },
    });
  });

  it("is stopped where somebody changed it meanwhile, or retired it", () => {
    expect(decideTemplate(standing({ state: "asked" }), act("approve", "b", 2))).toEqual({
      ok: false,
      refusal: "sms-template-stale",
    });
    expect(decideTemplate(standing({}, { isRetired: true }), act("write"))).toEqual({
      ok: false,
      refusal: "no-such-sms-template",
    });
  });

  it("is never approved by a writer, nor changed once decided, by any order of acts", () => {
    const step = fc.record({
      what: fc.constantFrom<TemplateAct>("write", "ask", "approve", "refuse"),
      who: fc.constantFrom("a", "b", "c"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let now: TemplateStatus = standing();
        const decided = new Map<number, string>();
        for (const { what, who } of steps) {
          const done = decideTemplate(now, act(what, who, now.edition));
          if (!done.ok) continue;
          const { version, state, writers } = done.value;
          expect(decided.has(version)).toBe(false);
          if (state === "approved" || state === "refused") {
            expect(now.latest.writers).not.toContain(who);
            decided.set(version, state);
          }
          now = { edition: now.edition + 1, isRetired: false, latest: { version, state, writers } };
        }
      }),
    );
  });
});

describe("finding the variables of a message template", () => {
  itTakesLinearTime(variablesIn, 2_000);
});
