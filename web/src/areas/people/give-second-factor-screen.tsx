/** The second factor after the password: an authenticator code, or a recovery code. */
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Session } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Page } from "../../parts/page.tsx";
import { useLogOut } from "../../shell/log-out.ts";
import { authenticatorCode, recoveryCode } from "./second-factor-code.ts";
import { useEntering } from "./sign-in-form.ts";

type Kind = "code" | "recovery";

/** The code field: numeric keyboard on phones, letters for recovery codes. */
function CodeField({
  kind,
  typed,
  error,
  onType,
}: {
  readonly kind: Kind;
  readonly typed: string;
  readonly error: string | undefined;
  readonly onType: (typed: string) => void;
}): ReactNode {
  const t = useTranslations("web.secondFactor");
  return (
    <TextField
      name="code"
      label={t(kind)}
      hint={t(`${kind}Hint`)}
      error={error}
      value={typed}
      maxLength={20}
      inputMode={kind === "code" ? "numeric" : "text"}
      autoComplete={kind === "code" ? "one-time-code" : "off"}
      autoCapitalize="none"
      spellCheck={false}
      className="max-w-[240px] tracking-[0.08em]"
      onChange={(event) => onType(event.target.value)}
    />
  );
}

/** Alternatives for users without an authenticator code. */
function OtherWays({ kind, onKind }: { readonly kind: Kind; readonly onKind: (kind: Kind) => void }): ReactNode {
  const t = useTranslations("web.secondFactor");
  const logOut = useLogOut();
  return (
    <div className="mt-5 grid justify-items-start gap-3">
      <button
        type="button"
        className="button button-quiet -ml-2.5"
        onClick={() => onKind(kind === "code" ? "recovery" : "code")}
      >
        {kind === "code" ? t("useRecovery") : t("useCode")}
      </button>
      <p className="max-w-[70ch] text-small text-soft">{t("lostAll")}</p>
      <button type="button" className="button button-quiet -ml-2.5" onClick={logOut}>
        <Icon name="out" /> {t("logOut")}
      </button>
    </div>
  );
}

/** The screen; `back` in the URL is the page to open afterwards. */
export function GiveSecondFactorScreen(): ReactNode {
  const t = useTranslations("web.secondFactor");
  const parts = useTranslations("web.parts");
  const { back } = useSearch({ from: "/faktor-kedua" });
  const [kind, setKind] = useState<Kind>("code");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const { enter, working, problem } = useEntering(
    (code: string) => read<Session>(api.POST("/api/session/second-factor", { body: { code } })),
    back,
  );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // Also accepts a recovery code pasted into the field for digits.
    const code = authenticatorCode(typed) ?? recoveryCode(typed);
    setFault(code === null ? t(`${kind}Wrong`) : undefined);
    if (code !== null) enter(code);
  };
  const onKind = (next: Kind): void => {
    setKind(next);
    setTyped("");
    setFault(undefined);
    document.getElementById("code")?.focus();
  };
  return (
    <Page title={t("giveTitle")} lead={t("giveLead")}>
      <ErrorSummary
        lines={fault === undefined ? [] : [{ field: "code", message: fault }]}
        problem={fault === undefined ? problem : null}
      />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <CodeField kind={kind} typed={typed} error={fault} onType={setTyped} />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={working}>
          {working ? parts("working") : t("goOn")}
        </BusyButton>
      </form>
      <OtherWays kind={kind} onKind={onKind} />
    </Page>
  );
}
