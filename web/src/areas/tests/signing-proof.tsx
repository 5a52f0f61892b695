/** Authentication of a signer: a second-factor code, a code by mail, or none in a demonstration. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import type { Session } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";

/** The kind of proof for the signed-in user. */
export function proofKind(session: Session | undefined): "demo" | "second-factor" | "one-time-code" {
  if (session?.person?.isDemo === true) return "demo";
  return session?.secondFactor === "given" ? "second-factor" : "one-time-code";
}

/** Mails a one-time code to a person of the company. */
function useSigningCode(testId: string) {
  return useMutation({
    mutationFn: (personId: string) =>
      read(api.POST("/api/tests/{id}/signing-codes", { params: { path: { id: testId } }, body: { personId } })),
  });
}

interface MailedCodeProps {
  readonly testId: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly code: string;
  readonly onCode: (code: string) => void;
}

/** A code that is mailed and then entered. */
export function MailedCode({ testId, person, code, onCode }: MailedCodeProps): ReactNode {
  const t = useTranslations("web.test.sign");
  const mailing = useSigningCode(testId);
  return (
    <div className="grid gap-3">
      <BusyButton
        type="button"
        className="button justify-self-start"
        isBusy={mailing.isPending}
        onClick={() => mailing.mutate(person.id)}
      >
        {t(mailing.isSuccess ? "mailAgain" : "mailCode", { name: person.name })}
      </BusyButton>
      {mailing.error === null ? null : <FailureNotice error={mailing.error} />}
      <p role="status" className="text-small">
        {mailing.isSuccess ? t("mailed", { name: person.name }) : ""}
      </p>
      <TextField
        name="mailed-code"
        label={t("mailedCode")}
        autoComplete="one-time-code"
        maxLength={20}
        required
        className="max-w-[200px]"
        value={code}
        onChange={(event) => onCode(event.currentTarget.value)}
      />
    </div>
  );
}

/** The field of a second-factor code; in a demonstration a text that none is required. */
export function FactorCode({
  session,
  code,
  onCode,
}: {
  readonly session: Session | undefined;
  readonly code: string;
  readonly onCode: (code: string) => void;
}): ReactNode {
  const t = useTranslations("web.test.sign");
  if (session?.person?.isDemo === true) return <Notice tone="wait">{t("demo")}</Notice>;
  return (
    <TextField
      name="code"
      label={t("factorCode")}
      hint={t("factorHint")}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
      required
      className="max-w-[200px]"
      value={code}
      onChange={(event) => onCode(event.currentTarget.value)}
    />
  );
}

interface OwnProofProps {
  readonly testId: string;
  readonly kind: ReturnType<typeof proofKind>;
  readonly code: string;
  readonly onCode: (code: string) => void;
  /** Switches to a mailed code; null where that is not accepted. */
  readonly onMail: (() => void) | null;
}

/** The proof of the signed-in user. */
export function OwnProof({ testId, kind, code, onCode, onMail }: OwnProofProps): ReactNode {
  const t = useTranslations("web.test.sign");
  const { data: session } = useQuery(sessionQuery);
  const me = session?.person;
  if (kind === "one-time-code" && me !== undefined && me !== null)
    return <MailedCode testId={testId} person={me} code={code} onCode={onCode} />;
  return (
    <div className="grid justify-items-start gap-2">
      <FactorCode session={session} code={code} onCode={onCode} />
      {kind === "second-factor" && onMail !== null ? (
        <button type="button" className="button button-quiet" onClick={onMail}>
          {t("byMail")}
        </button>
      ) : null}
    </div>
  );
}

/** The code and its setter, which removes separators between digits. */
export function useCode(): readonly [string, (typed: string) => void, string] {
  const [typed, setTyped] = useState("");
  return [typed, setTyped, typed.replaceAll(/\s/g, "")];
}
