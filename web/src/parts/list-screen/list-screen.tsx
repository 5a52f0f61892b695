/** A screen with one list: its filters, rows and pages, all stored in the URL. */
import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { FilterSelect, SearchBox } from "../list-tools.tsx";
import { Page } from "../page.tsx";
import { type EmptyWords, List, type ListProps } from "./list.tsx";
import type { ListAddress } from "./list-address.ts";

/** A filter: a selection where it has `options`, otherwise a text search. `key` is its URL parameter. */
export interface ListFilter<Key> {
  readonly key: Key;
  readonly label: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** The label of the empty value; "all" by default. */
  readonly all?: string;
}

interface ListFiltersProps<Address extends object> {
  readonly list: Pick<ListAddress<Address>, "address" | "change">;
  readonly filters: readonly ListFilter<keyof Address & string>[];
  readonly children?: ReactNode;
}

/** The value of a filter in the URL; "" if not set. */
function textAt(address: object, key: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(address, key)?.value;
  return typeof value === "string" ? value : "";
}

/** The filters above a list; `children` stand beside them. */
export function ListFilters<Address extends object>(props: ListFiltersProps<Address>): ReactNode {
  const { list, filters, children } = props;
  const change = (key: string, value: string): void => list.change({ [key]: value } as never);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      {filters.map(({ key, label, options, all }) => {
        const value = textAt(list.address, key);
        if (options === undefined)
          return <SearchBox key={key} value={value} label={label} onSearch={(text) => change(key, text)} />;
        const words = all === undefined ? {} : { all };
        const choice = { label, value, options, ...words };
        return <FilterSelect key={key} {...choice} onChange={(next) => change(key, next)} />;
      })}
      {children}
    </div>
  );
}

interface ListScreenProps<Row, Address extends object> extends Omit<ListProps<Row>, "caption" | "onSort"> {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Slots above the title, beside it, above the filters, beside them, between filters and rows, and at the end. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  readonly first?: ReactNode;
  readonly beside?: ReactNode;
  readonly between?: ReactNode;
  readonly children?: ReactNode;
  readonly caption?: string;
  readonly list?: ListAddress<Address>;
  readonly filters?: readonly ListFilter<keyof Address & string>[];
  /** The text of an empty list while a filter is set. */
  readonly narrowed?: EmptyWords;
}

/** The screen. Lists with filters or pages pass `list` from `useListAddress`. The keyboard moves a cursor over the rows. */
export function ListScreen<Row extends RowData, Address extends object = object>(
  props: ListScreenProps<Row, Address>,
): ReactNode {
  const { title, lead, above, actions, first, beside, between, children, list, filters, narrowed, ...rows } = props;
  const isNarrowed = filters?.some(({ key }) => list !== undefined && textAt(list.address, key) !== "");
  const paging = rows.query.data?.total === undefined ? undefined : list?.paging;
  const empty = isNarrowed === true && narrowed !== undefined ? narrowed : rows.empty;
  return (
    <Page width="working" title={title} lead={lead} above={above} actions={actions}>
      {first}
      {list === undefined || filters === undefined ? null : (
        <ListFilters list={list} filters={filters}>
          {beside}
        </ListFilters>
      )}
      {between}
      <List
        caption={title}
        hasKeys
        {...(paging === undefined ? {} : { paging })}
        {...(list === undefined || rows.sort === undefined ? {} : { onSort: (sort) => list.change({ sort } as never) })}
        {...rows}
        empty={empty}
      />
      {children}
    </Page>
  );
}
