/** The rows of a list in its states loading, failed, empty and loaded, with pages and keyboard cursor. */
import { useNavigate } from "@tanstack/react-router";
import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { type Column, DataTable } from "../data-table.tsx";
import { Awaiting, Empty } from "../notice.tsx";
import { Pager } from "../pager.tsx";
import { useRowCursor } from "../row-cursor.ts";
import type { ListPaging } from "./list-address.ts";

/** The text of an empty list: framed with a title, or one plain line without a title. */
export interface EmptyWords {
  readonly title?: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}

/** Links to older and to the newest rows of a list with cursors; the cursor "" stands for the newest rows. */
export interface Cursors {
  readonly now: string | undefined;
  readonly next: string | null | undefined;
  readonly newest: string;
  readonly older: string;
  readonly onGo: (cursor: string) => void;
}

/** Rows as the API returns them. Lists without pages leave out the counts. */
interface Rows<Row> {
  readonly items: readonly Row[];
  readonly total?: number;
  readonly hasMore?: boolean | undefined;
}

/** Data and options of a list. */
export interface ListProps<Row> {
  readonly query: {
    readonly data: Rows<Row> | undefined;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  /** The number of placeholder lines while loading, and the height of each in pixels. */
  readonly lines?: number;
  readonly height?: number;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** The key of a row; its `id` by default. */
  readonly rowId?: (row: Row) => string;
  readonly empty: EmptyWords;
  /** The current order and the handler that changes it; unsorted lists leave out both. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly hidden?: ReadonlySet<string>;
  readonly paging?: ListPaging;
  readonly cursors?: Cursors;
  /** Keys j and k move a cursor over the rows and Enter opens the row. At most one list of a screen may set it. */
  readonly hasKeys?: boolean;
  /** Content below the rows, shown only when there are rows. */
  readonly below?: ReactNode;
}

function idOf(row: unknown): string {
  if (typeof row === "object" && row !== null && "id" in row && typeof row.id === "string") return row.id;
  throw new Error("the rows of this list have no id");
}

/** The rows of a list. */
export function List<Row extends RowData>(props: ListProps<Row>): ReactNode {
  const { query, lines = 5, height, empty, cursors } = props;
  const { data } = query;
  return (
    <>
      <Awaiting query={query} lines={lines} {...(height === undefined ? {} : { height })} />
      {data === undefined ? null : (data.total ?? data.items.length) === 0 ? (
        <Nothing {...empty} />
      ) : (
        <Found {...props} data={data} />
      )}
      {cursors === undefined ? null : <CursorButtons {...cursors} />}
    </>
  );
}

function Nothing({ title, text, action }: EmptyWords): ReactNode {
  if (title === undefined) return <p className="text-soft">{text}</p>;
  return (
    <Empty title={title} action={action}>
      {text}
    </Empty>
  );
}

function Found<Row extends RowData>(props: ListProps<Row> & { readonly data: Rows<Row> }): ReactNode {
  const { data, caption, columns, rowId = idOf, sort, onSort, hidden, paging, hasKeys, below } = props;
  const navigate = useNavigate();
  const to = columns.map((column) => ("to" in column ? column.to : undefined)).find((screen) => screen !== undefined);
  const keyed = hasKeys === true && to !== undefined ? data.items.map((row) => ({ id: rowId(row) })) : [];
  const cursorId = useRowCursor(keyed, (id) => void navigate({ to, params: { id } } as never));
  return (
    <div>
      <DataTable
        caption={caption}
        columns={columns}
        rows={data.items}
        rowId={rowId}
        sort={sort}
        {...(onSort === undefined ? {} : { onSort })}
        {...(hidden === undefined ? {} : { hidden })}
        cursorId={cursorId}
      />
      {paging === undefined ? null : (
        <Pager
          total={data.total ?? data.items.length}
          {...(data.hasMore === undefined ? {} : { hasMore: data.hasMore })}
          {...paging}
        />
      )}
      {below}
    </div>
  );
}

function CursorButtons({ now = "", next, newest, older, onGo }: Cursors): ReactNode {
  return (
    <p className="mt-4 flex flex-wrap gap-3 empty:hidden">
      {now === "" ? null : (
        <button type="button" className="button button-small" onClick={() => onGo("")}>
          {newest}
        </button>
      )}
      {next == null ? null : (
        <button type="button" className="button button-small" onClick={() => onGo(next)}>
          {older}
        </button>
      )}
    </p>
  );
}
