/** Shared parts of the officers' queues: filter by the responsible party, search and state filter, and the list with pages and keyboard cursor. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isNarrowed, type Narrowed, narrowingOf } from "../data/narrowing.ts";
import { type Column, DataTable } from "./data-table.tsx";
import { FilterSelect, SearchBox } from "./list-tools.tsx";
import { Empty } from "./notice.tsx";
import { Pager } from "./pager.tsx";

/**
 * Values of the responsible-party filter. Without a value the filter means open cases, or all cases while a search,
 * state or dashboard filter is set.
 */
const BALLS = ["mine", "ministry", "applicant", "overdue", "all"] as const;

/** The search parameters of a queue in the URL. */
export interface QueueAddress extends Narrowed {
  readonly search?: string;
  readonly state?: string;
  readonly ball?: string;
}

/** The `ball` query parameter of the API for the responsible party; left out when all cases are requested. */
export function ballQueryOf(address: QueueAddress): { ball?: string } {
  const { search = "", state = "", ball = "" } = address;
  if (ball === "all") return {};
  if (ball !== "") return { ball };
  return search === "" && state === "" && !isNarrowed(address) ? { ball: "open" } : {};
}

/** Builds the API query for a page of a queue. Cases with the nearest due date come first unless the URL names another order. */
export function queueQueryOf(
  address: QueueAddress & { readonly sort?: string },
  paging: { readonly page: number; readonly pageSize: number },
) {
  const { search, state, sort = "due" } = address;
  return {
    scope: "queue" as const,
    ...paging,
    sort,
    ...(search === undefined ? {} : { search }),
    ...(state === undefined ? {} : { state }),
    ...ballQueryOf(address),
    ...narrowingOf(address),
  };
}

interface QueueFiltersProps {
  readonly address: QueueAddress;
  readonly searchLabel: string;
  readonly states: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (part: Record<string, string>) => void;
}

/** Filters by search text, state and responsible party. */
export function QueueFilters({ address, searchLabel, states, onChange }: QueueFiltersProps): ReactNode {
  const t = useTranslations("web.desk");
  const parts = useTranslations("web.parts");
  return (
    <>
      <SearchBox value={address.search ?? ""} label={searchLabel} onSearch={(search) => onChange({ search })} />
      <FilterSelect
        label={parts("filterState")}
        value={address.state ?? ""}
        options={states}
        onChange={(state) => onChange({ state })}
      />
      <FilterSelect
        label={t("ball")}
        value={address.ball ?? ""}
        all={address.search || address.state || isNarrowed(address) ? t("balls.all") : t("balls.open")}
        options={BALLS.map((ball) => ({ value: ball, label: t(`balls.${ball}`) }))}
        onChange={(ball) => onChange({ ball })}
      />
    </>
  );
}

interface QueueListProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly hidden: ReadonlySet<string>;
  readonly cursorId: string | null;
  readonly sort: string;
  readonly counted: { readonly total: number; readonly hasMore?: boolean | undefined };
  readonly paging: { readonly page: number; readonly pageSize: number };
  readonly onChange: (part: Record<string, string>) => void;
}

/** The rows with pages and keyboard cursor, or the empty state. */
export function QueueList<Row extends { readonly id: string }>(props: QueueListProps<Row>): ReactNode {
  const t = useTranslations("web.desk");
  const { counted, paging, onChange, caption, columns, rows, hidden, cursorId, sort } = props;
  if (counted.total === 0) return <Empty title={t("queueEmptyTitle")}>{t("queueEmptyText")}</Empty>;
  return (
    <>
      <DataTable
        caption={caption}
        columns={columns}
        rows={rows}
        hidden={hidden}
        cursorId={cursorId}
        sort={sort}
        rowId={(row) => row.id}
        onSort={(next) => onChange({ sort: next })}
      />
      <Pager
        {...paging}
        total={counted.total}
        {...(counted.hasMore === undefined ? {} : { hasMore: counted.hasMore })}
        onPage={(next) => onChange({ page: String(next) })}
        onPageSize={(size) => onChange({ size: String(size) })}
      />
      <p className="mt-4 hidden text-small text-soft lg:block">
        <kbd className="kbd">j</kbd> <kbd className="kbd">k</kbd> {t("keysMove")} <kbd className="kbd">Enter</kbd>{" "}
        {t("keysOpen")}
      </p>
    </>
  );
}
