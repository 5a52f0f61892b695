/** For which company somebody acts: his choice among the companies he has a role in, kept in this browser. */
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

/** Keeps the choice, and tells everything on screen that goes by it. */
export function actFor(organisationId: string): void {
  keepDraft(KEY, organisationId);
  for (const tell of listeners) tell();
}

/** The roles in companies, one for each company. */
export function companiesOf(session: Session | undefined): readonly Membership[] {
  const roles = session?.memberships.filter(({ organisationId }) => organisationId !== null) ?? [];
  return roles.filter(
    (one, index) => roles.findIndex(({ organisationId }) => organisationId === one.organisationId) === index,
  );
}

/** The role under which somebody acts now: the chosen company's, else the first; undefined without a company. */
export function useActing(session: Session | undefined): Membership | undefined {
  const kept = useSyncExternalStore(listen, storedId);
  const companies = companiesOf(session);
  return companies.find(({ organisationId }) => organisationId === kept) ?? companies[0];
}
