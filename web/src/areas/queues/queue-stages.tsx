/** Rules that apply as the wait grows: further tiers of agents, and lower required skill levels. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type RelaxationDraft, STAGES_MAX } from "./queue-draft.ts";

interface StagesProps {
  /** The id of the group, which the error summary links to. */
  readonly id: "tiers" | "relaxations";
  readonly error: string | undefined;
  readonly isFull: boolean;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

function Stages({ id, error, isFull, onAdd, children }: StagesProps): ReactNode {
  const t = useTranslations("web.queues.stages");
  return (
    <fieldset id={id} tabIndex={-1} className={error === undefined ? "grid gap-3" : "field-wrong grid gap-3"}>
      <legend className="mb-1 font-semibold">{t(`${id}.title`)}</legend>
      <p className="max-w-[70ch] text-small text-soft">{t(`${id}.hint`)}</p>
      {error === undefined ? null : <p className="field-error">{error}</p>}
      {children}
      {isFull ? null : (
        <button type="button" className="button button-small justify-self-start" onClick={onAdd}>
          {t(`${id}.add`)}
        </button>
      )}
    </fieldset>
  );
}

const without = <Row,>(rows: readonly Row[], index: number): readonly Row[] => rows.filter((_, at) => at !== index);
const changed = <Row,>(rows: readonly Row[], index: number, row: Row): readonly Row[] =>
  rows.map((one, at) => (at === index ? row : one));

function Seconds({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="grid gap-1">
      <span className="text-small">{label}</span>
      <input
        className="input max-w-[10rem]"
        inputMode="numeric"
        maxLength={5}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** Tiers after the first, each with the wait from which its agents can be chosen. */
export function TiersPart({
  tiers,
  error,
  onChange,
}: {
  readonly tiers: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (tiers: readonly string[]) => void;
}): ReactNode {
  const t = useTranslations("web.queues.stages");
  return (
    <Stages id="tiers" error={error} isFull={tiers.length >= STAGES_MAX.tiers} onAdd={() => onChange([...tiers, ""])}>
      {tiers.map((seconds, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: A tier is its place.
        <div key={index} className="flex flex-wrap items-end gap-2">
          <Seconds
            label={t("tierAfter", { tier: index + 2 })}
            value={seconds}
            onChange={(value) => onChange(changed(tiers, index, value))}
          />
          <button
            type="button"
            className="button button-small"
            aria-label={t("removeTier", { tier: index + 2 })}
            onClick={() => onChange(without(tiers, index))}
          >
            {t("remove")}
          </button>
        </div>
      ))}
    </Stages>
  );
}

/** Relaxation steps that lower the required skill levels. */
export function RelaxationsPart({
  relaxations,
  error,
  onChange,
}: {
  readonly relaxations: readonly RelaxationDraft[];
  readonly error: string | undefined;
  readonly onChange: (relaxations: readonly RelaxationDraft[]) => void;
}): ReactNode {
  const t = useTranslations("web.queues.stages");
  return (
    <Stages
      id="relaxations"
      error={error}
      isFull={relaxations.length >= STAGES_MAX.relaxations}
      onAdd={() => onChange([...relaxations, { afterSeconds: "", by: "1" }])}
    >
      {relaxations.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: A step is its place.
        <div key={index} className="flex flex-wrap items-end gap-2">
          <Seconds
            label={t("afterSeconds")}
            value={step.afterSeconds}
            onChange={(afterSeconds) => onChange(changed(relaxations, index, { ...step, afterSeconds }))}
          />
          <Seconds
            label={t("by")}
            value={step.by}
            onChange={(by) => onChange(changed(relaxations, index, { ...step, by }))}
          />
          <button
            type="button"
            className="button button-small"
            aria-label={t("removeRelaxation", { nth: index + 1 })}
            onClick={() => onChange(without(relaxations, index))}
          >
            {t("remove")}
          </button>
        </div>
      ))}
    </Stages>
  );
}
