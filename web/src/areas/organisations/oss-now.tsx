/** Current OSS data line by line beside the registered data; differences are marked by shape and label. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Organisation } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";

interface Reading {
  readonly state: "read" | "no-nib" | "unknown" | "not-configured" | "unavailable";
  readonly readAt: string;
  readonly lines: {
    readonly line: string;
    readonly registered: string;
    readonly oss: string;
    readonly verdict: "match" | "differs" | "not-said";
  }[];
}

const BADGE_STYLES = {
  match: { shape: "tick", tone: "good" },
  differs: { shape: "triangle", tone: "bad" },
  "not-said": { shape: "dash", tone: "quiet" },
} as const;

const readingQuery = (organisationId: string, version: number) =>
  queryOptions({
    queryKey: ["verifications", "oss", organisationId, version],
    queryFn: () =>
      read<Reading>(
        api.GET("/api/verifications/{organisationId}/oss-reading", { params: { path: { organisationId } } }),
      ),
    staleTime: 300_000,
  });

/** Returns a function that formats a line; coded values are translated. */
function useLineText(): (line: string, value: string) => string {
  const kinds = useTranslations("companyKinds");
  const statuses = useTranslations("nibStatuses");
  const risks = useTranslations("risks");
  return (line, value) => {
    if (value === "") return "–";
    if (line === "companyKind" && kinds.has(value as "pt")) return kinds(value as "pt");
    if (line === "nibStatus" && statuses.has(value as "active")) return statuses(value as "active");
    if (line === "risk" && risks.has(value as "high")) return risks(value as "high");
    return value;
  };
}

function Lines({ reading }: { readonly reading: Reading }): ReactNode {
  const t = useTranslations("web.verify");
  const said = useLineText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={t("ossNow")} tabIndex={0}>
      <table className="table table-cards">
        <caption className="sr-only">{t("ossNow")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{t("verdict")}</th>
            <th scope="col">{t("registered")}</th>
            <th scope="col">{t("oss")}</th>
          </tr>
        </thead>
        <tbody>
          {reading.lines.map((one) => (
            <tr key={one.line}>
              <td data-label={t("line")}>
                {t.has(`lines.${one.line as "name"}`) ? t(`lines.${one.line as "name"}`) : one.line}
              </td>
              <td data-label={t("verdict")}>
                <Badge {...BADGE_STYLES[one.verdict]}>{t(`verdicts.${one.verdict}`)}</Badge>
              </td>
              <td data-label={t("registered")} className="break-words">
                {said(one.line, one.registered)}
              </td>
              <td data-label={t("oss")} className="break-words">
                {said(one.line, one.oss)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Queries OSS when the registration is opened; OSS values that differ can be adopted. */
export function OssNow({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verify");
  const locale = useLocale();
  const cache = useQueryClient();
  const { id, version } = organisation;
  const { data, error, refetch } = useQuery(readingQuery(id, version));
  const adopt = useMutation({
    mutationFn: () =>
      read(
        api.POST("/api/verifications/{organisationId}/oss-record", {
          params: { path: { organisationId: id } },
          body: { expectedVersion: version },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["verifications"] }),
  });
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={3} />;
  if (data.state === "no-nib") return null;
  if (data.state !== "read") return <Notice tone="wait">{t(`ossState.${data.state}`)}</Notice>;
  const differing = data.lines.filter(({ verdict }) => verdict === "differs").length;
  // The responsible person is stated by the applicant, so adopting the OSS data does not change it.
  const isTakeable = data.lines.some(({ line, verdict }) => verdict === "differs" && line !== "personInCharge");
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-3 text-small text-soft">
        <span>{t("readAt", { time: moment(data.readAt, locale) })}</span>
        <span className="font-semibold text-ink">{t("differing", { count: differing })}</span>
      </p>
      <Lines reading={data} />
      {adopt.error === null ? null : <FailureNotice error={adopt.error} />}
      {(isTakeable || organisation.recordSource === "stated") && organisation.mayDecide === true ? (
        <p>
          <BusyButton type="button" className="button" isBusy={adopt.isPending} onClick={() => adopt.mutate()}>
            {t("adopt")}
          </BusyButton>
        </p>
      ) : null}
    </div>
  );
}
