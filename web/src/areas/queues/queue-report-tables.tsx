/** The tables of the report: half hours, and totals per queue. */
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Pager } from "../../parts/pager.tsx";
import { ColumnMenu } from "../applications/column-menu.tsx";
import type { QueueReport, ReportFigures } from "./queue-report-data.ts";
import { SHOWN_FIGURES, useFigureText } from "./queue-report-figures.tsx";

/** Rows per page: a day of half hours, or fewer on phones, where each row is a card. */
const PAGE = { wide: 48, narrow: 12 } as const;
/** Columns hidden on phones by default. */
const HIDDEN_ON_PHONES: ReadonlySet<string> = new Set([
  ...["overflowed", "callbacksAsked", "levelAnswered", "levelGoodAbandon", "levelNet", "ahtMs", "occupancy"],
  ...["messages", "messagesAnswered", "messageAsaMs"],
]);

const isWide = (): boolean => matchMedia("(min-width: 640px)").matches;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly isTotal: boolean;
  readonly figures: ReportFigures;
}

function useColumns(first: "interval" | "queue"): readonly Column<Row>[] {
  const t = useTranslations("web.queueReport");
  const text = useFigureText();
  return [
    {
      id: first,
      header: t(`columns.${first}`),
      cell: ({ name }) => (
        <span className={`font-semibold break-words ${first === "queue" ? "sm:block sm:min-w-[20ch]" : ""}`}>
          {name}
        </span>
      ),
    },
    ...SHOWN_FIGURES.filter((name) => first === "interval" || name !== "occupancy").map((name) => ({
      id: name,
      header: t(`figures.${name}`),
      numeric: true,
      cell: ({ figures, isTotal }: Row) => (isTotal ? <strong>{text(name, figures)}</strong> : text(name, figures)),
    })),
  ];
}

function useIntervalName(timeZone: string, isOneDay: boolean): (startAt: string) => string {
  const locale = useLocale();
  return useMemo(() => {
    const day = isOneDay ? {} : ({ day: "numeric", month: "short" } as const);
    const format = new Intl.DateTimeFormat(locale, {
      timeZone,
      ...day,
      hour: "2-digit",
      minute: "2-digit",
      hour12: false,
    });
    return (startAt) => format.format(new Date(startAt));
  }, [locale, timeZone, isOneDay]);
}

interface TableProps {
  readonly report: QueueReport;
  readonly withEmpty: boolean;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** The half hours of all queues in the report, one day per page, and their totals. */
export function HalfHourTable({ report, withEmpty, page, onPage }: TableProps): ReactNode {
  const t = useTranslations("web.queueReport");
  const columns = useColumns("interval");
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => (isWide() ? new Set() : HIDDEN_ON_PHONES));
  const pageSize = isWide() ? PAGE.wide : PAGE.narrow;
  const { halfHours, totals, timeZone } = report;
  const nameOf = useIntervalName(timeZone, halfHours.length <= PAGE.wide);
  const shown = withEmpty ? halfHours : halfHours.filter(({ offered, messages }) => offered + messages > 0);
  const rows = shown.slice((page - 1) * pageSize, page * pageSize).map(({ startAt, ...figures }) => ({
    id: startAt,
    name: nameOf(startAt),
    isTotal: false,
    figures,
  }));
  const total = { id: "total", name: t("total"), isTotal: true, figures: totals.all };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-small text-soft">{t("zone", { zone: timeZone })}</p>
        <ColumnMenu columns={columns} hidden={hidden} onChange={setHidden} />
      </div>
      <DataTable
        caption={t("table")}
        columns={columns}
        rows={[...rows, total]}
        rowId={(row) => row.id}
        hidden={hidden}
      />
      <Pager total={shown.length} page={page} pageSize={pageSize} onPage={onPage} />
    </>
  );
}

/** The totals of each queue. */
export function QueueTotals({ report }: { readonly report: QueueReport }): ReactNode {
  const t = useTranslations("web.queueReport");
  const columns = useColumns("queue");
  const names = new Map(report.queues.map(({ id, name }) => [id, name]));
  const rows = report.totals.queues.map(({ queueId, ...figures }) => ({
    id: queueId,
    name: names.get(queueId) ?? t("unnamed"),
    isTotal: false,
    figures: { ...figures, occupancy: null },
  }));
  return (
    <section className="grid gap-3">
      <h2>{t("byQueue")}</h2>
      <DataTable caption={t("byQueue")} columns={columns} rows={rows} rowId={(row) => row.id} />
    </section>
  );
}
