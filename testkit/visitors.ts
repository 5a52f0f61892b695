import type { Browser } from "playwright-core";
import { COOKIE } from "./client.ts";
import type { Guest } from "./guests.ts";
import { openVisit, type Visit, type VisitOptions } from "./visit.ts";

/** All browser users of one system. */
export interface Visitors {
  /** All visits, in order; their faults are read in the end. */
  readonly visits: readonly Visit[];
  /** A new visitor without an account. */
  comes(options?: VisitOptions): Promise<Visit>;
  /** A visitor who is signed in as a guest; anonymous with null. */
  comesAs(guest: Pick<Guest, "token"> | null, options?: VisitOptions): Promise<Visit>;
  /** The detected faults of all visits. */
  faults(): readonly string[];
  /** Closes all visits. */
  leave(): Promise<void>;
}

/** Opens visits to the system at `where` once it runs; every visit has the options `usual` unless overridden. */
export function openVisitors(
  where: () => { readonly browser: Browser; readonly url: string },
  usual: VisitOptions = {},
): Visitors {
  const visits: Visit[] = [];
  const comes = async (options: VisitOptions = {}): Promise<Visit> => {
    const { browser, url } = where();
    const visit = await openVisit(browser, url, { ...usual, ...options });
    visits.push(visit);
    return visit;
  };
  return {
    visits,
    comes,
    comesAs: async (guest, options) => {
      const visit = await comes(options);
      // The cookie is for secure origins only, and the browser treats this machine as one.
      const url = where().url.replace("http:", "https:");
      if (guest !== null)
        await visit.context.addCookies([{ name: COOKIE, value: guest.token, url, secure: true, httpOnly: true }]);
      return visit;
    },
    faults: () => visits.flatMap((visit) => visit.faults),
    leave: async () => void (await Promise.all(visits.map((visit) => visit.close()))),
  };
}
