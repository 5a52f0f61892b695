/** Building blocks of the route table: screens with their messages, search parameters as text, and access guards. */
import { redirect } from "@tanstack/react-router";
import { isInTheWay, wayOn } from "./areas/people/way-on.ts";
import { failure, problemFrom, problemOf } from "./data/problem.ts";
import { myOrganisationsQuery, queryClient, sessionQuery } from "./data/queries.ts";
import type { SecondFactorState, Session } from "./data/types.ts";
import { isHeldBack, isOnlyOperator, isStaff, may } from "./shell/places.ts";
import { loadWords } from "./shell/speech.tsx";
import type { WordGroup } from "./shell/word-files.ts";

/** Search parameters as parsed from the browser's address. */
export type Raw = Record<string, unknown>;

/** Loads a screen together with the messages it needs. A part that fails to load is handled like any other problem (see `BrokenScreen`). */
export const withWords =
  <Screen>(groups: readonly WordGroup[], load: () => Promise<Screen>): (() => Promise<Screen>) =>
  async () => {
    const [screen] = await Promise.all([load(), ...groups.map(loadWords)]).catch((error: unknown) => {
      throw failure(problemOf(error));
    });
    return screen;
  };

/** Search parameters of a list: text, filter, order, page. Every value is text, so that addresses stay short and readable. */
interface ListSearch {
  readonly search?: string;
  readonly state?: string;
  readonly sort?: string;
  readonly page?: string;
  readonly size?: string;
}

/** The non-empty text values of `keys`. */
export function pick<K extends string>(raw: Raw, keys: readonly K[]): { readonly [key in K]?: string } {
  const found: { [key in K]?: string } = {};
  for (const key of keys) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") found[key] = value;
  }
  return found;
}

/** Parses the search parameters of a list. */
export const listSearch = (raw: Raw): ListSearch => pick(raw, ["search", "state", "sort", "page", "size"]);

/** Parses the search parameters of a sign-in screen: the address to return to. */
export const backSearch = (raw: Raw) => pick(raw, ["back"]);

interface GuardInput {
  readonly location: { readonly href: string };
}

async function needsPerson({ location }: GuardInput): Promise<Session> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session.person === null) throw redirect({ to: "/masuk", search: { back: location.href } });
  // The session is fetched again while it needs a second factor, because the user may have given it in another tab.
  return isInTheWay(session.secondFactor) ? queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }) : session;
}

/** Redirects to the second-factor screen when a second factor is required. */
function leadOn({ secondFactor }: Session, back: string): void {
  if (isInTheWay(secondFactor)) throw redirect({ to: wayOn(secondFactor, back) });
}

/** Admits users with the permission. */
export const needs =
  (permission: string) =>
  async (input: GuardInput): Promise<void> => {
    const session = await needsPerson(input);
    if (may(session, permission)) return;
    leadOn(session, input.location.href);
    throw failure(problemFrom(null, 403));
  };

/** Admits users with at least one of the permissions. */
export const needsOneOf =
  (...permissions: readonly string[]) =>
  async (input: GuardInput): Promise<void> => {
    const session = await needsPerson(input);
    if (permissions.some((permission) => may(session, permission))) return;
    leadOn(session, input.location.href);
    throw failure(problemFrom(null, 403));
  };

/** Admits signed-in users whose session is not held back by a missing second factor. */
export const anyPerson = async (input: GuardInput): Promise<void> => {
  const session = await needsPerson(input);
  if (isHeldBack(session)) leadOn(session, input.location.href);
};

/** The guard of the home screen: redirects users who only run a call centre to its home screen or to the agent desktop. */
export const ownHome = async (input: GuardInput): Promise<void> => {
  const session = await needsPerson(input);
  if (isHeldBack(session)) return leadOn(session, input.location.href);
  if (isOnlyOperator(session)) throw redirect({ to: may(session, "service.read") ? "/layanan" : "/layanan/meja" });
  // Prefetches the first query of an applicant's home while its script loads.
  if (!isStaff(session)) void queryClient.prefetchQuery(myOrganisationsQuery);
};

/** Admits sessions whose second factor is in one of the given states. */
export const needsSecondFactorState =
  (...wanted: readonly SecondFactorState[]) =>
  async (input: GuardInput & { readonly search: { readonly back?: string } }): Promise<void> => {
    const { secondFactor } = await needsPerson(input);
    if (!wanted.includes(secondFactor)) throw redirect({ to: wayOn(secondFactor, input.search.back) });
  };
