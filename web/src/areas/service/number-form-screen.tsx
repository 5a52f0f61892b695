/** Takes an access code into service or edits one: documents for codes entered by hand, the phones that ring, and for how long. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  RECORDING_NOTICES,
  type RecordingNotice,
} from "../../../../src/service/telephony/dial-plan/recording-notice.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Empty, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PhonePicker } from "./phone-picker.tsx";
import { RehearsalsPart } from "./rehearsals-part.tsx";
import { type NumberBody, type NumberRow, type NumbersAnswer, numbersQuery } from "./service-data.ts";

interface Draft {
  readonly code: string;
  readonly label: string;
  readonly ringSeconds: string;
  readonly isRecorded: boolean;
  readonly recordingNotice: RecordingNotice;
  readonly phoneIds: readonly string[];
  readonly decreeNumber: string;
  readonly licenceNumber: string;
}

function draftOf(row: NumberRow | undefined, code: string): Draft {
  if (row === undefined) {
    const papers = { decreeNumber: "", licenceNumber: "" };
    return { code, label: "", ringSeconds: "30", isRecorded: true, recordingNotice: "none", phoneIds: [], ...papers };
  }
  const { decreeNumber = "", licenceNumber = "" } = row.papers ?? {};
  const phoneIds = row.phones.map(({ id }) => id);
  const { label, isRecorded, recordingNotice } = row;
  return {
    code: row.code,
    label,
    isRecorded,
    recordingNotice,
    phoneIds,
    decreeNumber,
    licenceNumber,
    ringSeconds: String(row.ringSeconds),
  };
}

function bodyOf(draft: Draft, isByHand: boolean): NumberBody {
  const { decreeNumber, licenceNumber, phoneIds, ringSeconds, ...rest } = draft;
  return {
    ...rest,
    phoneIds: [...phoneIds],
    ringSeconds: Number(ringSeconds),
    papers: isByHand ? { decreeNumber, licenceNumber } : null,
  };
}

interface NumberFormContext {
  readonly row: NumberRow | undefined;
  readonly isByHand: boolean;
}

function useKeeping({ row, isByHand }: NumberFormContext) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  return useMutation({
    mutationFn: async (draft: Draft) => {
      const { code, ...body } = bodyOf(draft, isByHand);
      if (row === undefined) return read(api.POST("/api/service/numbers", { body: { code: code.trim(), ...body } }));
      const params = { path: { code } };
      const change = { ...body, expectedVersion: row.version };
      return read(api.PUT("/api/service/numbers/{code}", { params, body: change }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      await navigate({ to: "/layanan/nomor" });
    },
  });
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

function DecreeFields({ draft, set, faultOf, isNew }: PartProps & { readonly isNew: boolean }): ReactNode {
  const t = useTranslations("web.service.numbers");
  return (
    <>
      {isNew ? (
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          inputMode="numeric"
          maxLength={8}
          error={faultOf("code")}
          value={draft.code}
          onChange={(event) => set({ code: event.target.value })}
        />
      ) : null}
      <TextField
        name="decreeNumber"
        label={t("decreeNumber")}
        hint={t("decreeHint")}
        maxLength={60}
        error={faultOf("decreeNumber") ?? faultOf("papers.decreeNumber")}
        value={draft.decreeNumber}
        onChange={(event) => set({ decreeNumber: event.target.value })}
      />
      <TextField
        name="licenceNumber"
        label={t("licenceNumber")}
        hint={t("licenceHint")}
        maxLength={60}
        error={faultOf("licenceNumber")}
        value={draft.licenceNumber}
        onChange={(event) => set({ licenceNumber: event.target.value })}
      />
    </>
  );
}

function SettingsPart({ draft, set, faultOf, phones }: PartProps & Pick<NumbersAnswer, "phones">): ReactNode {
  const t = useTranslations("web.service.numbers");
  return (
    <>
      <TextField
        name="label"
        label={t("label")}
        hint={t("labelHint")}
        maxLength={80}
        error={faultOf("label")}
        value={draft.label}
        onChange={(event) => set({ label: event.target.value })}
      />
      <PhonePicker
        phones={phones}
        chosen={draft.phoneIds}
        error={faultOf("phoneIds")}
        onChange={(phoneIds) => set({ phoneIds })}
      />
      <TextField
        name="ringSeconds"
        label={t("ringSeconds")}
        hint={t("ringHint")}
        inputMode="numeric"
        maxLength={3}
        className="max-w-[120px]"
        error={faultOf("ringSeconds")}
        value={draft.ringSeconds}
        onChange={(event) => set({ ringSeconds: event.target.value })}
      />
      <div>
        <CheckField
          name="isRecorded"
          label={t("isRecorded")}
          checked={draft.isRecorded}
          onChange={(event) => set({ isRecorded: event.target.checked })}
        />
        <p className="mt-1 max-w-[70ch] pl-[34px] text-small text-soft">{t("recordedHint")}</p>
      </div>
      {draft.isRecorded ? (
        <SelectField
          name="recordingNotice"
          label={t("recordingNotice")}
          hint={t("noticeHint")}
          value={draft.recordingNotice}
          onChange={({ target }) =>
            set({ recordingNotice: RECORDING_NOTICES.find((one) => one === target.value) ?? "none" })
          }
        >
          {RECORDING_NOTICES.map((one) => (
            <option key={one} value={one}>
              {t(`notices.${one}`)}
            </option>
          ))}
        </SelectField>
      ) : null}
    </>
  );
}

function useMissing({
  row,
  isByHand,
}: NumberFormContext): (draft: Draft) => readonly { field: string; message: string }[] {
  const t = useTranslations("web.service.numbers");
  const parts = useTranslations("web.parts");
  return (draft) => {
    const needed = isByHand
      ? row === undefined
        ? (["code", "decreeNumber"] as const)
        : (["decreeNumber"] as const)
      : [];
    const seconds = Number(draft.ringSeconds);
    const isTimeFit = /^\d+$/.test(draft.ringSeconds) && seconds >= 5 && seconds <= 180;
    return [
      ...needed
        .filter((field) => draft[field].trim() === "")
        .map((field) => ({ field, message: parts("required", { field: t(field) }) })),
      ...(isTimeFit ? [] : [{ field: "ringSeconds", message: t("ringFault") }]),
    ];
  };
}

function NumberForm({
  kept,
  code,
  data,
}: {
  readonly kept: NumberFormContext;
  readonly code: string;
  readonly data: NumbersAnswer;
}) {
  const t = useTranslations("web.service.numbers");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState(() => draftOf(kept.row, code));
  const missingIn = useMissing(kept);
  const keeping = useKeeping(kept);
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const part: PartProps = {
    draft,
    set: (change) => setDraft((before) => ({ ...before, ...change })),
    faultOf,
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(missingIn(draft))) keeping.mutate(draft);
  };
  return (
    <>
      <ErrorSummary lines={lines} problem={problem} />
      <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
        {kept.isByHand ? <DecreeFields {...part} isNew={kept.row === undefined} /> : null}
        <SettingsPart {...part} phones={data.phones} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {keeping.isPending ? parts("working") : t("save")}
          </BusyButton>
          <Link to="/layanan/nomor" className="button">
            {parts("cancel")}
          </Link>
        </div>
      </form>
    </>
  );
}

/** The screen that takes a code into service: a licensed code named in the URL, otherwise one entered by hand. */
export function NewNumberScreen(): ReactNode {
  const t = useTranslations("web.service.numbers");
  const { code } = useSearch({ from: "/layanan/nomor/baru" });
  const { data, error, refetch } = useQuery({ ...numbersQuery, refetchInterval: false });
  const isByHand = code === undefined;
  return (
    <Page
      title={isByHand ? t("byHandTitle") : t("serveTitle", { code })}
      lead={isByHand ? t("byHandLead") : t("serveLead", { company: data?.company ?? "" })}
    >
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data === undefined ? null : (
        <NumberForm key={code ?? "new"} kept={{ row: undefined, isByHand }} code={code ?? ""} data={data} />
      )}
    </Page>
  );
}

/** The screen that edits a code in service. */
export function ServiceNumberScreen(): ReactNode {
  const t = useTranslations("web.service.numbers");
  const { code } = useParams({ from: "/layanan/nomor/$code" });
  const { data, error, refetch } = useQuery({ ...numbersQuery, refetchInterval: false });
  const row = data?.items.find((one) => one.code === code);
  return (
    <Page title={t("changeTitle", { code })}>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && row === undefined ? (
        <Empty
          title={t("goneTitle")}
          action={
            <Link to="/layanan/nomor" className="button">
              {t("toList")}
            </Link>
          }
        />
      ) : null}
      {data === undefined || row === undefined ? null : (
        <>
          <div className="mb-5">
            <Notice tone={row.mode === "open" ? "good" : "wait"}>{t(`reason.${row.reason}`)}</Notice>
          </div>
          <NumberForm key={row.code} kept={{ row, isByHand: row.papers !== null }} code={row.code} data={data} />
          {row.mode === "test" ? <RehearsalsPart code={row.code} /> : null}
        </>
      )}
    </Page>
  );
}
