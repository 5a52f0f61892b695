/** Offering a letter of authority to a company that has an account here. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { lettersQuery } from "../../data/queries.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import { ErrorSummary, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, type KeptFile } from "../../parts/file-field.tsx";
import { Page } from "../../parts/page.tsx";
import { ConsultantRights } from "./consultant-rights.tsx";
import { useKeptForm } from "./kept-form.ts";

interface OfferForm {
  readonly nib: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly scope: string;
  readonly file: KeptFile | null;
}

const EMPTY: OfferForm = { nib: "", validFrom: "", validTo: "", scope: "", file: null };

function useOfferFaults(form: OfferForm): () => SummaryLine[] {
  const t = useTranslations("web.account");
  const need = (field: keyof OfferForm, message: string, isMet: boolean): SummaryLine[] =>
    isMet ? [] : [{ field, message }];
  return () => [
    ...need("nib", t("nibWrong"), form.nib.replace(/\D/g, "").length === 13),
    ...need("validFrom", t("dateNeeded"), form.validFrom !== ""),
    ...need("validTo", t("dateNeeded"), form.validTo !== ""),
    ...need("scope", t("scopeNeeded"), form.scope.trim() !== ""),
    ...(form.file === null ? [{ field: "fileId", message: t("letterNeeded") }] : []),
  ];
}

function Offered({ name }: { readonly name: string }): ReactNode {
  const t = useTranslations("web.account");
  return (
    <Page key="offered" title={t("offeredTitle")} lead={t("offeredText", { nib: name })}>
      <p>
        <Link to="/surat-kuasa" className="button button-main">
          {t("toLetters")}
        </Link>
      </p>
    </Page>
  );
}

function Fields({
  form,
  change,
  errorOf,
}: {
  readonly form: OfferForm;
  readonly change: (part: Partial<OfferForm>) => void;
  readonly errorOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.account");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const monthsMax = useRuleNumber("letter-of-authority-months-max", 24);
  return (
    <>
      <TextField
        name="nib"
        label={t("nibOfCompany")}
        inputMode="numeric"
        maxLength={30}
        className="max-w-[260px]"
        error={errorOf("nib")}
        value={form.nib}
        onChange={(event) => change({ nib: event.target.value })}
      />
      <div className="flex flex-wrap gap-5">
        <TextField
          name="validFrom"
          label={t("validFrom")}
          type="date"
          className="max-w-[200px]"
          error={errorOf("validFrom")}
          value={form.validFrom}
          onChange={(event) => change({ validFrom: event.target.value })}
        />
        <TextField
          name="validTo"
          label={t("validTo")}
          type="date"
          className="max-w-[200px]"
          error={errorOf("validTo")}
          value={form.validTo}
          onChange={(event) => change({ validTo: event.target.value })}
        />
      </div>
      <p className="text-small text-soft">{t("validHint", { months: monthsMax })}</p>
      <TextArea
        name="scope"
        label={t("scope")}
        hint={t("scopeHint")}
        rows={3}
        maxLength={500}
        error={errorOf("scope")}
        value={form.scope}
        onChange={(event) => change({ scope: event.target.value })}
      />
      <FileField
        name="fileId"
        label={t("letter")}
        hint={t("letterHint")}
        purpose="authority"
        megabytesMax={megabytesMax}
        value={form.file}
        error={errorOf("fileId")}
        onChange={(file) => change({ file })}
      />
    </>
  );
}

/** The form, and what happens next once it is sent. */
export function LetterOfferScreen(): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const { nib } = useSearch({ from: "/surat-kuasa/baru" });
  const cache = useQueryClient();
  const [form, change, forget] = useKeptForm<OfferForm>("letter", EMPTY, nib === undefined ? {} : { nib });
  const [own, setOwn] = useState<readonly SummaryLine[]>([]);
  const faultsOf = useOfferFaults(form);
  const send = useMutation({
    mutationFn: ({ file, ...rest }: OfferForm) =>
      read(api.POST("/api/letters-of-authority", { body: { ...rest, fileId: file?.id ?? "" } })),
    onSuccess: async () => {
      forget();
      await cache.invalidateQueries({ queryKey: lettersQuery.queryKey });
    },
  });
  const problem = send.error === null ? null : problemOf(send.error);
  const told = problem?.fields.map(({ path, message }) => ({ field: path, message })) ?? [];
  const lines = own.length > 0 ? own : told;
  const errorOf = (field: string): string | undefined => lines.find((line) => line.field === field)?.message;
  if (send.isSuccess) return <Offered name={send.variables.nib} />;
  return (
    <Page title={t("offerTitle")} lead={t("offerLead")}>
      <ErrorSummary lines={lines} problem={own.length > 0 ? null : problem} />
      {problem?.code === "company-not-registered" ? (
        <p className="mb-5">
          <Link to="/perusahaan/baru" className="button">
            {t("toRegister")}
          </Link>
        </p>
      ) : null}
      <form
        noValidate
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          const faults = faultsOf();
          setOwn(faults);
          if (faults.length === 0) send.mutate(form);
        }}
      >
        <Fields form={form} change={change} errorOf={errorOf} />
        <div className="card p-5">
          <ConsultantRights />
        </div>
        <p className="flex flex-wrap gap-3">
          <button type="submit" className="button button-main" disabled={send.isPending}>
            {send.isPending ? parts("working") : t("sendOffer")}
          </button>
          <Link to="/surat-kuasa" className="button">
            {parts("cancel")}
          </Link>
        </p>
        <p className="text-small text-faint">{parts("draftKept")}</p>
      </form>
    </Page>
  );
}
