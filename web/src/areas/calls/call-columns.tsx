/** The columns of the list of calls; the export file has the same columns. */
import { Link } from "@tanstack/react-router";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { CallNumber, OutcomeBadge, PhoneNames, RecordingBadge } from "./call-badges.tsx";
import { callTime, lengthText } from "./call-words.ts";
import type { CallRow } from "./calls-data.ts";

/** Columns hidden by default. */
export const HIDDEN_AT_FIRST: ReadonlySet<string> = new Set([
  "called",
  "trunk",
  "cause",
  "hold",
  "endedBy",
  "transfers",
]);

/** All columns, in their order. */
export function useCallColumns(timeZone: string): readonly Column<CallRow>[] {
  const t = useTranslations("web.calls");
  const locale = useLocale();
  return [
    {
      id: "began",
      header: t("columns.began"),
      sort: "began",
      cell: (row) => (
        <Link
          to="/layanan/panggilan/$id"
          params={{ id: row.id }}
          className="font-semibold whitespace-nowrap tabular-nums"
        >
          {callTime(row.beganAt, timeZone, locale)}
        </Link>
      ),
    },
    { id: "direction", header: t("columns.direction"), cell: (row) => t(`directions.${row.direction}`) },
    { id: "caller", header: t("columns.caller"), cell: (row) => <CallNumber number={row.caller} /> },
    { id: "called", header: t("columns.called"), cell: (row) => <CallNumber number={row.called} /> },
    {
      id: "code",
      header: t("columns.code"),
      cell: (row) => (row.code === null ? "–" : <span className="tabular-nums">{row.code}</span>),
    },
    { id: "phone", header: t("columns.phone"), cell: (row) => <PhoneNames {...row} /> },
    {
      id: "trunk",
      header: t("columns.trunk"),
      cell: (row) => (
        <span className="line-clamp-2 break-words">
          {row.trunk ?? (row.website === null ? "–" : t("fromWebsite", { name: row.website }))}
        </span>
      ),
    },
    { id: "outcome", header: t("columns.outcome"), cell: (row) => <OutcomeBadge outcome={row.outcome} /> },
    { id: "cause", header: t("columns.cause"), numeric: true, cell: (row) => row.cause ?? "–" },
    { id: "ring", header: t("lengths.ring"), numeric: true, cell: (row) => lengthText(row.ringMs) },
    { id: "talk", header: t("lengths.talk"), sort: "talk", numeric: true, cell: (row) => lengthText(row.talkMs) },
    { id: "hold", header: t("lengths.hold"), numeric: true, cell: (row) => lengthText(row.holdMs) },
    { id: "endedBy", header: t("columns.endedBy"), cell: (row) => t(`endedBy.${row.endedBy}`) },
    { id: "transfers", header: t("columns.transfers"), numeric: true, cell: (row) => row.transfers },
    {
      id: "recording",
      header: t("columns.recording"),
      cell: (row) => (row.recording === null ? "–" : <RecordingBadge state={row.recording} />),
    },
  ];
}
