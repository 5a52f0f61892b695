/** The draft of an answer: stored in this browser at each key press, so that a reload loses nothing. */
import { useState, useSyncExternalStore } from "react";
import { dropDraft, keepDraft, readDraft } from "../../../data/drafts.ts";
import type { AnswerValue } from "../test-types.ts";
import type { AnswerPhoto, ShownItem } from "./field-answers.ts";

/** The draft of an item. */
export interface ItemDraft {
  readonly outcome: AnswerValue["outcome"];
  readonly checks: AnswerValue["checks"];
  readonly serial: string;
  readonly note: string;
  readonly because: string;
  readonly value: string;
  readonly deviceRowId: string;
  readonly instrument: string;
  readonly calibration: string;
  readonly calibratedUntil: string;
  readonly photos: readonly AnswerPhoto[];
  /** Files of an earlier answer that are attached to this one too. */
  readonly evidence: readonly string[];
}

/** The last instrument entered: a team measures many items with one instrument. */
export type Instrument = Pick<ItemDraft, "instrument" | "calibration" | "calibratedUntil">;

function draftOf({ value, photos }: ShownItem, last: Instrument): ItemDraft {
  const { measurement } = value;
  return {
    outcome: value.outcome,
    checks: value.checks,
    serial: value.serial ?? "",
    note: value.note,
    because: value.confirmedBecause ?? "",
    value: measurement === null ? "" : String(measurement.value),
    deviceRowId: measurement?.deviceRowId ?? "",
    instrument: measurement?.instrument ?? last.instrument,
    calibration: measurement?.calibration ?? last.calibration,
    calibratedUntil: measurement?.calibratedUntil ?? last.calibratedUntil,
    photos,
    evidence: value.evidence,
  };
}

const numberOf = (typed: string): number => (typed.trim() === "" ? Number.NaN : Number(typed.trim().replace(",", ".")));

/** Whether a measurement has all required fields. */
function isMeasured(draft: ItemDraft): boolean {
  const texts = [draft.deviceRowId, draft.instrument, draft.calibration, draft.calibratedUntil];
  return Number.isFinite(numberOf(draft.value)) && texts.every((text) => text.trim() !== "");
}

/** Converts the draft to an answer. */
export function answerOf({ item }: Pick<ShownItem, "item">, draft: ItemDraft): AnswerValue {
  const isOff = draft.outcome === "not-applicable";
  const measures = item.kind === "measured" && !isOff && isMeasured(draft);
  return {
    outcome: item.kind === "observed" || isOff ? draft.outcome : null,
    measurement: measures
      ? {
          value: numberOf(draft.value),
          deviceRowId: draft.deviceRowId,
          instrument: draft.instrument.trim(),
          calibration: draft.calibration.trim(),
          calibratedUntil: draft.calibratedUntil,
        }
      : null,
    checks: item.kind === "device" && !isOff ? draft.checks : {},
    serial: item.kind === "device" && draft.serial.trim() !== "" ? draft.serial.trim() : null,
    note: draft.note.trim(),
    evidence: [...draft.evidence],
    confirmedBecause: draft.because.trim() === "" ? null : draft.because.trim(),
  };
}

/** Whether the draft is complete enough for an answer. */
export function isAnswer({ item }: Pick<ShownItem, "item">, draft: ItemDraft): boolean {
  if (draft.outcome === "not-applicable") return draft.note.trim() !== "";
  if (item.kind === "observed") return draft.outcome !== null;
  if (item.kind === "measured") return isMeasured(draft);
  return Object.keys(draft.checks).length > 0;
}

const INSTRUMENT = "field.instrument";

const NO_INSTRUMENT: Instrument = { instrument: "", calibration: "", calibratedUntil: "" };

const watching = new Set<() => void>();
const watch = (onChange: () => void): (() => void) => {
  watching.add(onChange);
  return () => watching.delete(onChange);
};

function keepInstrument(instrument: Instrument): void {
  keepDraft(INSTRUMENT, instrument);
  for (const onChange of watching) onChange();
}

/** The last instrument entered on this device; only used for measured items. */
function useLastInstrument(isAsked: boolean): Instrument {
  const kept = useSyncExternalStore(watch, () => (isAsked ? JSON.stringify(readDraft(INSTRUMENT)) : "null"));
  return (JSON.parse(kept) as Instrument | null) ?? NO_INSTRUMENT;
}

/** The draft of an item, with functions to change and to complete it. */
export function useItemDraft(testId: string, shown: ShownItem) {
  const key = `field.${testId}.${shown.item.key}`;
  const [typed, setTyped] = useState<Partial<ItemDraft>>(() => readDraft<Partial<ItemDraft>>(key) ?? {});
  const last = useLastInstrument(shown.item.kind === "measured");
  const draft = { ...draftOf(shown, last), ...typed };
  const change = (part: Partial<ItemDraft>): void => {
    const next = { ...typed, ...part };
    setTyped(next);
    keepDraft(key, next);
  };
  const settle = (): void => {
    setTyped({});
    dropDraft(key);
    const { instrument, calibration, calibratedUntil } = draft;
    if (shown.item.kind === "measured") keepInstrument({ instrument, calibration, calibratedUntil });
  };
  return { draft, isTyped: Object.keys(typed).length > 0, change, settle };
}
