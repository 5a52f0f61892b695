/** Keeps filters, order and page of a list in the URL, so that a link or the back button restores the same rows. */
import { useNavigate } from "@tanstack/react-router";
import { pagingOf } from "../pager.tsx";

/** Pages of a list, as `Pager` needs them; lists with a fixed page size leave out `onPageSize`. */
export interface ListPaging {
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  readonly onPageSize?: (size: number) => void;
}

/** The URL state of a list and the functions that change it. */
export interface ListAddress<Address extends object> {
  readonly address: Address;
  /** Changes filters or the order and returns to the first page. Replaces the entry in the browser's history. */
  readonly change: (part: { readonly [Key in keyof Address]?: string | undefined }) => void;
  /** Navigates to a complete URL state, such as a saved view. */
  readonly open: (address: Readonly<Record<string, string>>) => void;
  /** The page to request from the API. */
  readonly pages: Pick<ListPaging, "page" | "pageSize">;
  readonly paging: ListPaging;
}

/** URL state of the first page of a list with page numbers or cursors. */
const FIRST_PAGE = { page: "", after: "", before: "", cursor: "" };

/** Removes empty values from the URL. */
function withoutEmpty(search: object): object {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== "" && value !== undefined));
}

/** Reads and changes the URL state of the list on screen; `address` comes from `useSearch` of its route. */
export function useListAddress<Address extends object>(address: Address): ListAddress<Address> {
  const navigate = useNavigate();
  const go = (part: object, replace: boolean): void =>
    void navigate({ to: ".", search: ((before: object) => withoutEmpty({ ...before, ...part })) as never, replace });
  const pages = pagingOf(address);
  return {
    address,
    pages,
    change: (part) => go({ ...FIRST_PAGE, ...part }, true),
    open: (search) => void navigate({ to: ".", search: search as never }),
    paging: {
      ...pages,
      onPage: (page) => go({ page: String(page) }, false),
      onPageSize: (size) => go({ ...FIRST_PAGE, size: String(size) }, false),
    },
  };
}
