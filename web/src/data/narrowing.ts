/** Query parameters that the dashboard's figures set to filter a list; each list accepts those that apply to its cases. */
export const NARROWING = ["promise", "promiseOf", "endedFrom", "endedTo", "assignee", "skloStage", "bookedOn"] as const;

/** The query parameters of an address that figures set. */
export type Narrowed = { readonly [Key in (typeof NARROWING)[number]]?: string };

/** The non-empty filters of an address that figures set, in the form of the API's query. */
export function narrowingOf(address: Narrowed): Narrowed {
  return Object.fromEntries(
    NARROWING.flatMap((key) => {
      const value = address[key];
      return value === undefined || value === "" ? [] : [[key, value]];
    }),
  );
}

/** True when a figure filters the list; the list then includes ended cases. */
export const isNarrowed = (address: Narrowed): boolean => Object.keys(narrowingOf(address)).length > 0;
