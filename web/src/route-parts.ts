/** What the route table is made of: screens with their words, addresses as text, and who is let in. */
import { redirect } from "@tanstack/react-router";
import { isInTheWay, wayOn } from "./areas/people/way-on.ts";
import { failure, problemFrom, problemOf } from "./data/problem.ts";
import { myOrganisationsQuery, queryClient, sessionQuery } from "./data/queries.ts";
import type { SecondFactorState, Session } from "./data/types.ts";
import { isHeldBack, isOnlyOperator, isStaff, may } from "./shell/places.ts";
import { loadWords } from "./shell/speech.tsx";
import type { WordGroup } from "./shell/word-files.ts";

/** An address as the browser gives it. */
export type Raw = Record<string, unknown>;

/** A screen together with the words it needs. A part that does not come is a problem like any other (see `BrokenScreen`). */
export const withWords =
  <Screen>(groups: readonly WordGroup[], load: () => Promise<Screen>): (() => Promise<Screen>) =>
  async () => {
    const [screen] = await Promise.all([load(), ...groups.map(loadWords)]).catch((error: unknown) => {
      throw failure(problemOf(error));
    });
    return screen;
  };

/** A list's address: text, filter, order, page. Every value is text, so that addresses stay short and readable. */
interface ListSearch {
  readonly search?: string;
  readonly state?: string;
  readonly sort?: string;
  readonly page?: string;
  readonly size?: string;
}

/** Those of `keys` that an address holds as text. */
export function pick<K extends string>(raw: Raw, keys: readonly K[]): { readonly [key in K]?: string } {
  const found: { [key in K]?: string } = {};
  for (const key of keys) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") found[key] = value;
  }
  return found;
}

/** Reads the address of a list. */
export const listSearch = (raw: Raw): ListSearch => pick(raw, ["search", "state", "sort", "page", "size"]);

/** The address of a door: where one wanted to go. */
export const backSearch = (raw: Raw) => pick(raw, ["back"]);

interface GuardInput {
  readonly location: { readonly href: string };
}

async function needsPerson({ location }: GuardInput): Promise<Session> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session.person === null) throw redirect({ to: "/masuk", search: { back: location.href } });
  // What stands in the way is asked again: it may have been given on another tab.
  return isInTheWay(session.secondFactor) ? queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }) : session;
}

/** To the second factor, when it stands in the way. */
function leadOn({ secondFactor }: Session, back: string): void {
  if (isInTheWay(secondFactor)) throw redirect({ to: wayOn(secondFactor, back) });
}

/** Lets in whoever holds a permission. */
export const needs =
  (permission: string) =>
  async (input: GuardInput): Promise<void> => {
    const session = await needsPerson(input);
    if (may(session, permission)) return;
    leadOn(session, input.location.href);
    throw failure(problemFrom(null, 403));
  };

/** Lets in whoever holds one of some permissions. */
export const needsOneOf =
  (...permissions: readonly string[]) =>
  async (input: GuardInput): Promise<void> => {
    const session = await needsPerson(input);
    if (permissions.some((permission) => may(session, permission))) return;
    leadOn(session, input.location.href);
    throw failure(problemFrom(null, 403));
  };

/** Lets in whoever is signed in and not held back. */
export const anyPerson = async (input: GuardInput): Promise<void> => {
  const session = await needsPerson(input);
  if (isHeldBack(session)) leadOn(session, input.location.href);
};

/** The home of whoever is signed in: somebody who only runs a call centre has his there. */
export const ownHome = async (input: GuardInput): Promise<void> => {
  const session = await needsPerson(input);
  if (isHeldBack(session)) return leadOn(session, input.location.href);
  if (isOnlyOperator(session)) throw redirect({ to: may(session, "service.read") ? "/layanan" : "/layanan/meja" });
  // What an applicant's home asks first is asked beside the loading of its script.
  if (!isStaff(session)) void queryClient.prefetchQuery(myOrganisationsQuery);
};

/** Lets in whoever stands in one of these ways with the second factor. */
export const needsSecondFactorState =
  (...wanted: readonly SecondFactorState[]) =>
  async (input: GuardInput & { readonly search: { readonly back?: string } }): Promise<void> => {
    const { secondFactor } = await needsPerson(input);
    if (!wanted.includes(secondFactor)) throw redirect({ to: wayOn(secondFactor, input.search.back) });
  };
