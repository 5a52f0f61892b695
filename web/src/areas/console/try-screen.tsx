/** Trying the API: the test account with its magic numbers, and a real call by a document or a webhook. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { CopyButton } from "../people/copy-button.tsx";
import { testAccountQuery } from "./console-data.ts";
import { MagicNumbers } from "./magic-numbers.tsx";
import { TestCall } from "./test-call.tsx";

/** The screen of `/layanan/api/coba`. */
export function TryScreen(): ReactNode {
  const t = useTranslations("web.console.try");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CpaasWays />}>
      <div className="grid gap-10">
        <Account />
        <TestCall />
        <MagicNumbers />
      </div>
    </Page>
  );
}

function Account(): ReactNode {
  const t = useTranslations("web.console.try");
  const found = useQuery(testAccountQuery);
  const [isReplacing, setReplacing] = useState(false);
  const { data } = found;
  return (
    <section className="grid gap-3" aria-labelledby="test-account">
      <h2 id="test-account">{t("account")}</h2>
      <p className="max-w-[70ch] text-soft">{t("accountText")}</p>
      <Awaiting query={found} lines={2} />
      {data === undefined ? null : (
        <>
          <dl className="max-w-[80ch]">
            <Shown name={t("sid")} value={data.accountSid} />
            <Shown name={t("token")} value={data.token} />
          </dl>
          <button type="button" className="button justify-self-start" onClick={() => setReplacing(true)}>
            {t("replace")}
          </button>
        </>
      )}
      {isReplacing ? (
        <EndDialog
          title={t("replaceTitle")}
          text={t("replaceText")}
          yes={t("replaceYes")}
          end={() => read(api.POST("/api/service/test-account/token"))}
          onClose={() => setReplacing(false)}
        />
      ) : null}
    </section>
  );
}

function Shown({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  const t = useTranslations("web.console.try");
  return (
    <div className="grid gap-1 border-b border-line py-2 sm:grid-cols-[160px_1fr]">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <code className="font-semibold break-all select-all">{value}</code>
        <CopyButton text={value} label={t("copy", { what: name })} />
      </dd>
    </div>
  );
}
