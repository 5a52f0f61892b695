/** Finds pages by words of their names, as a person types them. */
import type { Session } from "../data/types.ts";
import { type GroupName, PLACES, type Place } from "./place-catalogue.ts";
import { may, placesFor } from "./places.ts";
import { SUB_PAGES, type SubPage, type SubPageLabel } from "./search-pages.ts";

/** A page that a person may open, before it has a name in their language. */
export type OwnPage =
  | { readonly kind: "place"; readonly page: Place; readonly group: GroupName }
  | { readonly kind: "sub-page"; readonly page: SubPage; readonly group: GroupName | null };

/** A page with its texts: `name` and `group` as on screen, `words` that find it besides. */
export interface NamedPage {
  readonly to: string;
  readonly name: string;
  readonly group: string;
  readonly words: string;
  readonly outside: boolean;
}

/** Pages in one answer at most. */
const FOUND_MAX = 8;
/** Words of one query that count. */
const QUERY_WORDS_MAX = 8;

/** Every page that a person may open: those of their navigation, each followed by the pages that belong to it. */
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

/** How well a page answers: 0 by the beginning of its name, 1 by words of its name, 2 by other words; null not at all. */
function rankOf({ name, group, words }: NamedPage, query: string): 0 | 1 | 2 | null {
  const wanted = wordsOf(query).slice(0, QUERY_WORDS_MAX);
  const begins = (known: readonly string[]) => (word: string) => known.some((one) => one.startsWith(word));
  const own = wordsOf(name);
  if (own.join(" ").startsWith(wanted.join(" "))) return 0;
  if (wanted.every(begins(own))) return 1;
  return wanted.every(begins([...own, ...wordsOf(group), ...wordsOf(words)])) ? 2 : null;
}

/** The pages that answer a query, the best first; in their order where they answer alike. An empty query is answered by the first. */
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

/** A list of records whose own search takes a query further. */
export interface SearchedList {
  readonly place: Place;
  readonly to: string;
}

const LIST_QUERY_MIN = 3;
const PHONE_NUMBER = /^\+?[\d .-]+$/;

/** The lists of this person in which records may be found: calls by digits, tickets and applications by any text. */
export function listsFor(session: Session, query: string): readonly SearchedList[] {
  const isNumber = PHONE_NUMBER.test(query.trim());
  const text = isNumber ? query.replaceAll(/[ .-]/g, "") : query.trim();
  if (text.length < LIST_QUERY_MIN) return [];
  const own = placesFor(session).groups.flatMap(({ places }) => places);
  return [PLACES.calls, PLACES.tickets, PLACES.queue]
    .filter(({ to }) => own.some((place) => place.to === to) && (isNumber || to !== PLACES.calls.to))
    .map((place) => ({ place, to: `${place.to}?search=${encodeURIComponent(text)}` }));
}
