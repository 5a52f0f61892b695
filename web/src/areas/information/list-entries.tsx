/** The entries of a version of a list. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIST_COLUMNS, type ListKind } from "../../../../src/service/acd/knowledge/list-columns.shared.ts";
import { addressOf } from "../../data/client.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Pager } from "../../parts/pager.tsx";
import { rupiah } from "../../words/amounts.ts";
import { shortDate } from "../../words/dates.ts";
import { ENTRIES_PAGE, type EntryRow, entriesQuery, type InformationList } from "./information-data.ts";

/** The text of a column of an entry; "–" for none. */
function cellText(entry: EntryRow, column: string, locale: string): string {
  switch (column) {
    case "code":
      return entry.code;
    case "name":
      return entry.name;
    case "postcode":
      return entry.postcode ?? "–";
    case "price":
      return entry.priceRupiah === null ? "–" : rupiah(entry.priceRupiah, locale);
    case "validFrom":
      return entry.validFrom === null ? "–" : shortDate(entry.validFrom, locale);
    case "validUntil":
      return entry.validUntil === null ? "–" : shortDate(entry.validUntil, locale);
    default:
      return entry.fields[column] ?? "–";
  }
}

/** Columns left out of the table because of their width; the file contains them. */
const LEFT_OUT: ReadonlySet<string> = new Set(["latitude", "longitude"]);

/** Entries as a table with the columns of their kind. */
export function EntryTable({
  caption,
  kind,
  rows,
}: {
  readonly caption: string;
  readonly kind: ListKind;
  readonly rows: readonly EntryRow[];
}): ReactNode {
  const t = useTranslations("web.information.lists.columns");
  const locale = useLocale();
  const columns: readonly Column<EntryRow>[] = useMemo(
    () =>
      LIST_COLUMNS[kind]
        .filter(({ column }) => !LEFT_OUT.has(column))
        .map(({ column }) => ({
          id: column,
          header: t(column as Parameters<typeof t>[0]),
          ...(column === "price" ? { numeric: true } : {}),
          look: "wrap",
          cell: (row: EntryRow) => cellText(row, column, locale),
        })),
    [t, kind, locale],
  );
  return <DataTable caption={caption} columns={columns} rows={rows} rowId={({ line }) => String(line)} />;
}

/** The section with the entries of a version. */
export function ListEntries({ list, number }: { readonly list: InformationList; readonly number: number }): ReactNode {
  const t = useTranslations("web.information.lists");
  const locale = useLocale();
  const { search = "", page = "1" } = useSearch({ from: "/layanan/daftar-informasi/$id" });
  const navigate = useNavigate({ from: "/layanan/daftar-informasi/$id" });
  const nth = Math.max(1, Math.min(1_000, Math.trunc(Number(page)) || 1));
  const found = useQuery(entriesQuery({ id: list.id, number }, { search, page: nth }));
  const data = found.data;
  const caption = t("entriesOf", { number });
  return (
    <section className="grid gap-3" aria-labelledby="list-entries">
      <h2 id="list-entries">{caption}</h2>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchBox
          value={search}
          label={t("search")}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text, page: "" }), replace: true })
          }
        />
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            key={format}
            download
            href={addressOf("/api/service/information/lists/{id}/versions/{number}/sheet", {
              path: { id: list.id, number },
              query: { format, language: locale },
            })}
          >
            {t("export", { format: format.toUpperCase() })}
          </a>
        ))}
      </div>
      <Awaiting query={found} lines={6} />
      {data?.items.length === 0 ? <p className="text-soft">{t("nothingFound")}</p> : null}
      {data === undefined || data.items.length === 0 ? null : (
        <>
          <EntryTable caption={caption} kind={list.kind} rows={data.items} />
          <Pager
            total={data.total}
            page={nth}
            pageSize={ENTRIES_PAGE}
            hasMore={data.hasMore}
            onPage={(next) => void navigate({ search: (before) => ({ ...before, page: String(next) }) })}
          />
        </>
      )}
    </section>
  );
}
