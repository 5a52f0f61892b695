import { describe, expect, it } from "vitest";
import { dataLookupFlow } from "../../../../../testkit/data-lookup-flow.ts";
import {
  andStep,
  flowSample,
  keyInputSettings,
  prompt,
  surroundings,
  withStep,
} from "../../../../../testkit/flow-sample.ts";
import { openTexts } from "../../../../platform/texts/index.ts";
import { checkFlow, FLOW_RULES, type Flow, type FlowRule, type FlowStep, flowSchema } from "../index.ts";

const choice = (keys: string, next: string | null) => ({ keys, label: `Pilihan ${keys}`, next });
const hangUp = (id: string): FlowStep => ({ id, name: id, kind: "hang-up", phrase: [] });
const say = (id: string, next: string | null): FlowStep => ({
  id,
  name: id,
  kind: "say",
  phrase: prompt("welcome"),
  isBargeable: true,
  next,
});

/** A linear flow of `length` steps. */
const line = (length: number): Flow => ({
  languages: ["id"],
  start: "s0",
  steps: [...Array.from({ length }, (_, nth) => say(`s${nth}`, nth + 1 < length ? `s${nth + 1}` : "e")), hangUp("e")],
});

/** Two menus whose choices lead to one another, and that only a caller without input can leave. */
const trap: Flow = {
  languages: ["id"],
  start: "a",
  steps: [
    {
      id: "a",
      name: "A",
      kind: "menu",
      phrase: prompt("welcome"),
      ...keyInputSettings,
      choices: [choice("1", "b")],
      otherwise: "e",
    },
    {
      id: "b",
      name: "B",
      kind: "menu",
      phrase: prompt("welcome"),
      ...keyInputSettings,
      choices: [choice("1", "a")],
      otherwise: "e",
    },
    hangUp("e"),
  ],
};

const hours = { from: "08:00", to: "12:00" };
const week = (day: readonly { readonly from: string; readonly to: string }[]) => ({
  monday: day,
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
});

/** One fault for each rule: the flow, and the place of the finding. */
const PLANTED: Readonly<Record<FlowRule, readonly [Flow, string]>> = {
  "start-open": [{ ...trap, start: "z", steps: [] }, " start"],
  "step-twice": [andStep(hangUp("akhir")), "akhir id"],
  "step-missing": [withStep("pesan", { kept: "hilang" }), "pesan kept"],
  "way-open": [withStep("antre", { full: null }), "antre full"],
  unreachable: [andStep(hangUp("pulau")), "pulau id"],
  "too-deep": [line(26), "e id"],
  "loop-without-act": [withStep("tutup", { next: "jam" }), "tutup next"],
  "menu-without-choices": [withStep("menu-lagi", { choices: [] }), "menu-lagi choices"],
  "menu-without-way-out": [trap, "a choices"],
  "keys-twice": [
    withStep("menu-lagi", { choices: [choice("1", "menu"), choice("1", "akhir")] }),
    "menu-lagi choices.1.keys",
  ],
  "keys-shadowed": [
    withStep("menu-lagi", { choices: [choice("12", "menu"), choice("1", "akhir")] }),
    "menu-lagi choices.1.keys",
  ],
  "digits-reversed": [withStep("nomor", { digitsMin: 9 }), "nomor digitsMin"],
  "phrase-empty": [withStep("tutup", { phrase: [] }), "tutup phrase"],
  "too-many-readings": [
    withStep("info", { phrase: Array.from({ length: 3 }, () => ({ piece: "reading", value: "caller", as: "phone" })) }),
    "info phrase",
  ],
  "prompt-missing": [withStep("menu", { noInput: "belum-ada" }), "menu noInput"],
  "prompt-not-in-language": [withStep("libur", { prompt: "hanya-id" }), "libur prompt"],
  "number-missing": [withStep("alih", { number: "" }), "alih number"],
  "queue-not-chosen": [withStep("pesan", { queueId: "none" }), "pesan queueId"],
  "queue-missing": [withStep("pesan", { queueId: "lama" }), "pesan queueId"],
  "value-unknown": [withStep("telepon", { number: "nilai" }), "telepon number"],
  "value-reserved": [
    withStep("survei", { questions: [{ phrase: prompt("welcome"), into: "caller", highest: 5 }] }),
    "survei questions.0.into",
  ],
  "condition-empty": [withStep("syarat", { tests: [] }), "syarat tests"],
  "test-empty": [
    withStep("syarat", { tests: [{ value: "polis", is: "equals", to: [], next: "alih" }] }),
    "syarat tests.0.to",
  ],
  "served-after-booking": [withStep("telepon", { booked: "pesan" }), "telepon booked"],
  "hours-reversed": [withStep("jam", { week: week([{ from: "22:00", to: "06:00" }]) }), "jam week.monday"],
  "hours-overlap": [withStep("jam", { week: week([{ from: "11:59", to: "13:00" }, hours]) }), "jam week.monday"],
  "hours-never-open": [withStep("jam", { week: week([]) }), "jam week"],
  "special-day-twice": [
    withStep("jam", {
      specialDays: [
        { date: "2026-12-31", hours: [] },
        { date: "2026-12-31", hours: [hours] },
      ],
    }),
    "jam specialDays.1.date",
  ],
  "hours-missing": [withStep("jam", { hoursId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f" }), "jam hoursId"],
  "list-missing": [dataLookupFlow("lama"), "harga listId"],
  "list-without-postcode": [dataLookupFlow("harga", { by: "postcode" }), "harga by"],
  "says-empty": [dataLookupFlow("harga", { says: { id: "", en: "" } }), "harga says.id"],
  "says-field-unknown": [dataLookupFlow("harga", { says: { id: "{address}", en: "" } }), "harga says.id"],
  "language-twice": [{ ...flowSample, languages: ["id", "en", "id"] }, " languages"],
  "language-not-offered": [{ ...flowSample, languages: ["id"] }, "bahasa choices.1.language"],
  "survey-empty": [withStep("survei", { questions: [] }), "survei questions"],
  "survey-before-call": [withStep("pesan", { kept: "survei" }), "survei id"],
};

const known = {
  ...surroundings,
  prompts: new Map([...surroundings.prompts, ["hanya-id", new Set(["id"])]]),
};
const check = (flow: Flow) => checkFlow(flow, known);

describe("a flow with thirteen kinds of steps", () => {
  it("passes, as it is kept and as it is checked", () => {
    expect(flowSchema.safeParse(flowSample).success).toBe(true);
    expect(check(flowSample)).toEqual([]);
    expect(new Set(flowSample.steps.map(({ kind }) => kind)).size).toBe(13);
  });

  it("is kept with ways that are still open, but not with a field nobody knows", () => {
    expect(flowSchema.safeParse(withStep("antre", { full: null })).success).toBe(true);
    expect(flowSchema.safeParse(withStep("antre", { colour: "red" })).success).toBe(false);
    expect(flowSchema.safeParse(line(200)).success).toBe(false);
  });
});

describe("each rule of flows", () => {
  it.each(FLOW_RULES)("%s is found where it is broken, and nothing else", (rule) => {
    const [flow, place] = PLANTED[rule];
    const findings = check(flow);
    expect(new Set(findings.map((one) => one.rule))).toEqual(new Set([rule]));
    expect(findings.map(({ stepId, field }) => `${stepId ?? ""} ${field}`)).toContain(place);
  });

  it.each(FLOW_RULES)(
    "%s is said in both languages: what is wrong and what mends it, with nothing left open",
    (rule) => {
      const texts = openTexts();
      const [flow] = PLANTED[rule];
      for (const locale of ["id", "en"] as const)
        for (const { params } of check(flow))
          for (const part of ["what", "remedy"]) {
            const text = texts.text(locale, `flows.findings.${rule}.${part}`, params);
            expect(text).not.toMatch(/[{}]|^flows\./);
          }
    },
  );
});

describe("at its bounds", () => {
  it("25 steps in a row pass, and 26 do not", () => {
    expect(check(line(24))).toEqual([]);
    expect(check(line(25)).map(({ rule }) => rule)).toEqual(["too-deep"]);
  });

  it("a step may come back to a menu by the caller's choice, or through a menu, but never by itself", () => {
    expect(check(withStep("info", { next: "info" })).map(({ rule }) => rule)).toContain("loop-without-act");
    expect(check(withStep("menu", { otherwise: "menu" })).map(({ rule }) => rule)).toEqual(["loop-without-act"]);
    expect(check(withStep("alih", { reached: "menu" })).map(({ rule }) => rule)).toEqual([]);
    expect(check(withStep("alih", { notReached: "alih" })).map(({ rule }) => rule)).toContain("loop-without-act");
  });

  it("hours may touch each other, and last until midnight", () => {
    const day = [hours, { from: "12:00", to: "24:00" }];
    expect(check(withStep("jam", { week: week(day) }))).toEqual([]);
  });

  it("findings are in the order of the steps, those of the flow itself first", () => {
    const flow = withStep(
      "bahasa",
      { next: null },
      withStep("pesan", { kept: null }, { ...flowSample, languages: ["id", "id"] }),
    );
    expect(check(flow)[0]?.stepId).toBeNull();
    const order = check(flow).map(({ stepId }) => flow.steps.findIndex(({ id }) => id === stepId));
    expect(order).toEqual([...order].sort((left, right) => left - right));
  });
});
