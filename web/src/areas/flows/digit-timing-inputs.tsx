/** Inputs shared by several kinds of steps: digit timing, queue, skills and priority. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { FlowStep } from "../../../../src/service/flows/ivr/contract.ts";
import { type SkillRow, SkillRows } from "../../parts/skill-rows.tsx";
import { useEditor } from "./editor-context.ts";
import { PromptInput } from "./phrase-input.tsx";
import { Choice, NumberInput, Tick } from "./step-inputs.tsx";

type DigitInputStep = Extract<FlowStep, { readonly attemptsMax: number }>;
type Digits = Pick<Extract<FlowStep, { readonly kind: "collect" }>, "digitsMin" | "digitsMax" | "endKey">;
type QueueStep = Extract<FlowStep, { readonly queueId: string }>;

/** Digit timing: timeout, number of attempts, and the prompts between attempts. */
export function DigitTimingInputs({ step }: { readonly step: DigitInputStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const put = (change: Partial<DigitInputStep>, field: string): void =>
    write({ ...step, ...change } as DigitInputStep, field);
  return (
    <details className="rounded-small border border-line p-3">
      <summary className="font-semibold">{t("askingTitle")}</summary>
      <div className="mt-3 grid gap-4">
        <Tick
          name="isBargeable"
          label={t("isBargeable")}
          isOn={step.isBargeable}
          onChange={(isBargeable) => put({ isBargeable }, "isBargeable")}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <NumberInput
            name="firstSeconds"
            label={t("firstSeconds")}
            value={step.firstSeconds}
            least={1}
            most={30}
            onFit={(firstSeconds) => put({ firstSeconds }, "firstSeconds")}
          />
          <NumberInput
            name="betweenSeconds"
            label={t("betweenSeconds")}
            value={step.betweenSeconds}
            least={1}
            most={10}
            onFit={(betweenSeconds) => put({ betweenSeconds }, "betweenSeconds")}
          />
          <NumberInput
            name="attemptsMax"
            label={t("attemptsMax")}
            hint={t("attemptsHint")}
            value={step.attemptsMax}
            least={1}
            most={5}
            onFit={(attemptsMax) => put({ attemptsMax }, "attemptsMax")}
          />
        </div>
        <PromptInput
          name="noInput"
          label={t("noInput")}
          value={step.noInput ?? ""}
          mayBeNone
          onChange={(noInput) => put({ noInput: noInput === "" ? null : noInput }, "noInput")}
        />
        <PromptInput
          name="wrongInput"
          label={t("wrongInput")}
          value={step.wrongInput ?? ""}
          mayBeNone
          onChange={(wrongInput) => put({ wrongInput: wrongInput === "" ? null : wrongInput }, "wrongInput")}
        />
      </div>
    </details>
  );
}

/** The queue of a step. */
export function QueueInput({ step }: { readonly step: QueueStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { surroundings, write } = useEditor();
  const { queues } = surroundings;
  const isKnown = queues.some(({ id }) => id === step.queueId);
  return (
    <Choice
      name="queueId"
      label={t("queue")}
      {...(queues.length === 0 ? { hint: t("noQueues") } : {})}
      value={step.queueId}
      options={[
        ...(isKnown ? [] : [{ value: step.queueId, text: t("chooseQueue") }]),
        ...queues.map(({ id, name }) => ({ value: id, text: name })),
      ]}
      onChange={(queueId) => write({ ...step, queueId }, "queueId")}
    />
  );
}

/** Maximum number of skills in a step, as in the flow schema. */
const SKILLS_MAX = 5;

const named = (rows: readonly SkillRow[]): readonly SkillRow[] => rows.filter(({ skill }) => skill.trim() !== "");

/** Skills that an agent needs for callers of this step; a row without a name is not stored. */
export function SkillsInput({ step }: { readonly step: Extract<FlowStep, { readonly skills: unknown }> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const [typed, setTyped] = useState<readonly SkillRow[]>(step.skills);
  // Undo, or selecting another step, replaces the skills with values that were not typed here.
  const rows = JSON.stringify(named(typed)) === JSON.stringify(step.skills) ? typed : step.skills;
  const change = (next: readonly SkillRow[]): void => {
    setTyped(next);
    write({ ...step, skills: [...named(next)] }, "skills");
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-semibold">{t("skills")}</legend>
      <p className="text-small text-soft">{t("skillsHint")}</p>
      <SkillRows name={`skills-${step.id}`} rows={rows} max={SKILLS_MAX} known={[]} onChange={change} />
    </fieldset>
  );
}

/** The priority of a caller, 0 to 9; higher values are served first. */
export function PriorityInput({
  step,
}: {
  readonly step: Extract<FlowStep, { readonly priority: number }>;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <NumberInput
      name="priority"
      label={t("priority")}
      hint={t("priorityHint")}
      value={step.priority}
      least={0}
      most={9}
      onFit={(priority) => write({ ...step, priority }, "priority")}
    />
  );
}

/** DTMF keys that end or confirm an entry. */
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"] as const;

/** One DTMF key, or none where permitted. */
export function KeyInput({
  name,
  label,
  value,
  mayBeNone,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly mayBeNone: boolean;
  readonly onChange: (key: string | null) => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  return (
    <Choice
      name={name}
      label={label}
      value={value ?? ""}
      options={[
        ...(mayBeNone ? [{ value: "", text: t("noKey") }] : []),
        ...KEYS.map((key) => ({ value: key as string, text: key })),
      ]}
      onChange={(key) => onChange(key === "" ? null : key)}
    />
  );
}

/** The number of digits, and the key that ends the entry. */
export function DigitsInputs({
  step,
  onChange,
}: {
  readonly step: Digits;
  readonly onChange: (change: Partial<Digits>, field: string) => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <NumberInput
        name="digitsMin"
        label={t("digitsMin")}
        value={step.digitsMin}
        least={1}
        most={20}
        onFit={(digitsMin) => onChange({ digitsMin }, "digitsMin")}
      />
      <NumberInput
        name="digitsMax"
        label={t("digitsMax")}
        value={step.digitsMax}
        least={1}
        most={20}
        onFit={(digitsMax) => onChange({ digitsMax }, "digitsMax")}
      />
      <KeyInput
        name="endKey"
        label={t("endKey")}
        value={step.endKey}
        mayBeNone
        onChange={(endKey) => onChange({ endKey }, "")}
      />
    </div>
  );
}
