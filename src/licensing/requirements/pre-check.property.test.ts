import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLicenceForm } from "../../../testkit/licence-arbitrary.ts";
import {
  LICENCE_TODAY,
  licenceRules,
  SOUND_COMPANY,
  SOUND_FORM,
  soundApplication,
} from "../../../testkit/licence-form.ts";
import { anySoundForm } from "../../../testkit/licence-sound.ts";
import { functionsOf } from "./check-equivalence.shared.ts";
import { FINDING_CODES } from "./finding-codes.shared.ts";
import { type LicenceForm, PART_KEYS } from "./form.shared.ts";
import { laterByDays, laterByMonthsOf } from "./local-days.shared.ts";
import { parsePart, ROW_LIMITS } from "./part-schemas.ts";
import { mayBeHandedIn, preCheck } from "./pre-check.shared.ts";
import { ownershipTree } from "./shareholding.shared.ts";

const rules = licenceRules();
const around = { company: SOUND_COMPANY, rules, today: LICENCE_TODAY, caseId: null };

describe("the pre-check", () => {
  it("never throws on a form that the schemas let through, and speaks in known codes of known requirements only", () => {
    const known = new Set<string>(FINDING_CODES);
    const keys = new Set(rules.requirements.map(({ key }) => key));
    fc.assert(
      fc.property(anyLicenceForm, (form) => {
        for (const key of PART_KEYS) expect(parsePart(key, form[key])).toMatchObject({ ok: true });
        for (const finding of preCheck({ ...around, form, slots: [] })) {
          expect(known.has(finding.code), finding.code).toBe(true);
          expect(keys.has(finding.requirement), finding.code).toBe(true);
          expect(rules.citations[finding.rule], `${finding.code} rests on ${finding.rule}`).toBeTruthy();
        }
      }),
      { numRuns: 300 },
    );
  });

  it("says the same twice, and changes nothing of what it is given", () => {
    fc.assert(
      fc.property(anyLicenceForm, (form) => {
        const before = JSON.stringify(form);
        const input = { ...around, form, slots: [] };
        expect(preCheck(input)).toEqual(preCheck(input));
        expect(JSON.stringify(form)).toBe(before);
      }),
      { numRuns: 50 },
    );
  });

  it("never blocks for what could not be read", () => {
    const sound = soundApplication();
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: sound.slots.length - 1 })), (unreadable) => {
        const slots = sound.slots.map((slot, index) => {
          if (!unreadable.includes(index) || slot.facts === null) return slot;
          const unread = { pages: null, hasText: null, template: null, fields: null, areas: null, unread: ["broken"] };
          return { ...slot, facts: { ...slot.facts, ...unread } };
        });
        const levels = preCheck({ ...sound, slots }).map(({ level }) => level);
        expect(levels.every((level) => level === "not-checked")).toBe(true);
        expect(levels.length).toBeGreaterThanOrEqual(unreadable.length);
      }),
    );
  });

  it("names a planted fault in whichever amounts of money and capacity the rest of the form has", () => {
    const amount = fc.integer({ min: 1, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(
        fc.tuple(amount, amount, amount, amount, amount),
        fc.integer({ min: 1, max: 1000 }),
        (years, short) => {
          const total = years.reduce((sum, one) => sum + one, 0);
          const least = Math.ceil((total * 5) / 100);
          const funds = { ...SOUND_FORM.funds, investmentRupiah: years, totalRupiah: total, balanceRupiah: least };
          const codes = (change: Partial<typeof funds>) =>
            preCheck(soundApplication({ ...SOUND_FORM, funds: { ...funds, ...change } })).map(({ code }) => code);
          expect(codes({})).toEqual([]);
          expect(codes({ balanceRupiah: Math.max(0, least - short) })).toEqual(["funds-too-low"]);
          expect(codes({ totalRupiah: total + short, balanceRupiah: total + short })).toEqual(["investment-sum"]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

type Form = LicenceForm;

/** Changes the first row of a list. */
const firstOf = <Row>(rows: readonly Row[], change: Partial<Row>): readonly Row[] =>
  rows.map((row, index) => (index === 0 ? { ...row, ...change } : row));

/** One fault each, inserted into a form without findings, with the finding it must yield. */
const PLANTED: readonly (readonly [string, (form: Form) => Form])[] = [
  ["configuration-not-chosen", (form) => ({ ...form, service: { ...form.service, configurations: [] } })],
  ["year-one-capacity", (form) => ({ ...form, commitment: { rows: firstOf(form.commitment.rows, { capacity: 29 }) } })],
  ["field-missing", (form) => ({ ...form, commitment: { rows: firstOf(form.commitment.rows, { city: " " }) } })],
  [
    "lines-below-commitment",
    (form) => ({ ...form, commitment: { rows: firstOf(form.commitment.rows, { capacity: 90_000 }) } }),
  ],
  ...(
    [
      ["line-without-agreement", { agreementId: "" }],
      ["leads-nowhere", { leadsTo: "" }],
      ["protocol-mismatch", { protocol: "isdn-pri" }],
      ["site-unknown", { siteId: "gone" }],
      ["lines-beyond-agreement", { capacity: 90_000 }],
    ] as const
  ).map(([code, change]): readonly [string, (form: Form) => Form] => [
    code,
    (form) => ({
      ...form,
      configuration: { ...form.configuration, trunks: firstOf(form.configuration.trunks, change) },
    }),
  ]),
  [
    "circle",
    (form) => ({
      ...form,
      configuration: { ...form.configuration, borders: firstOf(form.configuration.borders, { leadsTo: "b1" }) },
    }),
  ],
  [
    "device-without-certificate",
    (form) => ({ ...form, devices: { rows: firstOf(form.devices.rows, { certificateNumber: "" }) } }),
  ],
  [
    "agreement-ends-early",
    (form) => ({ ...form, agreements: { rows: firstOf(form.agreements.rows, { validUntil: "2027-06-01" }) } }),
  ],
  [
    "dates-out-of-order",
    (form) => ({ ...form, agreements: { rows: firstOf(form.agreements.rows, { validFrom: "2030-01-01" }) } }),
  ],
  [
    "agreement-missing",
    (form) => ({ ...form, agreements: { rows: firstOf(form.agreements.rows, { kind: "network" }) } }),
  ],
  ["investment-sum", (form) => ({ ...form, funds: { ...form.funds, totalRupiah: (form.funds.totalRupiah ?? 0) + 1 } })],
  [
    "funds-too-low",
    (form) => ({ ...form, funds: { ...form.funds, balanceRupiah: (form.funds.balanceRupiah ?? 0) - 1 } }),
  ],
  [
    "shares-sum",
    (form) => ({ ...form, shareholding: { holders: firstOf(form.shareholding.holders, { basisPoints: 0 }) } }),
  ],
  [
    "holder-without-holders",
    (form) => ({ ...form, shareholding: { holders: firstOf(form.shareholding.holders, { kind: "company" }) } }),
  ],
  [
    "declaration-not-accepted",
    (form) => ({ ...form, declarations: { accepted: form.declarations.accepted.slice(1) } }),
  ],
  ["field-missing", (form) => ({ ...form, contact: { ...form.contact, escalation: "" } })],
];

describe("an application of any kind without a fault", () => {
  it("has no finding, whatever is built and however much of it", () => {
    fc.assert(
      fc.property(anySoundForm, (form) => {
        expect(preCheck(soundApplication(form))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(PLANTED)("gives at least %s once that is planted, and cannot be handed in", (code, plant) => {
    fc.assert(
      fc.property(anySoundForm, (form) => {
        const found = preCheck(soundApplication(plant(form)));
        expect(found.map((finding) => finding.code)).toContain(code);
        expect(mayBeHandedIn(found)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it("tells of each function that is not shown to be provided, where there is no PBX on the premises", () => {
    fc.assert(
      fc.property(anySoundForm, fc.nat(), (form, index) => {
        const asked = functionsOf(form, SOUND_COMPANY, rules);
        const gone = asked[index % Math.max(1, asked.length)];
        const rows = form.equivalence.rows.filter((row) => row.function !== gone);
        const found = preCheck(soundApplication({ ...form, equivalence: { rows } }));
        expect(found.map(({ params }) => params["function"])).toEqual(gone === undefined ? [] : [gone]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the shapes of parts", () => {
  it("have as many rows as is said, and not one more", () => {
    const row = (index: number) => ({ ...SOUND_FORM.devices.rows[0], id: `d${index}` });
    const list = (length: number) => ({ rows: Array.from({ length }, (_, index) => row(index)) });
    expect(parsePart("devices", list(ROW_LIMITS.devices)).ok).toBe(true);
    expect(parsePart("devices", list(ROW_LIMITS.devices + 1))).toEqual({ ok: false, paths: ["rows"] });
  });

  it("take a part nobody finished, and refuse two rows of one id, a strange field and a text without an end", () => {
    const [device] = SOUND_FORM.devices.rows;
    expect(parsePart("devices", { rows: [{ ...device, serial: "", certificateNumber: "" }] }).ok).toBe(true);
    expect(parsePart("devices", { rows: [device, device] })).toEqual({ ok: false, paths: ["rows"] });
    expect(parsePart("devices", { rows: [{ ...device, colour: "red" }] })).toEqual({ ok: false, paths: ["rows.0"] });
    expect(parsePart("devices", { rows: [{ ...device, maker: "x".repeat(101) }] })).toEqual({
      ok: false,
      paths: ["rows.0.maker"],
    });
  });
});

describe("local dates", () => {
  const day = fc
    .date({ min: new Date("1970-01-01"), max: new Date("2400-12-31"), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));

  it("count days as the calendar does", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -1000, max: 1000 }), (date, days) => {
        const expected = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
        expect(laterByDays(date, days)).toBe(expected);
      }),
    );
  });

  it("end a month on its last day where the day is not there", () => {
    expect(laterByMonthsOf("2027-01-31", 1)).toBe("2027-02-28");
    expect(laterByMonthsOf("2028-02-29", 12)).toBe("2029-02-28");
    expect(laterByMonthsOf("2026-11-25", 12)).toBe("2027-11-25");
    expect(laterByMonthsOf("2026-12-31", 2)).toBe("2027-02-28");
  });
});

describe("the tree of shareholders", () => {
  it("multiplies shares up the tiers and tells the foreign part", () => {
    const tree = ownershipTree(SOUND_FORM.shareholding.holders);
    expect(
      tree.roots[0]?.owners.map(({ holder, tier, effectivePercent }) => [holder.id, tier, effectivePercent]),
    ).toEqual([
      ["h3", 2, 35.7],
      ["h4", 2, 34.3],
    ]);
    expect(tree.foreignPercent).toBeCloseTo(34.3, 9);
    expect(tree.unknownPercent).toBe(0);
  });

  it("never counts more than what the holders of the company have, and ends on circles", () => {
    fc.assert(
      fc.property(anyLicenceForm, ({ shareholding }) => {
        const tree = ownershipTree(shareholding.holders);
        const whole = tree.roots.reduce((sum, { effectivePercent }) => sum + effectivePercent, 0);
        expect(tree.foreignPercent).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(tree.foreignPercent)).toBe(true);
        expect(whole).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
