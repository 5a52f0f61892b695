/** The form of a message: sender, recipients, category, text and time. */
import { Link } from "@tanstack/react-router";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cutText, PARTS_MAX } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { BULK_MAX } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { serverNowMs } from "../../data/client.ts";
import { CheckField, ErrorSummary, SelectField, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { LeavingNotice } from "./leaving-notice.tsx";
import { TemplateValues, valueFaults } from "./template-values.tsx";
import { TextPreview } from "./text-preview.tsx";
import {
  type Draft,
  instantOf,
  leavingOf,
  ofCategory,
  ofSender,
  recipientsOf,
  templateOf,
  templatesFor,
  textOf,
  VALID_FOR,
  type Writing,
} from "./writing.ts";

const CATEGORIES = ["otp", "transactional", "promotional"] as const satisfies readonly Draft["category"][];
const ZONES = ["WIB", "WITA", "WIT"] as const;
const UNFIT_SHOWN_MAX = 5;
const HOUR_MINUTES = 60;

interface FormProps {
  readonly draft: Draft;
  readonly writing: Writing;
  /** The failure of the last submission. */
  readonly error: Error | null;
  readonly onChange: (draft: Draft) => void;
  readonly onReview: () => void;
}

interface PartProps {
  readonly draft: Draft;
  readonly writing: Writing;
  readonly set: (change: Partial<Draft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

/** Client-side validation. */
function useOwnFaults(): (draft: Draft, writing: Writing) => readonly SummaryLine[] {
  const t = useTranslations("web.smsWriting");
  const parts = useTranslations("web.parts");
  return (draft, writing) => {
    const { numbers, unfit } = recipientsOf(draft.to);
    const to = (message: string): SummaryLine => ({ field: "to", message });
    const recipients = [
      ...(unfit.length === 0 ? [] : [to(t("toUnfit", { numbers: unfit.slice(0, UNFIT_SHOWN_MAX).join(", ") }))]),
      ...(numbers.length <= BULK_MAX ? [] : [to(t("toTooMany", { most: BULK_MAX }))]),
      ...(numbers.length + unfit.length > 0 ? [] : [to(parts("required", { field: t("to") }))]),
    ].slice(0, 1);
    const template = templateOf(draft, writing);
    const cut = cutText(textOf(draft, writing));
    const isOwed = draft.category === "promotional" && writing.promotionByTemplate && template === undefined;
    const owed = isOwed ? [{ field: "template", message: t("templateRequired") }] : [];
    const values = template === undefined ? [] : valueFaults(draft.values, template);
    const text =
      typeof cut === "string" && !isOwed ? [{ field: "text", message: t(`faults.${cut}`, { parts: PARTS_MAX }) }] : [];
    const sendAt = draft.isLater ? instantOf(draft.sendAt) : undefined;
    const isPast = typeof sendAt === "string" && Date.parse(sendAt) <= serverNowMs();
    const time = sendAt === null ? t("sendAtMissing") : isPast ? t("sendAtPast") : undefined;
    const said = values.map(({ field, code, name }) => ({ field, message: t(`valueFaults.${code}`, { name }) }));
    return [
      ...recipients,
      ...owed,
      ...said,
      ...text,
      ...(time === undefined ? [] : [{ field: "sendAt", message: time }]),
    ];
  };
}

/** The whole form. */
export function MessageForm({ draft, writing, error, onChange, onReview }: FormProps): ReactNode {
  const t = useTranslations("web.smsWriting");
  const ownFaults = useOwnFaults();
  const { lines, problem, faultOf, isFree } = useFormFaults(error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(ownFaults(draft, writing))) onReview();
  };
  const template = templateOf(draft, writing);
  const part = { draft, writing, faultOf, set: (change: Partial<Draft>) => onChange({ ...draft, ...change }) };
  return (
    <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <WhoPart {...part} />
      {template === undefined ? (
        <>
          <TextArea
            name="text"
            label={t("text")}
            error={faultOf("text")}
            rows={5}
            value={draft.text}
            onChange={({ target }) => part.set({ text: target.value })}
          />
          <TextPreview text={draft.text} onReplace={(text) => part.set({ text })} />
        </>
      ) : (
        <TemplateValues
          template={template}
          values={draft.values}
          onChange={(values) => part.set({ values })}
          faultOf={faultOf}
        />
      )}
      <WhenPart {...part} />
      {draft.category === "promotional" ? <HoursPart {...part} /> : null}
      <button type="submit" className="button button-main justify-self-start">
        {t("toReview")}
      </button>
    </form>
  );
}

function WhoPart({ draft, writing, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsWriting");
  const all = useTranslations("web.shortMessages.categories");
  const { numbers, doubled } = recipientsOf(draft.to);
  return (
    <>
      <SelectField
        name="from"
        label={t("from")}
        error={faultOf("from")}
        value={draft.from}
        onChange={({ target }) => set(ofSender(draft, writing, target.value))}
      >
        {writing.senders.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-2">
        <TextArea
          name="to"
          label={t("to")}
          hint={t("toHint", { most: BULK_MAX })}
          error={faultOf("to")}
          rows={3}
          inputMode="tel"
          autoComplete="off"
          spellCheck={false}
          value={draft.to}
          onChange={({ target }) => set({ to: target.value })}
        />
        <p role="status" className="text-small text-soft">
          {t("toCount", { count: numbers.length })}
          {doubled === 0 ? null : <span className="block">{t("toDoubled", { count: doubled })}</span>}
        </p>
      </div>
      <TemplateChoice draft={draft} writing={writing} set={set} faultOf={faultOf} />
      <SelectField
        name="category"
        label={t("category")}
        hint={draft.template === "" ? t(`categoryHint.${draft.category}`) : t("categoryOfTemplate")}
        disabled={draft.template !== ""}
        error={faultOf("category")}
        value={draft.category}
        onChange={({ target }) => set(ofCategory(draft, target.value as Draft["category"]))}
      >
        {CATEGORIES.map((one) => (
          <option key={one} value={one}>
            {all(one)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

/** Selects free text or an approved template. */
function TemplateChoice({ draft, writing, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsWriting");
  const fit = templatesFor(draft, writing);
  if (writing.templates.length === 0 && !writing.promotionByTemplate) return null;
  const choose = (name: string): void => {
    const chosen = fit.find((one) => one.name === name);
    set({ template: name, ...(chosen === undefined ? {} : ofCategory(draft, chosen.category)) });
  };
  return (
    <SelectField
      name="template"
      label={t("template")}
      error={faultOf("template")}
      value={fit.some(({ name }) => name === draft.template) ? draft.template : ""}
      onChange={({ target }) => choose(target.value)}
    >
      <option value="">{t("templateNone")}</option>
      {fit.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function WhenPart({ draft, writing, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsWriting");
  return (
    <>
      <CheckField
        name="isLater"
        label={t("isLater")}
        checked={draft.isLater}
        onChange={({ target }) => set({ isLater: target.checked })}
      />
      {draft.isLater ? (
        <TextField
          type="datetime-local"
          name="sendAt"
          label={t("sendAt")}
          hint={t("sendAtHint")}
          error={faultOf("sendAt")}
          value={draft.sendAt}
          onChange={({ target }) => set({ sendAt: target.value })}
        />
      ) : null}
      <SelectField
        name="validMinutes"
        label={t("validMinutes")}
        hint={t("validHint")}
        error={faultOf("validMinutes")}
        value={String(draft.validMinutes)}
        onChange={({ target }) => set({ validMinutes: Number(target.value) })}
      >
        {VALID_FOR.filter(({ minutes }) => minutes <= writing.validMinutesMax).map(({ minutes, word }) => (
          <option key={word} value={minutes}>
            {t(`validFor.${word}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

/** Formats minutes after midnight as "08:00". */
const clock = (minutes: number): string =>
  [Math.floor(minutes / HOUR_MINUTES), minutes % HOUR_MINUTES].map((part) => String(part).padStart(2, "0")).join(":");

function HoursPart({ draft, writing, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsWriting");
  const [from, until] = [clock(writing.promotionalFromMinute), clock(writing.promotionalUntilMinute)];
  return (
    <div className="grid gap-4">
      <SelectField
        name="zone"
        label={t("zone")}
        hint={t("zoneHint")}
        error={faultOf("zone")}
        value={draft.zone}
        onChange={({ target }) => set({ zone: target.value as Draft["zone"] })}
      >
        <option value="">{t("zoneUnknown")}</option>
        {ZONES.map((zone) => (
          <option key={zone} value={zone}>
            {t(`zones.${zone}`)}
          </option>
        ))}
      </SelectField>
      <p className="text-small text-soft">
        {t("hours.rule", { from, until })} <Link to="/aturan">{t("hours.toRule")}</Link>
      </p>
      <LeavingNotice leaving={leavingOf(draft, writing, serverNowMs())} />
    </div>
  );
}
