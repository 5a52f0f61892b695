/** The rows of a list in each of their states: loading, failed, none, found; with pages and a keyboard cursor. */
import { useNavigate } from "@tanstack/react-router";
import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { type Column, DataTable } from "../data-table.tsx";
import { Awaiting, Empty } from "../notice.tsx";
import { Pager } from "../pager.tsx";
import { useRowCursor } from "../row-cursor.ts";
import type { ListPaging } from "./list-address.ts";

/** What a list says while it has no rows: a framed text with a title, or one plain line without. */
export interface EmptyWords {
  readonly title?: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}

/** The way to older and to the newest rows of a list without page numbers; a cursor that is "" is the newest rows. */
export interface Cursors {
  readonly now: string | undefined;
  readonly next: string | null | undefined;
  readonly newest: string;
  readonly older: string;
  readonly onGo: (cursor: string) => void;
}

/** Rows as the API answers them. Lists without pages leave the counts out. */
interface Rows<Row> {
  readonly items: readonly Row[];
  readonly total?: number;
  readonly hasMore?: boolean | undefined;
}

/** What a list shows and how. */
export interface ListProps<Row> {
  readonly query: {
    readonly data: Rows<Row> | undefined;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  /** Lines that hold the place of the rows while they are loaded, and the height of each in pixels. */
  readonly lines?: number;
  readonly height?: number;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** What tells the rows apart; their `id` unless it says otherwise. */
  readonly rowId?: (row: Row) => string;
  readonly empty: EmptyWords;
  /** The order on screen, and what changes it; lists that are not sorted leave both out. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly hidden?: ReadonlySet<string>;
  readonly paging?: ListPaging;
  readonly cursors?: Cursors;
  /** Moves a cursor over the rows by j and k, and opens its row by Enter. One list of a screen may have it. */
  readonly hasKeys?: boolean;
  /** Stands below the rows while there are any. */
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
