import { atSlot, type CheckFrame, type FilledSlot } from "./check-frame.shared.ts";
import { checkTemplate } from "./check-template.shared.ts";
import type { AreaFacts, FileFacts } from "./file-facts.shared.ts";
import { type FileFault, faultIf } from "./file-fault.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import { laterByDays } from "./local-days.shared.ts";
import type { ApplicableSlot } from "./required.shared.ts";

/** Findings of every required file: missing, wrong type, wrong template, blank, expired. */
export function checkFiles(frame: CheckFrame): readonly PreCheckFinding[] {
  const filled = new Map(frame.slots.map((one) => [one.slot, one]));
  const asked = frame.asked.flatMap(({ slots }) => slots);
  return [...asked.flatMap((slot) => checkSlot(slot, filled.get(slot.slot), frame)), ...twice(asked, filled)];
}

function checkSlot(
  asked: ApplicableSlot,
  filled: FilledSlot | undefined,
  frame: CheckFrame,
): readonly PreCheckFinding[] {
  const faults: readonly FileFault[] =
    filled === undefined
      ? missing(asked)
      : [
          ...stated(asked, filled, frame.today),
          ...content(asked, filled.facts, frame),
          ...named(asked, filled, frame.company.npwp),
        ];
  return faults.map(({ code, level = "blocks", place = {}, params = {}, rule = asked.requirement }) => ({
    code,
    level,
    requirement: asked.requirement,
    place: atSlot(asked.slot, { part: asked.part, rowId: asked.rowId, ...place }),
    params,
    rule,
  }));
}

function missing({ isOptional }: ApplicableSlot): readonly FileFault[] {
  return isOptional ? [] : [{ code: "file-missing" }];
}

const BYTES_PER_MEGABYTE = 1_048_576;

function content(asked: ApplicableSlot, facts: FileFacts | null, frame: CheckFrame): readonly FileFault[] {
  if (facts === null) return [{ code: "file-being-read", level: "not-checked" }];
  // A file of an unaccepted type cannot be read, so nothing more can be checked.
  if (!asked.types.includes(facts.type)) {
    return [{ code: "file-type", params: { type: facts.type }, rule: "file-types" }];
  }
  return [
    ...faultIf(facts.bytes > asked.bytesMax, {
      code: "file-too-large",
      params: { megabytesMax: asked.bytesMax / BYTES_PER_MEGABYTE },
      rule: "file-megabytes-max",
    }),
    ...faultIf(facts.unread.length > 0, { code: "file-unread", level: "not-checked" }),
    ...checkTemplate(asked, facts, frame),
    ...emptyEntries(facts),
    ...(facts.areas ?? []).flatMap(blankArea),
  ];
}

/** Form fields in the file that are empty. */
function emptyEntries({ fields }: FileFacts): readonly FileFault[] {
  return Object.entries(fields ?? {})
    .filter(([, value]) => value.trim() === "")
    .map(([field]): FileFault => ({ code: "file-field-empty", place: { field }, params: { field } }));
}

/** A blank signature is only a warning, because ink on a scan can be too pale. The finding carries the area for display. */
function blankArea({ kind, page, left, top, width, height, isBlank }: AreaFacts): readonly FileFault[] {
  if (isBlank === false) return [];
  const fault = { place: { page }, params: { page, left, top, width, height } };
  if (isBlank === null) return [{ ...fault, code: `${kind}-unsure`, level: "not-checked" }];
  return [{ ...fault, code: `${kind}-blank`, level: "warns" }];
}

function stated(asked: ApplicableSlot, { stated: told }: FilledSlot, today: string): readonly FileFault[] {
  const { issuedOn, validUntil } = told;
  const empty = asked.stated.filter((field) => told[field].trim() === "");
  return [
    ...empty.map((field): FileFault => ({ code: "stated-missing", place: { field: `stated.${field}` } })),
    ...faultIf(issuedOn > today, { code: "issued-later", place: { field: "stated.issuedOn" } }),
    ...faultIf(issuedOn !== "" && validUntil !== "" && validUntil < issuedOn, {
      code: "dates-out-of-order",
      place: { field: "stated.validUntil" },
    }),
    ...faultIf(validUntil !== "" && validUntil < today, {
      code: "file-expired",
      place: { field: "stated.validUntil" },
      params: { date: validUntil },
    }),
    ...outlived(asked, issuedOn, today),
  ];
}

/** A file that is valid for a number of days after its date; it is still valid on the last of them. */
function outlived({ validity }: ApplicableSlot, issuedOn: string, today: string): readonly FileFault[] {
  if (validity === null || issuedOn === "") return [];
  const lastDay = laterByDays(issuedOn, validity.days);
  if (today <= lastDay) return [];
  const params = { days: validity.days, date: lastDay };
  return [{ code: "file-too-old", place: { field: "stated.issuedOn" }, params, rule: validity.rule }];
}

/** Compares the text of a document with limited validity with the stated facts. The text may be misread or ambiguous, so differences are only warnings. */
function named(asked: ApplicableSlot, { stated: told, facts }: FilledSlot, npwp: string): readonly FileFault[] {
  const said = facts?.said;
  if (asked.validity === null || said === undefined) return [];
  if (said === null) return [{ code: "paper-without-text", level: "not-checked" }];
  const [other] = said.npwps;
  return [
    ...faultIf(other !== undefined && !said.npwps.includes(presentNpwp(npwp)), {
      code: "npwp-other",
      level: "warns",
      params: { npwp: other ?? "" },
    }),
    ...faultIf(told.issuedOn !== "" && said.dates.length > 0 && !said.dates.includes(told.issuedOn), {
      code: "date-other",
      level: "warns",
      place: { field: "stated.issuedOn" },
      params: { date: told.issuedOn },
    }),
  ];
}

/** A tax number in its form of 16 digits; a company's old one is extended by a leading zero. */
function presentNpwp(npwp: string): string {
  const digits = npwp.replaceAll(/\D/gu, "");
  return digits.length === 15 ? `0${digits}` : digits;
}

/** The same bytes in two slots: one of them is the wrong file. */
function twice(asked: readonly ApplicableSlot[], filled: ReadonlyMap<string, FilledSlot>): readonly PreCheckFinding[] {
  const seen = new Map<string, string>();
  return asked.flatMap(({ slot, requirement, part, rowId }): readonly PreCheckFinding[] => {
    const sha256 = filled.get(slot)?.facts?.sha256;
    if (sha256 === undefined) return [];
    const earlier = seen.get(sha256);
    if (earlier === undefined) {
      seen.set(sha256, slot);
      return [];
    }
    const place = atSlot(slot, { part, rowId });
    return [{ code: "file-twice", level: "warns", requirement, place, params: { other: earlier }, rule: requirement }];
  });
}
