/** The recovery codes, shown once after the authenticator has been enrolled. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import { CheckField, ErrorSummary } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import { CopyButton } from "./copy-button.tsx";
import { wayOn } from "./way-on.ts";

/** Asks for confirmation before the tab closes, because the codes are shown only once. */
function useAskBeforeLeaving(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
}

function saveAsText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function KeepingWays({ codes }: { readonly codes: readonly string[] }): ReactNode {
  const t = useTranslations("web.secondFactor");
  const { data: session } = useQuery(sessionQuery);
  const text = `${t("fileHead", { email: session?.person?.email ?? "" })}\n\n${codes.join("\n")}\n`;
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <button type="button" className="button button-small" onClick={() => saveAsText(text, t("fileName"))}>
        {t("downloadCodes")}
      </button>
      <button type="button" className="button button-small" onClick={() => window.print()}>
        {t("printCodes")}
      </button>
      <CopyButton text={text} label={t("copyCodes")} />
    </div>
  );
}

/** The codes, ways to store them, and a checkbox before the user continues to `back`. */
export function RecoveryCodes({
  codes,
  back,
}: {
  readonly codes: readonly string[];
  readonly back: string | undefined;
}): ReactNode {
  const t = useTranslations("web.secondFactor");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [kept, setKept] = useState(false);
  const [asked, setAsked] = useState(false);
  useAskBeforeLeaving();
  const fault = asked && !kept ? t("keptNeeded") : undefined;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (!kept) return;
    cache.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    void cache
      .fetchQuery({ ...sessionQuery, staleTime: 0 })
      .then(({ secondFactor }) => navigate({ to: wayOn(secondFactor, back), replace: true }));
  };
  return (
    <Page title={t("codesTitle")} lead={t("codesLead")}>
      <ErrorSummary lines={fault === undefined ? [] : [{ field: "kept", message: fault }]} />
      <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
        <ol aria-label={t("codesList")} className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>
              <code className="text-lead tracking-[0.04em] select-all">{code}</code>
            </li>
          ))}
        </ol>
        <KeepingWays codes={codes} />
        <CheckField
          name="kept"
          label={t("kept")}
          error={fault}
          checked={kept}
          onChange={(event) => setKept(event.target.checked)}
        />
        <button type="submit" className="button button-main justify-self-start print:hidden">
          {t("goOn")}
        </button>
      </form>
    </Page>
  );
}
