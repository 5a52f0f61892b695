/** The address of a list: its filters, its order and its page, so that a link or the back button shows the same rows again. */
import { useNavigate } from "@tanstack/react-router";
import { pagingOf } from "../pager.tsx";

/** Pages of a list, as `Pager` needs them; `onPageSize` is left out by lists with pages of one size. */
export interface ListPaging {
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  readonly onPageSize?: (size: number) => void;
}

/** What a list's address holds, with the ways to change it. */
export interface ListAddress<Address extends object> {
  readonly address: Address;
  /** Changes filters or the order, and goes back to the first page. Replaces the entry in the browser's history. */
  readonly change: (part: { readonly [Key in keyof Address]?: string | undefined }) => void;
  /** Goes to an address as a whole, such as a saved view. */
  readonly open: (address: Readonly<Record<string, string>>) => void;
  /** The page that the API is asked for. */
  readonly pages: Pick<ListPaging, "page" | "pageSize">;
  readonly paging: ListPaging;
}

/** Where a list by pages or by a cursor begins. */
const FIRST_PAGE = { page: "", after: "", before: "", cursor: "" };

/** Values that are empty do not appear in the address. */
function withoutEmpty(search: object): object {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== "" && value !== undefined));
}

/** Reads and changes the address of the list on screen; `address` comes from `useSearch` of its route. */
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
