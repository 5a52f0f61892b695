/** A dense table with server-side sorting, hideable columns, row actions and a keyboard cursor. */
import { Link, type LinkProps } from "@tanstack/react-router";
import { columnVisibilityFeature, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Ending } from "./end-dialog.tsx";
import { Icon } from "./icons.tsx";

/** Most tables have no deletion: the dialog and its request code are loaded on first use. */
const EndDialog = lazy(async () => ({ default: (await import("./end-dialog.tsx")).EndDialog }));

const features = tableFeatures({ columnVisibilityFeature });

/** CSS classes for the kinds of cell text. */
const CELL_CLASSES = {
  wrap: "[overflow-wrap:anywhere]",
  words: "break-words",
  letters: "break-all",
  line: "whitespace-nowrap",
  figures: "tabular-nums",
  strong: "font-semibold",
  "strong-wrap": "font-semibold [overflow-wrap:anywhere]",
  "strong-words": "font-semibold break-words",
  "strong-letters": "font-semibold break-all",
  "strong-line": "font-semibold whitespace-nowrap",
  "strong-figures": "font-semibold tabular-nums",
} as const;

/** The route of a screen that shows one row by its id. */
type RowScreen = Extract<LinkProps["to"], `${string}/$id`>;

/**
 * An action of a row: a button that calls `onPress`, a button that opens the confirmation `ends`, or a link to the
 * row's screen. `label` is the accessible name and names the row.
 */
export type RowAction = { readonly text: string; readonly label: string } & (
  | { readonly onPress: () => void }
  | { readonly ends: Ending }
  | { readonly to: RowScreen }
);

interface ColumnName {
  readonly id: string;
  readonly header: string;
}

/** A column of data. `sort` is the server's name of the order; a column without it cannot be sorted. `to` makes the text a link. */
interface FactColumn<Row> extends ColumnName {
  readonly cell: (row: Row) => ReactNode;
  readonly look?: keyof typeof CELL_CLASSES;
  readonly to?: RowScreen;
  readonly sort?: string;
  readonly numeric?: boolean;
}

/** A column of row actions. */
interface ActionColumn<Row> extends ColumnName {
  readonly actions: (row: Row) => readonly RowAction[];
}

/** A column of a table: data or row actions. */
export type Column<Row> = FactColumn<Row> | ActionColumn<Row>;

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** The server's name of the order, prefixed with "-" for descending. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  readonly hidden?: ReadonlySet<string>;
  readonly cursorId?: string | null;
  readonly onRowClick?: (row: Row) => void;
}

/** The table. On phones each row becomes a card; see `.table-cards`. */
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
  const [ending, setEnding] = useState<Ending | null>(null);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const definitions = useMemo(() => columns.map(({ id, header }) => ({ id, header })), [columns]);
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
                  <td key={cell.id} data-label={column?.header} className={isNumeric(column) ? "number" : undefined}>
                    {column === undefined ? null : (
                      <Cell column={column} row={row.original} id={row.id} onEnd={setEnding} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {ending === null ? null : (
        <Suspense>
          <EndDialog {...ending} onClose={() => setEnding(null)} />
        </Suspense>
      )}
    </section>
  );
}

const isNumeric = (column: object | undefined): boolean =>
  column !== undefined && "numeric" in column && column.numeric === true;

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly id: string;
  readonly onEnd: (ending: Ending) => void;
}

function Cell<Row>({ column, row, id, onEnd }: CellProps<Row>): ReactNode {
  if ("actions" in column) return <RowActions actions={column.actions(row)} id={id} onEnd={onEnd} />;
  const { look, to, cell } = column;
  const className = look === undefined ? undefined : CELL_CLASSES[look];
  if (to !== undefined)
    return (
      <Link to={to} params={{ id }} className={className}>
        {cell(row)}
      </Link>
    );
  return className === undefined ? cell(row) : <span className={className}>{cell(row)}</span>;
}

interface RowActionsProps {
  readonly actions: readonly RowAction[];
  readonly id: string;
  readonly onEnd: (ending: Ending) => void;
}

function RowActions({ actions, id, onEnd }: RowActionsProps): ReactNode {
  if (actions.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action) =>
        "to" in action ? (
          <Link
            key={action.text}
            to={action.to}
            params={{ id }}
            className="button button-small"
            aria-label={action.label}
          >
            {action.text}
          </Link>
        ) : (
          <button
            key={action.text}
            type="button"
            className="button button-small"
            aria-label={action.label}
            onClick={"ends" in action ? () => onEnd(action.ends) : action.onPress}
          >
            {action.text}
          </button>
        ),
      )}
    </div>
  );
}

interface HeadingProps {
  readonly column: (ColumnName & { readonly sort?: string }) | undefined;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function Heading({ column, sort, onSort }: HeadingProps): ReactNode {
  const t = useTranslations("web.parts");
  if (column === undefined) return null;
  const { header, sort: order } = column;
  const className = isNumeric(column) ? "number" : undefined;
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
