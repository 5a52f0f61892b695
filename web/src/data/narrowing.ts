/** What figures of the dashboard narrow a list by; each list knows those that fit its cases. */
export const NARROWING = ["promise", "promiseOf", "endedFrom", "endedTo", "assignee", "skloStage", "bookedOn"] as const;

/** The part of an address that figures set. */
export type Narrowed = { readonly [Key in (typeof NARROWING)[number]]?: string };

/** Those filters of an address that figures set, as the server is asked for them. */
export function narrowingOf(address: Narrowed): Narrowed {
  return Object.fromEntries(
    NARROWING.flatMap((key) => {
      const value = address[key];
      return value === undefined || value === "" ? [] : [[key, value]];
    }),
  );
}

/** True when a figure narrows the list, so that it shows what has ended too. */
export const isNarrowed = (address: Narrowed): boolean => Object.keys(narrowingOf(address)).length > 0;
