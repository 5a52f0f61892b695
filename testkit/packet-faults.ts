import type { CompanyFacts, LicenceForm } from "../src/licensing/requirements/index.ts";
import type { Chance } from "./chance.ts";

/** The faults in test application files, one per file. */
export const FAULT_CLASSES = [
  "missing file",
  "wrong type of file",
  "wrong template",
  "outdated template",
  "missing page",
  "pages of another case",
  "empty field",
  "blank signature",
  "blank e-meterai",
  "expired KSWP",
  "dates in the wrong order",
  "capacity of year one too small",
  "device without a certificate",
  "activity not in the NIB",
  "agreement that ends too early",
  "sums that do not add up",
] as const;

/** One of `FAULT_CLASSES`. */
export type FaultClass = (typeof FAULT_CLASSES)[number];

/** A fault in an application, and the expected findings. */
export interface PlantedFault {
  readonly requirement: string;
  /** Any of these findings detects it. */
  readonly codes: readonly string[];
  readonly form?: LicenceForm;
  readonly company?: CompanyFacts;
  /** The slot of the faulty file, and the fault. */
  readonly slot?: string;
  readonly file?: "missing" | "picture" | "other-template" | "outdated" | "page-gone" | "other-case" | "empty-field";
  readonly blank?: "signature" | "e-meterai";
  readonly issuedOn?: string;
}

/** The template documents of an application, each signed over an e-meterai. */
export const TEMPLATE_SLOTS = ["D00", "D07", "D08", "D10"] as const;

const OF_FILES: Readonly<Partial<Record<FaultClass, Omit<PlantedFault, "requirement" | "slot">>>> = {
  "wrong template": { file: "other-template", codes: ["template-wrong"] },
  "outdated template": { file: "outdated", codes: ["template-outdated"] },
  "pages of another case": { file: "other-case", codes: ["template-mixed", "template-other-case"] },
  "empty field": { file: "empty-field", codes: ["file-field-empty"] },
  "blank signature": { blank: "signature", codes: ["signature-blank"] },
  "blank e-meterai": { blank: "e-meterai", codes: ["e-meterai-blank"] },
};

/** Plants one fault in a valid application. */
export function plantFault(
  fault: FaultClass,
  {
    form,
    company,
    slots,
    chance,
  }: { form: LicenceForm; company: CompanyFacts; slots: readonly string[]; chance: Chance },
): PlantedFault {
  const paper = chance.pick(TEMPLATE_SLOTS);
  const ofFile = OF_FILES[fault];
  if (ofFile !== undefined) return { ...ofFile, requirement: paper, slot: paper };
  if (fault === "missing page") {
    const long = chance.pick(["D00", "D07", "D08"]);
    return { requirement: long, slot: long, file: "page-gone", codes: ["pages-missing"] };
  }
  if (fault === "missing file" || fault === "wrong type of file") {
    const slot = slots[chance.below(slots.length)] ?? paper;
    const isMissing = fault === "missing file";
    const codes = [isMissing ? "file-missing" : "file-type"];
    return { requirement: requirementOf(slot), slot, file: isMissing ? "missing" : "picture", codes };
  }
  const plant = IN_FORM[fault];
  if (plant === undefined) throw new Error(`no way to plant: ${fault}`);
  return plant({ form, company, chance });
}

function requirementOf(slot: string): string {
  const [kind = ""] = slot.split(":");
  return { certificate: "D03", photo: "D03", proof: "D16", agreement: "D04" }[kind] ?? slot;
}

type Planting = { readonly form: LicenceForm; readonly company: CompanyFacts; readonly chance: Chance };

const IN_FORM: Readonly<Partial<Record<FaultClass, (planting: Planting) => PlantedFault>>> = {
  "expired KSWP": ({ chance }) => ({
    requirement: "D12",
    slot: "D12",
    issuedOn: chance.pick(["2026-10-20", "2026-09-01", "2025-11-25"]),
    codes: ["file-too-old", "file-expired"],
  }),
  "dates in the wrong order": ({ form }) => ({
    requirement: "D04",
    codes: ["dates-out-of-order"],
    form: withAgreement(form, { validUntil: "2026-09-01" }),
  }),
  "agreement that ends too early": ({ form, chance }) => ({
    requirement: "D04",
    codes: ["agreement-ends-early", "agreement-over"],
    form: withAgreement(form, { validUntil: chance.pick(["2026-11-30", "2026-12-15", "2026-10-01"]) }),
  }),
  "capacity of year one too small": ({ form, chance }) => ({
    requirement: "D01",
    codes: ["year-one-capacity"],
    form: withFirstYear(form, chance.pick([29, 1, 0, 15])),
  }),
  "device without a certificate": ({ form }) => ({
    requirement: "D03",
    codes: ["device-without-certificate"],
    form: withoutCertificate(form),
  }),
  "activity not in the NIB": ({ company }) => ({
    requirement: "D00",
    codes: ["kbli-not-in-nib"],
    company: { ...company, kbli: ["62019"] },
  }),
  "sums that do not add up": ({ form, chance }) =>
    chance.below(2) === 0
      ? { requirement: "D07", codes: ["investment-sum"], form: withTotal(form) }
      : { requirement: "D08", codes: ["shares-sum", "shares-sum-of"], form: withShares(form) },
};

function withAgreement(form: LicenceForm, change: { readonly validUntil: string }): LicenceForm {
  return { ...form, agreements: { rows: form.agreements.rows.map((row) => ({ ...row, ...change })) } };
}

function withFirstYear(form: LicenceForm, channels: number): LicenceForm {
  const rows = form.commitment.rows.map((row) =>
    row.year === 1 ? { ...row, capacity: channels, unit: "channels" as const } : row,
  );
  return { ...form, commitment: { rows } };
}

function withoutCertificate(form: LicenceForm): LicenceForm {
  const rows = form.devices.rows.map((row, index) => (index === 0 ? { ...row, certificateNumber: "" } : row));
  return { ...form, devices: { rows } };
}

function withTotal(form: LicenceForm): LicenceForm {
  return { ...form, funds: { ...form.funds, totalRupiah: (form.funds.totalRupiah ?? 0) - 1_000_000 } };
}

function withShares(form: LicenceForm): LicenceForm {
  const holders = form.shareholding.holders.map((holder, index) =>
    index === 0 ? { ...holder, basisPoints: (holder.basisPoints ?? 0) - 100 } : holder,
  );
  return { ...form, shareholding: { holders } };
}
