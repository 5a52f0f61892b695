/** A case in OSS: the company's status, the licence that the case answers, and the reports sent. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { DeliveryState, RetryButton, StatusWord } from "./delivery.tsx";
import { type CaseAtOss, caseAtOssQuery } from "./oss-data.ts";

/** The side that views the panel. */
export type Audience = "applicant" | "officer";

function OssStatus({ standing, audience }: { readonly standing: CaseAtOss["standing"]; readonly audience: Audience }) {
  const t = useTranslations("web.oss");
  const risks = useTranslations("risks");
  const locale = useLocale();
  if (standing === null) return null;
  const { isBlocked, nibStatus, since, dispute, risk, otherName } = standing;
  const isOfficer = audience === "officer";
  return (
    <>
      {isBlocked ? (
        <Notice tone="bad" title={t(`panel.blockedTitle.${nibStatus as "frozen"}`)}>
          {since === null ? null : <p>{t("panel.blockedSince", { at: moment(since, locale) })}</p>}
          <p>{t(isOfficer ? "panel.blockedOfficer" : "panel.blockedApplicant")}</p>
        </Notice>
      ) : null}
      {isOfficer && dispute !== null ? <Notice tone="wait">{t(`desk.dispute.${dispute}`)}</Notice> : null}
      {isOfficer && risk !== null && risk !== "high" ? (
        <Notice tone="wait">{t("panel.risk", { risk: risks(risk as "low") })}</Notice>
      ) : null}
      {isOfficer && otherName !== null ? <Notice>{t("panel.otherName", { name: otherName })}</Notice> : null}
    </>
  );
}

function LicenseFacts({ license }: { readonly license: NonNullable<CaseAtOss["license"]> }): ReactNode {
  const t = useTranslations("web.oss.panel");
  const locale = useLocale();
  const rows: readonly (readonly [string, string])[] = [
    [t("licenseId"), license.licenseId],
    [t("projectId"), license.projectId],
    [t("ossId"), license.ossId],
    [t("licenseCode"), license.licenseCode],
    [t("region"), license.regionCode],
    [t("convertedKbli"), license.convertedKbli ?? ""],
    [t("asked"), moment(license.receivedAt, locale)],
    [t("linked"), t(`linkedBy.${license.linkedBy}`, { at: moment(license.linkedAt, locale) })],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Choice({
  applicationId,
  waiting,
}: {
  readonly applicationId: string;
  readonly waiting: CaseAtOss["waiting"];
}) {
  const t = useTranslations("web.oss.panel");
  const locale = useLocale();
  const cache = useQueryClient();
  const choose = useMutation({
    mutationFn: (licenseId: string) =>
      read<CaseAtOss>(
        api.PUT("/api/applications/{id}/oss-license", { params: { path: { id: applicationId } }, body: { licenseId } }),
      ),
    onSuccess: (after) => cache.setQueryData(caseAtOssQuery(applicationId).queryKey, after),
    onError: () => cache.invalidateQueries({ queryKey: ["application", applicationId, "oss"] }),
  });
  return (
    <section className="grid gap-2" aria-labelledby="oss-choice">
      <h3 id="oss-choice" className="font-semibold">
        {t("chooseTitle")}
      </h3>
      <p className="text-small text-soft">{t("chooseHint")}</p>
      {choose.error === null ? null : <FailureNotice error={choose.error} />}
      <ul className="grid gap-2">
        {waiting.map(({ licenseId, name, receivedAt }) => (
          <li key={licenseId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <span className="min-w-0">
              <span className="font-semibold break-all">{licenseId}</span>{" "}
              <span className="text-small text-soft">
                {name} · {moment(receivedAt, locale)}
              </span>
            </span>
            <BusyButton
              type="button"
              className="button button-small"
              isBusy={choose.isPending}
              onClick={() => choose.mutate(licenseId)}
            >
              {t("choose")}
              <span className="sr-only"> {licenseId}</span>
            </BusyButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reports({
  applicationId,
  data,
  audience,
}: {
  readonly applicationId: string;
  readonly data: CaseAtOss;
  readonly audience: Audience;
}) {
  const t = useTranslations("web.oss");
  const locale = useLocale();
  if (data.license === null) return null;
  return (
    <section className="grid gap-2" aria-labelledby="oss-reports">
      <h3 id="oss-reports" className="font-semibold">
        {t("panel.reports")}
      </h3>
      {data.reports.length === 0 ? <p className="text-soft">{t("panel.noReports")}</p> : null}
      <ol className="divide-y divide-line">
        {data.reports.map((report) => (
          <li key={report.sequence} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2">
            <span>
              <strong>
                <StatusWord status={report.status} />
              </strong>
              <span className="block text-small text-soft">
                {moment(report.occurredAt, locale)}
                {audience === "officer" && report.officerName !== null
                  ? `, ${t("by", { name: report.officerName })}`
                  : ""}
              </span>
            </span>
            <DeliveryState report={report} />
          </li>
        ))}
      </ol>
      {data.mayRetry ? (
        <div>
          <RetryButton applicationId={applicationId} about="" />
        </div>
      ) : null}
    </section>
  );
}

/** The panel of a case. */
export function CasePanel({
  applicationId,
  audience,
}: {
  readonly applicationId: string;
  readonly audience: Audience;
}): ReactNode {
  const t = useTranslations("web.oss.panel");
  const { data, error, refetch } = useQuery(caseAtOssQuery(applicationId));
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="oss-panel">
      <h2 id="oss-panel" className="text-lead">
        {t("title")}
      </h2>
      {error !== null && data === undefined ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined ? error === null && <Loading lines={3} /> : null}
      {data === undefined ? null : (
        <>
          <OssStatus standing={data.standing} audience={audience} />
          {data.isConfigured ? null : <Notice tone="wait">{t("notConfigured")}</Notice>}
          {data.license === null ? (
            <p className="text-soft">{t("noLicense")}</p>
          ) : (
            <LicenseFacts license={data.license} />
          )}
          {data.mayChoose && data.waiting.length > 0 ? (
            <Choice applicationId={applicationId} waiting={data.waiting} />
          ) : null}
          <Reports applicationId={applicationId} data={data} audience={audience} />
        </>
      )}
    </section>
  );
}
