/** The columns of the officers' queue of licence applications. */
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../../parts/badges.tsx";
import type { Column } from "../../../parts/data-table.tsx";
import { PromiseCell } from "../../../parts/promise.tsx";
import { moment } from "../../../words/dates.ts";
import { LicenceBadge } from "../licence-badges.tsx";
import type { LicenceRow } from "../licence-types.ts";

/** A row with a known version, which assignment requires. */
export type QueueRow = LicenceRow & { readonly version: number };

/** The columns in the language of the screen; the first holds the case number and links to the case. */
export function useQueueColumns(): readonly Column<QueueRow>[] {
  const t = useTranslations("web.licenceDesk");
  const desk = useTranslations("web.desk");
  const locale = useLocale();
  return [
    { id: "number", header: desk("number"), to: "/izin/$id", look: "strong-line", cell: (row) => row.number ?? "–" },
    {
      id: "company",
      header: desk("company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[110px] lg:min-w-[160px]" title={row.organisationName}>
          {row.organisationName}
        </span>
      ),
    },
    { id: "nib", header: desk("nib"), cell: (row) => row.nib ?? "–" },
    {
      id: "configurations",
      header: t("configurations"),
      cell: (row) =>
        row.configurations
          .map((name) => (t.has(`configuration.${name as "pbx"}`) ? t(`configuration.${name as "pbx"}`) : name))
          .join(", ") || "–",
    },
    {
      id: "state",
      header: desk("state"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <LicenceBadge state={row.state} paused={row.paused} say={(state) => t(`state.${state}`)} />
          {row.round === 0 ? null : <span className="text-small text-soft">{t("inRound", { round: row.round })}</span>}
        </span>
      ),
    },
    {
      id: "submitted",
      header: desk("submitted"),
      sort: "submitted",
      cell: (row) =>
        row.submittedAt === null ? "–" : <span className="whitespace-nowrap">{moment(row.submittedAt, locale)}</span>,
    },
    {
      id: "promise",
      header: desk("promise"),
      sort: "due",
      cell: (row) => (
        <span className="grid gap-1">
          <PromiseCell promise={row.promise} />
          {row.deemed === true ? (
            <Badge shape="triangle" tone="bad">
              {t("deemedShort")}
            </Badge>
          ) : null}
        </span>
      ),
    },
    {
      id: "assignee",
      header: t("evaluator"),
      cell: (row) => row.assignee ?? <span className="text-faint">{desk("nobody")}</span>,
    },
  ];
}
