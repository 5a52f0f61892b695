/** The company that the signed-in user acts for: chosen among the companies the user has a role in and stored in this browser. */
import { useSyncExternalStore } from "react";
import { keepDraft, readDraft } from "./drafts.ts";
import type { Membership, Session } from "./types.ts";

const KEY = "acting";
const listeners = new Set<() => void>();

const storedId = (): string | null => readDraft<string>(KEY);

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** Stores the choice and re-renders the components that depend on it. */
export function actFor(organisationId: string): void {
  keepDraft(KEY, organisationId);
  for (const tell of listeners) tell();
}

/** The memberships in companies, the first one for each company. */
export function companiesOf(session: Session | undefined): readonly Membership[] {
  const roles = session?.memberships.filter(({ organisationId }) => organisationId !== null) ?? [];
  return roles.filter(
    (one, index) => roles.findIndex(({ organisationId }) => organisationId === one.organisationId) === index,
  );
}

/** The membership that the user acts under: that of the chosen company, else the first; undefined without a company. */
export function useActing(session: Session | undefined): Membership | undefined {
  const kept = useSyncExternalStore(listen, storedId);
  const companies = companiesOf(session);
  return companies.find(({ organisationId }) => organisationId === kept) ?? companies[0];
}
