/** The three steps of enrolling an authenticator: install an app, enter the key, confirm a code. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { CopyButton } from "./copy-button.tsx";
import { QrPicture } from "./qr-picture.tsx";
import { authenticatorCode, inGroups } from "./second-factor-code.ts";

/** The secret for an authenticator app: the key, and its otpauth URI. */
export interface Enrolment {
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

type Confirm = (code: string) => Promise<{ readonly recoveryCodes: readonly string[] }>;

function ConfirmStep({
  ask,
  onConfirmed,
}: {
  readonly ask: Confirm;
  readonly onConfirmed: (codes: readonly string[]) => void;
}): ReactNode {
  const t = useTranslations("web.secondFactor");
  const parts = useTranslations("web.parts");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const confirm = useMutation({
    mutationFn: ask,
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
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={confirm.isPending}>
          {confirm.isPending ? parts("working") : t("enrolButton")}
        </BusyButton>
      </form>
    </Step>
  );
}

/** All three steps; `confirm` sends the code. */
export function EnrolmentSteps({
  enrolment,
  confirm,
  onConfirmed,
}: {
  readonly enrolment: Enrolment;
  readonly confirm: Confirm;
  readonly onConfirmed: (codes: readonly string[]) => void;
}): ReactNode {
  const t = useTranslations("web.secondFactor");
  return (
    <ol className="card steps p-5 sm:p-7">
      <Step title={t("stepApp")}>
        <p className="text-soft">{t("stepAppText")}</p>
      </Step>
      <ScanStep enrolment={enrolment} />
      <ConfirmStep ask={confirm} onConfirmed={onConfirmed} />
    </ol>
  );
}
