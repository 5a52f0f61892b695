/** A dense table: sorted by the server, columns that can be hidden, a keyboard cursor over its rows. */
import { columnVisibilityFeature, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "./icons.tsx";

const features = tableFeatures({ columnVisibilityFeature });

/** One column. `sort` is the server's name of the order; without it the column cannot be sorted. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly sort?: string;
  readonly numeric?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Server's name of the order, "-" before it for descending. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  readonly hidden?: ReadonlySet<string>;
  readonly cursorId?: string | null;
  readonly onRowClick?: (row: Row) => void;
}

/** Wraps rows into cards on phones; see `.table-cards`. */
export function DataTable<Row extends RowData>({
  caption,
  columns,
  rows,
  rowId,
  sort,
  onSort,
  hidden,
  cursorId,
  onRowClick,
}: DataTableProps<Row>): ReactNode {
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        cell: ({ row }: { row: { original: Row } }) => column.cell(row.original),
      })),
    [columns],
  );
  const columnVisibility = useMemo(() => Object.fromEntries([...(hidden ?? [])].map((id) => [id, false])), [hidden]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: definitions, data, getRowId: rowId, state: { columnVisibility } });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={caption} tabIndex={0}>
      <table className="table table-cards">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {table.getVisibleLeafColumns().map((column) => (
              <Heading key={column.id} column={byId.get(column.id)} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              data-row={row.id}
              data-cursor={row.id === cursorId}
              onClick={onRowClick === undefined ? undefined : () => onRowClick(row.original)}
            >
              {row.getVisibleCells().map((cell) => {
                const column = byId.get(cell.column.id);
                return (
                  <td
                    key={cell.id}
                    data-label={column?.header}
                    className={column?.numeric === true ? "number" : undefined}
                  >
                    {column?.cell(row.original)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadingProps {
  readonly column: { readonly header: string; readonly sort?: string; readonly numeric?: boolean } | undefined;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function Heading({ column, sort, onSort }: HeadingProps): ReactNode {
  const t = useTranslations("web.parts");
  if (column === undefined) return null;
  const { header, sort: order, numeric } = column;
  const className = numeric === true ? "number" : undefined;
  if (order === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {header}
      </th>
    );
  }
  const direction = sort === order ? "ascending" : sort === `-${order}` ? "descending" : "none";
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <button
        type="button"
        className="sort"
        title={t("sortBy", { column: header })}
        onClick={() => onSort(direction === "ascending" ? `-${order}` : order)}
      >
        {header}
        {direction === "none" ? null : <Icon name={direction === "ascending" ? "up" : "down"} size={14} />}
      </button>
    </th>
  );
}
