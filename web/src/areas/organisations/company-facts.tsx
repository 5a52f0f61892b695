/** A company's data from OSS. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { OssRecord } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import { Kbli } from "../../parts/kbli.tsx";

/** The KBLI code of call centres. */
export const CALL_CENTRE_KBLI = "82200";

/** OSS data of a company as a list of facts. */
export function CompanyFacts({ company }: { readonly company: OssRecord }): ReactNode {
  const t = useTranslations("web.organisation");
  const kinds = useTranslations("companyKinds");
  const statuses = useTranslations("nibStatuses");
  const risks = useTranslations("risks");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("companyName"), <strong key="name">{company.name}</strong>],
    [t("nib"), company.nib],
    [t("npwp"), company.npwp === "" ? "–" : company.npwp],
    [
      t("companyKind"),
      kinds.has(company.companyKind as "pt") ? kinds(company.companyKind as "pt") : company.companyKind,
    ],
    [t("address"), [company.address, company.city, company.province].filter(Boolean).join(", ")],
    [
      t("nibStatus"),
      statuses.has(company.nibStatus as "active") ? statuses(company.nibStatus as "active") : company.nibStatus,
    ],
  ];
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t("kbli")}</dt>
        <dd>
          <ul className="grid gap-1">
            {company.kbli.map((line) => (
              <li key={line.code} className="flex flex-wrap items-center gap-2">
                <span className="font-semibold">
                  <Kbli code={line.code} />
                </span>{" "}
                {line.title}
                {risks.has(line.risk as "high") ? (
                  <span className="text-small text-soft">{t("risk", { risk: risks(line.risk as "high") })}</span>
                ) : null}
                {line.code === CALL_CENTRE_KBLI ? (
                  <Badge shape="tick" tone="good">
                    {t("callCentre")}
                  </Badge>
                ) : null}
                {line.code === CALL_CENTRE_KBLI && line.risk !== "high" ? (
                  <Badge shape="triangle" tone="wait">
                    {t("riskNotHigh")}
                  </Badge>
                ) : null}
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}
