/** Finds pages by the words of their names. */
import type { Session } from "../data/types.ts";
import { type GroupName, PLACES, type Place } from "./place-catalogue.ts";
import { may, placesFor } from "./places.ts";
import { SUB_PAGES, type SubPage, type SubPageLabel } from "./search-pages.ts";

/** A page that the user may open, before its name is translated. */
export type OwnPage =
  | { readonly kind: "place"; readonly page: Place; readonly group: GroupName }
  | { readonly kind: "sub-page"; readonly page: SubPage; readonly group: GroupName | null };

/** A page with its translated texts: `name` and `group` as on screen, `words` as additional search terms. */
export interface NamedPage {
  readonly to: string;
  readonly name: string;
  readonly group: string;
  readonly words: string;
  readonly outside: boolean;
}

/** Maximum number of pages in one result. */
const FOUND_MAX = 8;
/** Maximum number of query words that are evaluated. */
const QUERY_WORDS_MAX = 8;

/** All pages that the user may open: those of the navigation, each followed by its sub-pages. */
export function pagesOf(session: Session): readonly OwnPage[] {
  const labels = Object.keys(SUB_PAGES) as readonly SubPageLabel[];
  const subPages = labels.map((label): SubPage => ({ label, ...SUB_PAGES[label] }));
  const isOpen = ({ permission }: SubPage): boolean => permission === undefined || may(session, permission);
  const below = (of: Place["label"] | undefined, group: GroupName | null): readonly OwnPage[] =>
    subPages.filter((page) => page.of === of && isOpen(page)).map((page) => ({ kind: "sub-page", page, group }));
  const own = placesFor(session).groups.flatMap(({ name, places }) =>
    places.flatMap((page): readonly OwnPage[] => [{ kind: "place", page, group: name }, ...below(page.label, name)]),
  );
  return [...own, ...below(undefined, null)];
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** The rank of a page for a query: 0 when its name starts with the query, 1 by words of its name, 2 by other words; null for no match. */
function rankOf({ name, group, words }: NamedPage, query: string): 0 | 1 | 2 | null {
  const wanted = wordsOf(query).slice(0, QUERY_WORDS_MAX);
  const begins = (known: readonly string[]) => (word: string) => known.some((one) => one.startsWith(word));
  const own = wordsOf(name);
  if (own.join(" ").startsWith(wanted.join(" "))) return 0;
  if (wanted.every(begins(own))) return 1;
  return wanted.every(begins([...own, ...wordsOf(group), ...wordsOf(words)])) ? 2 : null;
}

/** The pages that match a query, best rank first, in their original order within a rank. An empty query returns the first pages. */
export function findPages(pages: readonly NamedPage[], query: string): readonly NamedPage[] {
  const ranked = pages.flatMap((page) => {
    const rank = rankOf(page, query);
    return rank === null ? [] : [{ page, rank }];
  });
  return ranked
    .toSorted((left, right) => left.rank - right.rank)
    .slice(0, FOUND_MAX)
    .map(({ page }) => page);
}

/** A list of records whose search accepts the query. */
export interface SearchedList {
  readonly place: Place;
  readonly to: string;
}

const LIST_QUERY_MIN = 3;
const PHONE_NUMBER = /^\+?[\d .-]+$/;

/** The lists in which the user may search records: calls by digits, tickets and applications by any text. */
export function listsFor(session: Session, query: string): readonly SearchedList[] {
  const isNumber = PHONE_NUMBER.test(query.trim());
  const text = isNumber ? query.replaceAll(/[ .-]/g, "") : query.trim();
  if (text.length < LIST_QUERY_MIN) return [];
  const own = placesFor(session).groups.flatMap(({ places }) => places);
  return [PLACES.calls, PLACES.tickets, PLACES.queue]
    .filter(({ to }) => own.some((place) => place.to === to) && (isNumber || to !== PLACES.calls.to))
    .map((place) => ({ place, to: `${place.to}?search=${encodeURIComponent(text)}` }));
}
