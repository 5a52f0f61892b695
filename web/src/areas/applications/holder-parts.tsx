/** Parts of the form about a held code: reason for the change, new values, documents, and reason for the return. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { Application, ApplicationForm, ChangeForm, EarlierDecree } from "../../data/types.ts";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { displayCode } from "../../words/code-block.ts";
import { longDate } from "../../words/dates.ts";
import type { FormChange, PartName } from "./application-form.ts";
import { SideBySide } from "./side-by-side.tsx";

const HOLDER_PARTS = ["ground", "values", "papers", "earlier", "reason"] as const;
type HolderPartName = (typeof HOLDER_PARTS)[number];

/** Whether a part is in this module. */
export const isHolderPart = (part: PartName): part is HolderPartName => HOLDER_PARTS.some((one) => one === part);

interface PartProps {
  readonly application: Application;
  readonly form: ApplicationForm;
  readonly change: (part: FormChange) => void;
}

/** The code of the case, with its decree. */
export function HeldCodeCard({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  const { form, decreeInForce } = application;
  return (
    <div className="card grid gap-1 p-5">
      <p className="text-small text-soft">{t("heldCode")}</p>
      <p className="text-[1.75rem] leading-tight font-semibold tracking-[0.03em]">{displayCode(form.code)}</p>
      <p className="break-words">
        {decreeInForce === null ? (
          t("importedDecree")
        ) : (
          <a href={`/validasi-sk/${decreeInForce.id}`}>
            {t("decreeFrom", { number: decreeInForce.number, date: longDate(decreeInForce.decidedOn, locale) })}
          </a>
        )}
      </p>
      <p>
        <Link to="/kode-saya">{t("toOwnCodes")}</Link>
      </p>
    </div>
  );
}

/** The fields of one part. */
export function HolderPart({ part, ...props }: PartProps & { readonly part: HolderPartName }): ReactNode {
  const { form, change } = props;
  if (part === "reason") return <ReasonPart {...props} />;
  if (part === "earlier") return <EarlierPart {...props} />;
  if (form.change === null) return null;
  const edit = (more: Partial<ChangeForm>): void =>
    change((before) => (before.change === null ? {} : { change: { ...before.change, ...more } }));
  if (part === "ground") return <GroundPart value={form.change} edit={edit} />;
  if (part === "values") return <ValuesPart application={props.application} value={form.change} edit={edit} />;
  return <DocumentsPart application={props.application} value={form.change} edit={edit} />;
}

interface ChangePartProps {
  readonly value: ChangeForm;
  readonly edit: (more: Partial<ChangeForm>) => void;
}

function GroundPart({ value, edit }: ChangePartProps): ReactNode {
  const t = useTranslations("web.application.change");
  return (
    <SelectField
      name="ground"
      label={t("ground")}
      hint={t(`grounds.${value.ground}.hint`)}
      value={value.ground}
      onChange={(event) => edit({ ground: event.target.value === "rule" ? "rule" : "identity" })}
    >
      <option value="identity">{t("grounds.identity.label")}</option>
      <option value="rule">{t("grounds.rule.label")}</option>
    </SelectField>
  );
}

function ValuesPart({ application, value, edit }: ChangePartProps & { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.change");
  const { after } = value;
  const set = (more: Partial<ChangeForm["after"]>): void => edit({ after: { ...after, ...more } });
  const typed = { ...application, form: { ...application.form, change: value } };
  return (
    <div className="grid gap-5">
      <TextField
        name="newName"
        label={t("name")}
        hint={t("nameHint")}
        maxLength={200}
        value={after.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        name="newAddress"
        label={t("street")}
        maxLength={300}
        value={after.address}
        onChange={(event) => set({ address: event.target.value })}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          name="newCity"
          label={t("city")}
          maxLength={100}
          value={after.city}
          onChange={(event) => set({ city: event.target.value })}
        />
        <TextField
          name="newProvince"
          label={t("province")}
          maxLength={100}
          value={after.province}
          onChange={(event) => set({ province: event.target.value })}
        />
      </div>
      <SideBySide application={typed} />
    </div>
  );
}

function uploadedFileOf(application: Application, id: string | null, name: string): UploadedFile | null {
  if (id === null) return null;
  return application.papers.find((file) => file.id === id) ?? { id, name, bytes: 0 };
}

function DocumentsPart({
  application,
  value,
  edit,
}: ChangePartProps & { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.change");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const isRule = value.ground === "rule";
  return (
    <div className="grid gap-5">
      {isRule ? (
        <TextArea
          name="citation"
          label={t("citation")}
          hint={t("citationHint")}
          rows={3}
          maxLength={500}
          value={value.citation}
          onChange={(event) => edit({ citation: event.target.value })}
        />
      ) : (
        <FileField
          name="licenceBefore"
          label={t("licenceBefore")}
          purpose="letter"
          megabytesMax={megabytesMax}
          value={uploadedFileOf(application, value.licenceBeforeFileId, t("licenceBefore"))}
          onChange={(file) => edit({ licenceBeforeFileId: file.id })}
        />
      )}
      <FileField
        name="licenceAfter"
        label={isRule ? t("licenceNow") : t("licenceAfter")}
        purpose="letter"
        megabytesMax={megabytesMax}
        value={uploadedFileOf(application, value.licenceAfterFileId, t("licenceAfter"))}
        onChange={(file) => edit({ licenceAfterFileId: file.id })}
      />
    </div>
  );
}

function EarlierPart({ application, form, change }: PartProps): ReactNode {
  const t = useTranslations("web.application.earlier");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const earlier = form.change?.earlier ?? form.return?.earlier;
  if (earlier === undefined) return null;
  const set = (more: Partial<EarlierDecree>): void =>
    change((before) => {
      if (before.change !== null)
        return { change: { ...before.change, earlier: { ...before.change.earlier, ...more } } };
      return before.return === null
        ? {}
        : { return: { ...before.return, earlier: { ...before.return.earlier, ...more } } };
    });
  return (
    <div className="grid gap-5">
      <TextField
        name="earlierNumber"
        label={t("number")}
        hint={t("numberHint")}
        maxLength={60}
        value={earlier.number}
        onChange={(event) => set({ number: event.target.value })}
      />
      <TextField
        name="earlierDate"
        type="date"
        label={t("date")}
        value={earlier.date}
        onChange={(event) => set({ date: event.target.value })}
      />
      <FileField
        name="earlierFile"
        label={t("file")}
        purpose="letter"
        megabytesMax={megabytesMax}
        value={uploadedFileOf(application, earlier.fileId, t("file"))}
        onChange={(file) => set({ fileId: file.id })}
      />
    </div>
  );
}

function ReasonPart({ form, change }: PartProps): ReactNode {
  const t = useTranslations("web.application.giving");
  const months = useRuleNumber("quarantine-months", 6);
  const { return: giving } = form;
  if (giving === null) return null;
  return (
    <div className="grid gap-5">
      <TextArea
        name="reason"
        label={t("reason")}
        hint={t("reasonHint")}
        rows={5}
        maxLength={1000}
        value={giving.reason}
        onChange={(event) => change({ return: { ...giving, reason: event.target.value } })}
      />
      <p>{t("effect", { code: displayCode(form.code), months })}</p>
    </div>
  );
}
