/** The test report (Berita Acara) as generated from the data, to read before signing. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { Icon } from "../../parts/icons.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { OutcomeBadge, VerdictBadge } from "./test-badges.tsx";
import { inLocale } from "./test-items.tsx";
import type { Test, TestReport } from "./test-types.ts";

function Findings({ report }: { readonly report: TestReport }): ReactNode {
  const t = useTranslations("web.test.report");
  const locale = useLocale();
  if (report.findings.length === 0) return null;
  return (
    <div>
      <h3>{t("findings", { count: report.findings.length })}</h3>
      <ul className="mt-2 grid gap-2">
        {report.findings.map((finding) => (
          <li key={finding.key} className="tone-bad border-l-[5px] border-l-[var(--tone)] bg-sunken px-4 py-2">
            <p className="font-semibold">{inLocale(finding.name, locale)}</p>
            <p className="whitespace-pre-line">{finding.note}</p>
            {finding.confirmedBecause === null ? null : (
              <p className="text-small text-soft">{t("confirmed", { because: finding.confirmedBecause })}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function ReportItems({ report }: { readonly report: TestReport }): ReactNode {
  const t = useTranslations("web.test.report");
  const words = useTranslations("web.test.items");
  const locale = useLocale();
  return (
    <details>
      <summary className="font-semibold">{t("items", { count: report.items.length })}</summary>
      <ul className="mt-2 grid gap-2">
        {report.items.map((item) => (
          <li
            key={item.key}
            className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line pb-2"
          >
            <span className="min-w-0">
              {inLocale(item.name, locale)}
              {item.measured === null ? null : (
                <span className="block text-small text-soft">
                  {t("measured", {
                    value: item.measured.value,
                    unit:
                      item.measured.unit !== null && words.has(`unit.${item.measured.unit as "calls"}`)
                        ? words(`unit.${item.measured.unit as "calls"}`)
                        : (item.measured.unit ?? ""),
                    instrument: item.measured.instrument,
                  })}
                </span>
              )}
              {item.note === "" ? null : <span className="block text-small text-soft">{item.note}</span>}
            </span>
            <OutcomeBadge outcome={item.outcome} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Signatures({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test.report");
  const locale = useLocale();
  return (
    <div>
      <h3>{t("signatures")}</h3>
      <ul className="mt-2 grid gap-2">
        {(["ministry", "applicant"] as const).map((side) => {
          const given = test.signatures.find((one) => one.side === side);
          return (
            <li key={side} className="grid gap-1">
              <span className="flex flex-wrap items-center gap-x-3">
                <span>{t(`side.${side}`)}</span>
                {given === undefined ? (
                  <Badge shape="ring" tone="quiet">
                    {t("unsigned")}
                  </Badge>
                ) : (
                  <Badge
                    shape={given.kind === "signed" ? "tick" : given.kind === "refused" ? "cross" : "dash"}
                    tone={given.kind === "signed" ? "good" : "wait"}
                  >
                    {t(`given.${given.kind}`)}
                  </Badge>
                )}
              </span>
              {given === undefined ? null : (
                <span className="text-small text-soft">
                  {given.name === null ? "" : `${given.name}, `}
                  {moment(given.at, locale)}
                  {given.how === null ? "" : ` · ${t(`how.${given.how}`)}`}
                </span>
              )}
              {given === undefined || given.remarks === "" ? null : (
                <span className="whitespace-pre-line">{t("remarksOf", { remarks: given.remarks })}</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The card of the report; renders nothing before it is drawn up. */
export function ReportCard({ test, children }: { readonly test: Test; readonly children?: ReactNode }): ReactNode {
  const t = useTranslations("web.test.report");
  const locale = useLocale();
  const { report } = test;
  if (report === null) return null;
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="report">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="report" tabIndex={-1}>
          {t("title")}
        </h2>
        <VerdictBadge verdict={report.verdict} />
      </div>
      <p className="max-w-[70ch]">{t(report.verdict === "fit" ? "fit" : "unfit", { count: report.findings.length })}</p>
      <dl className="facts">
        <div>
          <dt>{t("testedOn")}</dt>
          <dd>{longDate(report.testedOn, locale)}</dd>
        </div>
        <div>
          <dt>{t("place")}</dt>
          <dd>{report.place}</dd>
        </div>
        <div>
          <dt>{t("team")}</dt>
          <dd>{report.team.map(({ name }) => name).join(", ")}</dd>
        </div>
      </dl>
      {report.note === "" ? null : <p className="whitespace-pre-line">{report.note}</p>}
      <Findings report={report} />
      <ReportItems report={report} />
      <Signatures test={test} />
      {test.reportDigest === null || test.closedAt !== null ? null : (
        <p>
          <a
            className="button"
            href={`/api/tests/${test.id}/report.pdf?digest=${test.reportDigest}`}
            target="_blank"
            rel="noreferrer"
          >
            <Icon name="file" size={18} />
            {t("preview")}
          </a>
        </p>
      )}
      {test.reportDigest === null ? null : (
        <p className="text-small text-soft [overflow-wrap:anywhere]">{t("digest", { digest: test.reportDigest })}</p>
      )}
      {children}
    </section>
  );
}
