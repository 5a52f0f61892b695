/** The form of a campaign. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import {
  CAMPAIGN_BYTES_MAX,
  CAMPAIGN_LINES_MAX,
  CAMPAIGN_NAME_MAX,
  PER_HOUR_MAX,
} from "../../../../src/service/messaging/campaigns/limits.shared.ts";
import { serverNowMs } from "../../data/client.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, Field, SelectField, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { count } from "../../words/dates.ts";
import { instantOf, VALID_FOR, type Writing } from "../short-messages/writing.ts";
import { type CampaignDraft, type CampaignPreviewRequest, type CampaignTemplate, perHourOf } from "./campaign-data.ts";

const MEGABYTE = 1_000_000;
const ZONES = ["WIB", "WITA", "WIT"] as const;

interface FormProps {
  readonly draft: CampaignDraft;
  readonly writing: Writing;
  readonly templates: readonly CampaignTemplate[];
  readonly isLooking: boolean;
  readonly error: Error | null;
  readonly onChange: (draft: CampaignDraft) => void;
  readonly onFile: () => void;
  readonly onLook: (request: CampaignPreviewRequest) => void;
}

interface PartProps extends Pick<FormProps, "draft" | "writing"> {
  readonly template: CampaignTemplate | undefined;
  readonly set: (change: Partial<CampaignDraft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

/** The complete form; the file comes last and is previewed on request. */
export function CampaignForm(props: FormProps): ReactNode {
  const t = useTranslations("web.smsCampaigns.form");
  const { draft, writing, templates, isLooking, error, onChange, onFile, onLook } = props;
  const [file, setFile] = useState<File | null>(null);
  const ownFaults = useOwnFaults();
  const { lines, problem, faultOf, isFree } = useFormFaults(error);
  const template = templates.find(({ id }) => id === draft.templateId);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isFree(ownFaults({ draft, template, file })) || isLooking) return;
    if (file !== null && template !== undefined) onLook({ draft, template, file });
  };
  const part = {
    draft,
    writing,
    template,
    faultOf,
    set: (some: Partial<CampaignDraft>) => onChange({ ...draft, ...some }),
  };
  return (
    <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        error={faultOf("name")}
        maxLength={CAMPAIGN_NAME_MAX}
        value={draft.name}
        onChange={({ target }) => part.set({ name: target.value })}
      />
      <TextPart {...part} templates={templates} />
      <WhenPart {...part} />
      <FilePart
        template={template}
        file={file}
        fault={faultOf("file")}
        onChosen={(chosen) => {
          setFile(chosen);
          onFile();
        }}
      />
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={isLooking}>
        {t("look")}
      </BusyButton>
    </form>
  );
}

interface Typed {
  readonly draft: CampaignDraft;
  readonly template: CampaignTemplate | undefined;
  readonly file: File | null;
}

/** Client-side validation. */
function useOwnFaults() {
  const t = useTranslations("web.smsCampaigns.form");
  const writing = useTranslations("web.smsWriting");
  const parts = useTranslations("web.parts");
  return ({ draft, template, file }: Typed): readonly SummaryLine[] => {
    const required = (field: string, name: string): SummaryLine => ({
      field,
      message: parts("required", { field: name }),
    });
    const sendAt = draft.isLater ? instantOf(draft.sendAt) : undefined;
    const isPast = typeof sendAt === "string" && Date.parse(sendAt) <= serverNowMs();
    const time = sendAt === null ? writing("sendAtMissing") : isPast ? writing("sendAtPast") : undefined;
    return [
      ...(draft.name.trim() === "" ? [required("name", t("name"))] : []),
      ...(template === undefined ? [required("templateId", t("template"))] : []),
      ...(time === undefined ? [] : [{ field: "sendAt", message: time }]),
      ...(perHourOf(draft) === undefined
        ? [{ field: "perHour", message: t("perHourFault", { most: PER_HOUR_MAX }) }]
        : []),
      ...(file === null ? [required("file", t("file"))] : []),
    ];
  };
}

function TextPart({
  draft,
  writing,
  template,
  templates,
  set,
  faultOf,
}: PartProps & Pick<FormProps, "templates">): ReactNode {
  const t = useTranslations("web.smsCampaigns.form");
  const senders = writing.senders.filter(
    (value) =>
      template === undefined || template.approved.senders.length === 0 || template.approved.senders.includes(value),
  );
  const choose = (templateId: string): void => {
    const own = templates.find(({ id }) => id === templateId)?.approved.senders ?? [];
    const sender = own.length === 0 || own.includes(draft.sender) ? draft.sender : (own[0] ?? "");
    set({ templateId, sender });
  };
  return (
    <>
      <SelectField
        name="templateId"
        label={t("template")}
        hint={t("templateHint")}
        error={faultOf("templateId")}
        value={draft.templateId}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{t("choose")}</option>
        {templates.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {template === undefined ? null : (
        <p className="rounded-small border border-line p-3 whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">
          {template.approved.body}
        </p>
      )}
      <SelectField
        name="sender"
        label={t("sender")}
        error={faultOf("sender")}
        value={draft.sender}
        onChange={({ target }) => set({ sender: target.value })}
      >
        {senders.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function WhenPart({ draft, writing, template, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsCampaigns.form");
  const words = useTranslations("web.smsWriting");
  return (
    <>
      <CheckField
        name="isLater"
        label={words("isLater")}
        checked={draft.isLater}
        onChange={({ target }) => set({ isLater: target.checked })}
      />
      {draft.isLater ? (
        <TextField
          type="datetime-local"
          name="sendAt"
          label={t("sendAt")}
          hint={words("sendAtHint")}
          error={faultOf("sendAt")}
          value={draft.sendAt}
          onChange={({ target }) => set({ sendAt: target.value })}
        />
      ) : null}
      <TextField
        name="perHour"
        label={t("perHour")}
        hint={t("perHourHint")}
        error={faultOf("perHour")}
        inputMode="numeric"
        autoComplete="off"
        value={draft.perHour}
        onChange={({ target }) => set({ perHour: target.value })}
      />
      <SelectField
        name="validMinutes"
        label={words("validMinutes")}
        hint={words("validHint")}
        error={faultOf("validMinutes")}
        value={String(draft.validMinutes)}
        onChange={({ target }) => set({ validMinutes: Number(target.value) })}
      >
        {VALID_FOR.filter(({ minutes }) => minutes <= writing.validMinutesMax).map(({ minutes, word }) => (
          <option key={word} value={minutes}>
            {words(`validFor.${word}`)}
          </option>
        ))}
      </SelectField>
      {template?.approved.category === "promotional" ? (
        <SelectField
          name="zone"
          label={words("zone")}
          hint={t("hoursHint")}
          error={faultOf("zone")}
          value={draft.zone}
          onChange={({ target }) => set({ zone: target.value as CampaignDraft["zone"] })}
        >
          <option value="">{words("zoneUnknown")}</option>
          {ZONES.map((zone) => (
            <option key={zone} value={zone}>
              {words(`zones.${zone}`)}
            </option>
          ))}
        </SelectField>
      ) : null}
    </>
  );
}

function FilePart({
  template,
  file,
  fault,
  onChosen,
}: {
  readonly template: CampaignTemplate | undefined;
  readonly file: File | null;
  readonly fault: string | undefined;
  readonly onChosen: (file: File) => void;
}): ReactNode {
  const t = useTranslations("web.smsCampaigns.form");
  const locale = useLocale();
  const columns = ["nomor", ...(template?.approved.variables.map(({ name }) => name) ?? [])].join(", ");
  const limits = {
    lines: count(CAMPAIGN_LINES_MAX, locale, CAMPAIGN_LINES_MAX),
    megabytes: CAMPAIGN_BYTES_MAX / MEGABYTE,
  };
  return (
    <div className="grid gap-2">
      <Field
        id="file"
        label={t("file")}
        hint={`${template === undefined ? t("columnsNone") : t("columns", { columns })} ${t("fileHint", limits)}`}
        error={fault}
      >
        {(attributes) => (
          <FileInput
            {...attributes}
            accept=".xlsx,.csv,text/csv"
            text={t("chooseFile")}
            isBusy={false}
            onFiles={([chosen]) => chosen && onChosen(chosen)}
          />
        )}
      </Field>
      <p role="status" className="text-small text-soft [overflow-wrap:anywhere] empty:hidden">
        {file === null ? null : t("chosen", { name: file.name })}
      </p>
    </div>
  );
}
