/** Offers a letter of authority to a company with an account. */
import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { type Problem, read } from "../../data/problem.ts";
import { lettersQuery } from "../../data/queries.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { type SummaryLine, TextField } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { ConsultantRights } from "./consultant-rights.tsx";
import { useDraftForm } from "./draft-form.ts";
import { type LetterAnswers, LetterFields } from "./letter-fields.tsx";
import { SentForm } from "./sent-form.tsx";

interface OfferForm extends LetterAnswers {
  readonly nib: string;
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
  const monthsMax = useRuleNumber("letter-of-authority-months-max", 24);
  const words = {
    validFrom: t("validFrom"),
    validTo: t("validTo"),
    scope: t("scope"),
    scopeHint: t("scopeHint"),
    letter: t("letter"),
    letterHint: t("letterHint"),
  };
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
      <LetterFields
        answers={form}
        fileField="fileId"
        words={words}
        daysHint={t("validHint", { months: monthsMax })}
        errorOf={errorOf}
        onChange={change}
      />
    </>
  );
}

/** Shown for a company without an account. */
function toRegister({ code }: Problem): ReactNode {
  return code === "company-not-registered" ? <ToRegister /> : null;
}

function ToRegister(): ReactNode {
  const t = useTranslations("web.account");
  return (
    <p className="mb-5">
      <Link to="/perusahaan/baru" className="button">
        {t("toRegister")}
      </Link>
    </p>
  );
}

/** The form; after submission, the next steps. */
export function LetterOfferScreen(): ReactNode {
  const t = useTranslations("web.account");
  const { nib } = useSearch({ from: "/surat-kuasa/baru" });
  const cache = useQueryClient();
  const [form, change, forget] = useDraftForm<OfferForm>("letter", EMPTY, nib === undefined ? {} : { nib });
  const check = useOfferFaults(form);
  const send = useMutation({
    mutationFn: ({ file, ...rest }: OfferForm) =>
      read(api.POST("/api/letters-of-authority", { body: { ...rest, fileId: file?.id ?? "" } })),
    onSuccess: async () => {
      forget();
      await cache.invalidateQueries({ queryKey: lettersQuery.queryKey });
    },
  });
  if (send.isSuccess) return <Offered name={send.variables.nib} />;
  return (
    <Page title={t("offerTitle")} lead={t("offerLead")}>
      <SentForm
        check={check}
        onSend={() => send.mutate(form)}
        isWorking={send.isPending}
        error={send.error}
        act={t("sendOffer")}
        back="/surat-kuasa"
        wayOn={toRegister}
      >
        {(errorOf) => (
          <>
            <Fields form={form} change={change} errorOf={errorOf} />
            <div className="card p-5">
              <ConsultantRights />
            </div>
          </>
        )}
      </SentForm>
    </Page>
  );
}
