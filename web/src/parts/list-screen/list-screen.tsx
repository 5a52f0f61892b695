/** A screen that is one list: its filters, its rows and its pages, all of it held by the address. */
import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { FilterSelect, SearchBox } from "../list-tools.tsx";
import { Page } from "../page.tsx";
import { type EmptyWords, List, type ListProps } from "./list.tsx";
import type { ListAddress } from "./list-address.ts";

/** A filter: a choice where it has `options`, else a search by text. `key` is its name in the address. */
export interface ListFilter<Key> {
  readonly key: Key;
  readonly label: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** What the empty choice means; "all" unless it says otherwise. */
  readonly all?: string;
}

interface ListFiltersProps<Address extends object> {
  readonly list: Pick<ListAddress<Address>, "address" | "change">;
  readonly filters: readonly ListFilter<keyof Address & string>[];
  readonly children?: ReactNode;
}

/** The text that an address has for a filter; "" for none. */
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
  /** Stands above the title, beside it, above the filters, beside them, between them and the rows, and at the end. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  readonly first?: ReactNode;
  readonly beside?: ReactNode;
  readonly between?: ReactNode;
  readonly children?: ReactNode;
  readonly caption?: string;
  readonly list?: ListAddress<Address>;
  readonly filters?: readonly ListFilter<keyof Address & string>[];
  /** What an empty list says while a filter is set. */
  readonly narrowed?: EmptyWords;
}

/** The screen. Lists with filters or pages give `list` from `useListAddress`; the keyboard moves a cursor over the rows. */
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
