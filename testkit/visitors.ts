import type { Browser } from "playwright-core";
import { COOKIE } from "./client.ts";
import type { Guest } from "./guests.ts";
import { openVisit, type Visit, type VisitOptions } from "./visit.ts";

/** Everybody who comes to one system with a browser. */
export interface Visitors {
  /** All who came, in order; their faults are read in the end. */
  readonly visits: readonly Visit[];
  /** Somebody new, without an account. */
  comes(options?: VisitOptions): Promise<Visit>;
  /** A guest who is signed in already; a stranger without one. */
  comesAs(guest: Pick<Guest, "token"> | null, options?: VisitOptions): Promise<Visit>;
  /** What a careful eye found with any of them. */
  faults(): readonly string[];
  /** Everybody goes. */
  leave(): Promise<void>;
}

/** Opens the way in to the system that `where` names once it runs; every visitor of it has `usual` unless told otherwise. */
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
      // The cookie is for secure addresses only, as which the browser counts this machine.
      const url = where().url.replace("http:", "https:");
      if (guest !== null)
        await visit.context.addCookies([{ name: COOKIE, value: guest.token, url, secure: true, httpOnly: true }]);
      return visit;
    },
    faults: () => visits.flatMap((visit) => visit.faults),
    leave: async () => void (await Promise.all(visits.map((visit) => visit.close()))),
  };
}
