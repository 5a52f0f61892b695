/** Ways to answer an item: a large button, a measured value with its instrument, or the checks of a device. */
import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Glyph } from "../../../parts/badges.tsx";
import { SelectField, TextField } from "../../../parts/fields.tsx";
import type { Test, TestItem } from "../test-types.ts";
import type { ShownItem } from "./field-answers.ts";
import type { ItemDraft } from "./item-form.ts";

const ANSWER_STYLES = {
  pass: { tone: "tone-good", shape: "tick" },
  fail: { tone: "tone-bad", shape: "cross" },
  "not-applicable": { tone: "tone-quiet", shape: "dash" },
} as const;

type Outcome = keyof typeof ANSWER_STYLES;

interface ChoiceProps {
  readonly outcome: Outcome;
  readonly text: string;
  readonly about: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ outcome, text, about, isChosen, onChoose }: ChoiceProps): ReactNode {
  const { tone, shape } = ANSWER_STYLES[outcome];
  return (
    <button type="button" className={`big-choice ${tone}`} aria-pressed={isChosen} onClick={onChoose}>
      <Glyph shape={shape} size={16} />
      {text}
      <span className="sr-only"> {about}</span>
    </button>
  );
}

interface OutcomesProps {
  readonly shown: ShownItem;
  readonly draft: ItemDraft;
  readonly onChange: (part: Partial<ItemDraft>) => void;
  readonly onSave: (draft: ItemDraft) => void;
}

/** An inspected item is answered by one press; "does not apply" asks for the reason first. */
export function Outcomes({ shown, draft, onChange, onSave }: OutcomesProps): ReactNode {
  const t = useTranslations("web.test.outcome");
  const { item } = shown;
  const offered: readonly Outcome[] =
    item.kind === "observed" ? ["pass", "fail", "not-applicable"] : ["not-applicable"];
  const choose = (outcome: Outcome): void => {
    if (item.kind !== "observed") return onChange({ outcome: draft.outcome === outcome ? null : outcome });
    return outcome === "not-applicable" ? onChange({ outcome }) : onSave({ ...draft, outcome });
  };
  return (
    <div className={item.kind === "observed" ? "grid gap-3 sm:grid-cols-3" : "flex"}>
      {offered.map((outcome) => (
        <Choice
          key={outcome}
          outcome={outcome}
          text={t(outcome)}
          about={item.name.id}
          isChosen={draft.outcome === outcome}
          onChoose={() => choose(outcome)}
        />
      ))}
    </div>
  );
}

interface PartProps {
  readonly item: TestItem;
  readonly draft: ItemDraft;
  readonly onChange: (part: Partial<ItemDraft>) => void;
}

/** The options for the measured device; memoised, because hundreds of options would be rendered at each key press. */
const DeviceOptions = memo(function DeviceOptions({ items }: Pick<Test, "items">): ReactNode {
  return items
    .flatMap(({ device }) => device ?? [])
    .map((device) => (
      <option key={device.rowId} value={device.rowId}>
        {[device.kind, device.maker, device.type, device.serial].filter(Boolean).join(" ")}
      </option>
    ));
});

/** A measured value with the device, the instrument and its calibration. */
export function Measured({ test, item, draft, onChange }: PartProps & { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testField.measured");
  const units = useTranslations("web.test.items.unit");
  const { key } = item;
  const unit = item.unit !== null && units.has(item.unit as "calls") ? units(item.unit as "calls") : (item.unit ?? "");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name={`value-${key}`}
        label={t("value", { unit })}
        inputMode="decimal"
        maxLength={20}
        value={draft.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      <SelectField
        name={`device-${key}`}
        label={t("device")}
        value={draft.deviceRowId}
        onChange={(event) => onChange({ deviceRowId: event.currentTarget.value })}
      >
        <option value="">{t("deviceNone")}</option>
        <DeviceOptions items={test.items} />
      </SelectField>
      <TextField
        name={`instrument-${key}`}
        label={t("instrument")}
        maxLength={200}
        value={draft.instrument}
        onChange={(event) => onChange({ instrument: event.currentTarget.value })}
      />
      <TextField
        name={`calibration-${key}`}
        label={t("calibration")}
        maxLength={200}
        value={draft.calibration}
        onChange={(event) => onChange({ calibration: event.currentTarget.value })}
      />
      <TextField
        name={`calibrated-${key}`}
        type="date"
        label={t("calibratedUntil")}
        value={draft.calibratedUntil}
        onChange={(event) => onChange({ calibratedUntil: event.currentTarget.value })}
      />
    </div>
  );
}

/** The checks of a device, and the serial number read from it. */
export function DeviceChecks({ item, draft, onChange }: PartProps): ReactNode {
  const t = useTranslations("web.testField.device");
  const outcomes = useTranslations("web.test.outcome");
  const { device, key } = item;
  if (device === null) return null;
  const others = device.checks.filter((check) => draft.checks[check] === undefined);
  return (
    <div className="grid gap-4">
      <p className="text-small text-soft">
        {t("listed", {
          serial: device.serial || "–",
          certificate: device.certificateNumber || "–",
          site: device.site || "–",
        })}
      </p>
      {others.length < 2 ? null : (
        <button
          type="button"
          className="button justify-self-start"
          onClick={() =>
            onChange({ checks: { ...Object.fromEntries(others.map((check) => [check, "pass"])), ...draft.checks } })
          }
        >
          {t("allPass")}
        </button>
      )}
      {device.checks.map((check) => (
        <fieldset key={check} className="grid items-center gap-2 sm:grid-cols-[minmax(140px,30%)_1fr]">
          <legend className="contents font-semibold">{t(`check.${check}`)}</legend>
          <div className="grid grid-cols-2 gap-3">
            {(["pass", "fail"] as const).map((outcome) => (
              <Choice
                key={outcome}
                outcome={outcome}
                text={outcomes(outcome)}
                about={t(`check.${check}`)}
                isChosen={draft.checks[check] === outcome}
                onChoose={() => onChange({ checks: { ...draft.checks, [check]: outcome } })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {device.checks.includes("serial") ? (
        <TextField
          name={`serial-${key}`}
          label={t("serial")}
          maxLength={100}
          autoCapitalize="characters"
          value={draft.serial}
          onChange={(event) => onChange({ serial: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}
