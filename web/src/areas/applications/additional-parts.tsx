/** Parts of the form for existing code holders: new service, legal basis, usage report, and the user's letter. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { kindProposalQuery } from "../../data/queries.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { Application, ApplicationForm, UsageRow } from "../../data/types.ts";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, FormatLinks, type UploadedFile } from "../../parts/file-field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { displayCode } from "../../words/code-block.ts";
import { shortDate } from "../../words/dates.ts";

interface PartProps {
  readonly application: Application;
  readonly form: ApplicationForm;
  readonly change: (part: Partial<ApplicationForm>) => void;
}

function uploadedFileOf(id: string | null, known: UploadedFile | null, name: string): UploadedFile | null {
  if (id === null) return null;
  return known?.id === id ? known : { id, name, bytes: 0 };
}

/** The basis of the application: a numbering decree held, or a licence. */
export function BasisPart({ application, form, change }: PartProps): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  return (
    <div className="grid gap-5">
      <SelectField
        name="basis"
        label={t("basis")}
        hint={t("basisHint")}
        value={form.basis}
        onChange={(event) => change({ basis: event.target.value as ApplicationForm["basis"] })}
      >
        <option value="">{t("basisNone")}</option>
        <option value="decree">{t("basisDecree")}</option>
        <option value="licence">{t("basisLicence")}</option>
      </SelectField>
      {form.basis === "licence" && application.licences.length > 0 ? (
        <Notice tone="good" title={t("licenceOnRecord")}>
          <ul>
            {application.licences.map(({ number, grantedOn }) => (
              <li key={number}>{t("licenceLine", { number, date: shortDate(grantedOn, locale) })}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {form.basis === "licence" && application.licences.length === 0 ? (
        <FileField
          name="basisFile"
          label={t("licenceFile")}
          hint={t("licenceHint")}
          purpose="licence"
          megabytesMax={megabytesMax}
          value={uploadedFileOf(form.basisFileId, application.basisFile, t("licenceFile"))}
          onChange={(file) => change({ basisFileId: file.id })}
        />
      ) : null}
    </div>
  );
}

/** The new service of a holder's Nomor Baru, and the operator's licence for it. */
export function NewServicePart({ application, form, change }: PartProps): ReactNode {
  const t = useTranslations("web.application");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  return (
    <div className="grid gap-5">
      <TextField
        name="newService"
        label={t("newService")}
        hint={t("newServiceHint", { services: (application.heldServices ?? []).join(", ") })}
        maxLength={120}
        value={form.newService}
        onChange={(event) => change({ newService: event.target.value })}
      />
      {application.organisation.kind === "government" ? null : (
        <FileField
          name="basisFile"
          label={t("licenceFile")}
          hint={t("licenceHint")}
          purpose="licence"
          megabytesMax={megabytesMax}
          value={uploadedFileOf(form.basisFileId, application.basisFile, t("licenceFile"))}
          onChange={(file) => change({ basisFileId: file.id })}
        />
      )}
    </div>
  );
}

/** The user of the service and code, and the user's letter of request. */
export function UserPart({ application, form, change }: PartProps): ReactNode {
  const t = useTranslations("web.application");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  return (
    <div className="grid gap-5">
      <TextField
        name="userName"
        label={t("userName")}
        hint={t("userNameHint")}
        maxLength={200}
        value={form.userName}
        onChange={(event) => change({ userName: event.target.value })}
      />
      <FileField
        name="userLetter"
        label={t("userLetter")}
        hint={t("userLetterHint")}
        format="surat-calon-pengguna"
        purpose="letter"
        megabytesMax={megabytesMax}
        value={uploadedFileOf(form.userLetterFileId, application.userLetter, t("userLetter"))}
        onChange={(file) => change({ userLetterFileId: file.id })}
      />
    </div>
  );
}

const STATUSES = ["in-use", "being-prepared", "not-in-use"] as const;

function UsageFields({
  row,
  onChange,
}: {
  readonly row: UsageRow;
  readonly onChange: (part: Partial<UsageRow>) => void;
}): ReactNode {
  const t = useTranslations("web.application.usage");
  const nameOf = (field: string): string => `usage-${row.code}-${field}`;
  const isInUse = row.status === "in-use";
  return (
    <fieldset className="card grid gap-4 p-5">
      <legend className="px-2 text-lead font-semibold">{displayCode(row.code)}</legend>
      <p className="text-small text-soft">
        {row.decree === "" ? t("decreeBefore") : t("decree", { number: row.decree })}
      </p>
      <SelectField
        name={nameOf("status")}
        label={t("status")}
        value={row.status}
        onChange={(event) => onChange({ status: event.target.value as UsageRow["status"] })}
      >
        <option value="">{t("statusNone")}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`statusOf.${status}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        name={nameOf("service")}
        label={t("service")}
        maxLength={200}
        value={row.service}
        onChange={(event) => onChange({ service: event.target.value })}
      />
      {isInUse ? (
        <>
          <TextField
            name={nameOf("endUser")}
            label={t("endUser")}
            maxLength={200}
            value={row.endUser}
            onChange={(event) => onChange({ endUser: event.target.value })}
          />
          <TextField
            name={nameOf("activatedOn")}
            label={t("activatedOn")}
            type="date"
            value={row.activatedOn}
            onChange={(event) => onChange({ activatedOn: event.target.value })}
          />
          <TextField
            name={nameOf("operators")}
            label={t("operators")}
            hint={t("operatorsHint")}
            maxLength={300}
            value={row.originatingOperators}
            onChange={(event) => onChange({ originatingOperators: event.target.value })}
          />
          <TextField
            name={nameOf("calls")}
            label={t("calls")}
            inputMode="numeric"
            maxLength={10}
            value={row.monthlyCalls}
            onChange={(event) => onChange({ monthlyCalls: event.target.value })}
          />
        </>
      ) : null}
      <TextArea
        name={nameOf("evidence")}
        label={isInUse ? t("evidence") : t("evidenceIdle")}
        rows={3}
        maxLength={1000}
        value={row.evidence}
        onChange={(event) => onChange({ evidence: event.target.value })}
      />
    </fieldset>
  );
}

const EMPTY_ROW: UsageRow = {
  code: "",
  decree: "",
  endUser: "",
  service: "",
  activatedOn: "",
  status: "",
  originatingOperators: "",
  monthlyCalls: "",
  evidence: "",
};

/** The usage report: one card for each code held. */
export function UsagePart({ application, form, change }: PartProps): ReactNode {
  const t = useTranslations("web.application.usage");
  const { data } = useQuery(kindProposalQuery(application.organisation.id, null));
  const held = data?.codes ?? [];
  const rows = form.usageReport;
  const differs =
    data !== undefined &&
    (held.length !== rows.length || held.some(({ code }) => !rows.some((row) => row.code === code)));
  const alike = (): void =>
    change({
      usageReport: held.map(
        ({ code, decree }) => rows.find((row) => row.code === code) ?? { ...EMPTY_ROW, code, decree: decree ?? "" },
      ),
    });
  return (
    <div className="grid gap-5">
      <FormatLinks format="laporan-penggunaan" kind="xlsx" />
      {differs ? (
        <button type="button" className="button justify-self-start" onClick={alike}>
          {t("refill")}
        </button>
      ) : null}
      {rows.map((row) => (
        <UsageFields
          key={row.code}
          row={row}
          onChange={(part) =>
            change({ usageReport: rows.map((one) => (one.code === row.code ? { ...one, ...part } : one)) })
          }
        />
      ))}
    </div>
  );
}
