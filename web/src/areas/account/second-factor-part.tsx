/** The user's second factor: enrolment, replacement, new recovery codes, and removal where permitted. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Account } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { moment } from "../../words/dates.ts";
import { CopyButton } from "../people/copy-button.tsx";
import { authenticatorCode } from "../people/second-factor-code.ts";
import { AccountSection } from "./account-section.tsx";

type Act = "recoveryCodes" | "removal";

/** Asks for an authenticator code before the requested action. */
function CodeForm({
  act,
  onCodes,
}: {
  readonly act: Act;
  readonly onCodes: (codes: readonly string[]) => void;
}): ReactNode {
  const t = useTranslations("web.account");
  const factor = useTranslations("web.secondFactor");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const send = useMutation({
    mutationFn: async (code: string): Promise<readonly string[]> => {
      const body = { code };
      if (act === "removal") {
        await read(api.POST("/api/account/second-factor/removal", { body }));
        return [];
      }
      const made = await read<{ recoveryCodes: string[] }>(
        api.POST("/api/account/second-factor/recovery-codes", { body }),
      );
      return made.recoveryCodes;
    },
    onSuccess: onCodes,
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const code = authenticatorCode(typed);
    setFault(code === null ? factor("codeWrong") : undefined);
    if (code !== null) send.mutate(code);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <p>{t(`${act}Text`)}</p>
      <ErrorSummary
        lines={fault === undefined ? [] : [{ field: "code", message: fault }]}
        problem={fault === undefined && send.error !== null ? problemOf(send.error) : null}
      />
      <TextField
        name="code"
        label={factor("code")}
        hint={factor("codeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        error={fault}
        className="max-w-[240px] tracking-[0.08em]"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <BusyButton
        type="submit"
        className={`button justify-self-start ${act === "removal" ? "button-danger" : "button-main"}`}
        isBusy={send.isPending}
      >
        {t(`${act}Send`)}
      </BusyButton>
    </form>
  );
}

function ActDialog({ act, onClose }: { readonly act: Act; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.account");
  const factor = useTranslations("web.secondFactor");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const onCodes = (made: readonly string[]): void => {
    setCodes(made);
    void cache.invalidateQueries({ queryKey: ["account"] });
    void cache.invalidateQueries({ queryKey: ["session"] });
    if (made.length === 0) onClose();
  };
  return (
    <Dialog title={t(`${act}Title`)} onClose={onClose}>
      <div className="grid gap-5">
        {codes === null ? (
          <CodeForm act={act} onCodes={onCodes} />
        ) : (
          <>
            <p role="status">{t("newCodes")}</p>
            <ol aria-label={factor("codesList")} className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
              {codes.map((code) => (
                <li key={code}>
                  <code className="tracking-[0.04em] select-all">{code}</code>
                </li>
              ))}
            </ol>
            <div className="flex flex-wrap gap-2">
              <CopyButton text={codes.join("\n")} label={factor("copyCodes")} />
            </div>
          </>
        )}
        <button type="button" className="button justify-self-start" onClick={onClose}>
          {codes === null ? parts("cancel") : parts("close")}
        </button>
      </div>
    </Dialog>
  );
}

/** The second factor. */
export function SecondFactorPart({ account }: { readonly account: Account }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  const [act, setAct] = useState<Act | null>(null);
  const { enrolledAt, recoveryCodesLeft, isRequired } = account.secondFactor;
  return (
    <AccountSection title={t("secondFactor")}>
      <p className="max-w-[70ch] text-soft">
        {enrolledAt === null
          ? t("factorNone")
          : t("factorSince", { since: moment(enrolledAt, locale), count: recoveryCodesLeft })}
      </p>
      <div className="flex flex-wrap gap-2">
        {enrolledAt === null ? (
          <Link to="/faktor-kedua/daftar" search={{ back: "/akun" }} className="button">
            {t("factorEnrol")}
          </Link>
        ) : (
          <>
            <Link to="/akun/faktor-kedua" className="button">
              {t("factorRenew")}
            </Link>
            <button type="button" className="button" onClick={() => setAct("recoveryCodes")}>
              {t("factorCodes")}
            </button>
            {isRequired ? null : (
              <button type="button" className="button" onClick={() => setAct("removal")}>
                {t("factorDrop")}
              </button>
            )}
          </>
        )}
      </div>
      {act === null ? null : <ActDialog act={act} onClose={() => setAct(null)} />}
    </AccountSection>
  );
}
