/** An officer enrols an authenticator: why, three steps, then the recovery codes. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useLogOut } from "../../shell/log-out.ts";
import { CopyButton } from "./copy-button.tsx";
import { QrPicture } from "./qr-picture.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { authenticatorCode, inGroups } from "./second-factor-code.ts";

interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <li className="steps-item">
      <h2>{title}</h2>
      <div className="mt-2 grid justify-items-start gap-4">{children}</div>
    </li>
  );
}

function ScanStep({ enrolment }: { readonly enrolment: Enrolment }): ReactNode {
  const t = useTranslations("web.secondFactor");
  return (
    <Step title={t("stepScan")}>
      <p className="text-soft">{t("stepScanText")}</p>
      <QrPicture text={enrolment.uri} label={t("qr")} />
      <a href={enrolment.uri} className="button button-small lg:hidden">
        {t("onThisPhone")}
      </a>
      <div className="grid gap-2">
        <h3>{t("secretTitle")}</h3>
        <p>
          <code className="text-lead break-words select-all">{inGroups(enrolment.secret)}</code>
        </p>
        <p className="text-small text-soft">{t("secretText")}</p>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={enrolment.secret} label={t("copySecret")} />
        </div>
      </div>
    </Step>
  );
}

function ConfirmStep({ onConfirmed }: { readonly onConfirmed: (codes: readonly string[]) => void }): ReactNode {
  const t = useTranslations("web.secondFactor");
  const parts = useTranslations("web.parts");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const confirm = useMutation({
    mutationFn: (code: string) =>
      read<{ readonly recoveryCodes: string[] }>(api.POST("/api/second-factor/confirmation", { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const code = authenticatorCode(typed);
    setFault(code === null ? t("codeWrong") : undefined);
    if (code !== null) confirm.mutate(code);
  };
  return (
    <Step title={t("stepConfirm")}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary
          lines={fault === undefined ? [] : [{ field: "code", message: fault }]}
          problem={fault === undefined && confirm.error !== null ? problemOf(confirm.error) : null}
        />
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          error={fault}
          value={typed}
          maxLength={9}
          inputMode="numeric"
          autoComplete="one-time-code"
          className="max-w-[240px] tracking-[0.08em]"
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="button button-main justify-self-start" disabled={confirm.isPending}>
          {confirm.isPending ? parts("working") : t("enrolButton")}
        </button>
      </form>
    </Step>
  );
}

/** The enrolment screen. Each visit makes a new secret; it counts only once a code of it is confirmed. */
export function EnrolSecondFactorScreen(): ReactNode {
  const t = useTranslations("web.secondFactor");
  const logOut = useLogOut();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["second-factor"],
    queryFn: () => read<Enrolment>(api.POST("/api/second-factor")),
    // A secret that was scanned already must not change below the reader's eyes.
    staleTime: "static",
    gcTime: 0,
    retry: false,
  });
  if (codes !== null) return <RecoveryCodes codes={codes} />;
  return (
    <Page title={t("enrolTitle")} lead={t("enrolLead")}>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Loading lines={6} /> : null}
      {data === undefined ? null : (
        <ol className="card steps p-5 sm:p-7">
          <Step title={t("stepApp")}>
            <p className="text-soft">{t("stepAppText")}</p>
          </Step>
          <ScanStep enrolment={data} />
          <ConfirmStep onConfirmed={setCodes} />
        </ol>
      )}
      <p className="mt-5">
        <button type="button" className="button button-quiet -ml-2.5" onClick={logOut}>
          <Icon name="out" /> {t("logOut")}
        </button>
      </p>
    </Page>
  );
}
