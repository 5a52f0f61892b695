/** Quick-start programs: settings, code to copy, and the expected result. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { accountQuery } from "../cpaas/cpaas-data.ts";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { CopyButton } from "../people/copy-button.tsx";
import { testAccountQuery } from "./console-data.ts";
import { ENDINGS, QUICK_STARTS, type QuickStart, RUNNERS, TONGUES, type Tongue } from "./quick-starts.ts";

/** The screen of `/layanan/api/mulai`. */
export function QuickStartsScreen(): ReactNode {
  const t = useTranslations("web.console.quick");
  const { in: asked }: { readonly in?: string } = useSearch({ from: "/layanan/api/mulai" });
  const navigate = useNavigate({ from: "/layanan/api/mulai" });
  const tongue = TONGUES.find((one) => one === asked) ?? "typescript";
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CpaasWays />}>
      <div className="grid gap-10">
        <Settings />
        <fieldset className="segments flex-wrap justify-self-start">
          <legend className="sr-only">{t("tongue")}</legend>
          {TONGUES.map((one) => (
            <button
              key={one}
              type="button"
              className="segment"
              aria-pressed={one === tongue}
              onClick={() => void navigate({ search: { in: one }, replace: true })}
            >
              {t(`tongues.${one}`)}
            </button>
          ))}
        </fieldset>
        {QUICK_STARTS.map((start) => (
          <Shown key={start.name} start={start} tongue={tongue} />
        ))}
        <p>
          <Link to="/layanan/api/permintaan">{t("toRequests")}</Link>
        </p>
      </div>
    </Page>
  );
}

function Settings(): ReactNode {
  const t = useTranslations("web.console.quick");
  const account = useQuery(accountQuery);
  const test = useQuery(testAccountQuery);
  const lines =
    account.data === undefined || test.data === undefined
      ? undefined
      : [
          `export SAMBUNG_URL="${account.data.baseUrl}"`,
          `export SAMBUNG_ACCOUNT_SID="${test.data.accountSid}"`,
          `export SAMBUNG_TOKEN="${test.data.token}"`,
          'export SAMBUNG_KEY="smb_…"',
        ].join("\n");
  return (
    <section className="grid gap-2" aria-labelledby="settings">
      <h2 id="settings">{t("settings")}</h2>
      <p className="max-w-[70ch] text-soft">{t("settingsText")}</p>
      <Awaiting query={account.data === undefined ? account : test} lines={2} />
      {lines === undefined ? null : <Code text={lines} label={t("settingsName")} />}
    </section>
  );
}

function Shown({ start, tongue }: { readonly start: QuickStart; readonly tongue: Tongue }): ReactNode {
  const t = useTranslations("web.console.quick");
  const { name, file, texts } = start;
  const written = `${file}.${ENDINGS[tongue]}`;
  return (
    <section className="grid gap-2" aria-labelledby={`quick-${name}`}>
      <h2 id={`quick-${name}`}>{t(`starts.${name}.title`)}</h2>
      <p className="max-w-[70ch] text-soft">
        {t(name === "hook" && tongue === "curl" ? "hookByCurl" : `starts.${name}.text`)}
      </p>
      <Code text={texts[tongue]} label={written} />
      <p className="text-small text-soft">
        {t("run")} <code>{`${RUNNERS[tongue]} ${written}`}</code>
      </p>
    </section>
  );
}

function Code({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const t = useTranslations("web.console.quick");
  return (
    <div className="card grid gap-3 p-4">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className="overflow-x-auto text-small" tabIndex={0}>
        {text}
      </pre>
      <p>
        <CopyButton text={text} label={t("copy", { what: label })} />
      </p>
    </div>
  );
}
