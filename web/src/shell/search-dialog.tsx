/** Search over the pages that the user may open: a combobox with a result list (ARIA APG, editable combobox). */
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Session } from "../data/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/fields.tsx";
import { findPages, listsFor, type NamedPage, pagesOf } from "./find-pages.ts";
import { SYNONYMS } from "./search-pages.ts";

interface Result {
  readonly to: string;
  readonly name: string;
  /** The group of the page. */
  readonly group: string;
  readonly outside: boolean;
}

/** Maximum length of a query in characters. */
const QUERY_MAX = 80;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Returns the results of a query: pages first, then links to lists that search records. */
function useAnswers(session: Session): (query: string) => readonly Result[] {
  const t = useTranslations("web.search");
  const shell = useTranslations("web.shell");
  const pages = pagesOf(session).map(
    (own): NamedPage => ({
      to: own.page.to,
      name: own.kind === "place" ? shell(`place.${own.page.label}`) : t(`page.${own.page.label}`),
      group: own.group === null ? "" : shell(`placeGroup.${own.group}`),
      words: SYNONYMS[own.page.label],
      outside: own.kind === "place" && own.page.outside === true,
    }),
  );
  return (query) => {
    const lists = listsFor(session, query).map(
      ({ place, to }): Result => ({
        to,
        name: t("inList", { query: query.trim(), list: shell(`place.${place.label}`) }),
        group: "",
        outside: false,
      }),
    );
    return [...findPages(pages, query), ...lists];
  };
}

interface Choice {
  readonly query: string;
  readonly at: number;
}

const NOTHING_TYPED: Choice = { query: "", at: 0 };

/**
 * The query and the index of the cursor in its results. Keys may be pressed faster than React renders, so the newest
 * state is read from a ref and each key press sees the result of the previous one.
 */
function useChoice(): readonly [Choice, () => Choice, (next: Choice) => void] {
  const newest = useRef(NOTHING_TYPED);
  const [shown, setShown] = useState(NOTHING_TYPED);
  const change = (next: Choice): void => {
    newest.current = next;
    setShown(next);
  };
  return [shown, () => newest.current, change];
}

interface SearchProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** The dialog; open while mounted. */
export function SearchDialog({ session, onClose }: SearchProps): ReactNode {
  const t = useTranslations("web.search");
  const parts = useTranslations("web.parts");
  const { history } = useRouter();
  const answersTo = useAnswers(session);
  const [shown, newest, change] = useChoice();
  const listId = useId();
  const results = answersTo(shown.query);
  const go = ({ to, outside }: Result): void => {
    onClose();
    if (outside) location.assign(to);
    else history.push(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { query, at } = newest();
    const found = answersTo(query);
    const step = STEPS[event.key];
    const chosen = found[at];
    if (step === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (step !== undefined && found.length > 0) change({ query, at: (at + step + found.length) % found.length });
    if (event.key === "Enter" && chosen !== undefined) go(chosen);
  };
  const optionId = (at: number): string => `${listId}-${at}`;
  const chosenId = optionId(shown.at);
  useLayoutEffect(() => document.getElementById(chosenId)?.scrollIntoView({ block: "nearest" }), [chosenId]);
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <TextField
        name="search-pages"
        label={t("label")}
        hint={t("hint")}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={results.length > 0}
        aria-controls={listId}
        aria-activedescendant={results.length > 0 ? chosenId : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={QUERY_MAX}
        value={shown.query}
        onChange={(event) => change({ query: event.target.value, at: 0 })}
        onKeyDown={onKeyDown}
      />
      <p role="status" className={results.length > 0 ? "sr-only" : "mt-3 text-soft"}>
        {results.length > 0 ? t("found", { count: results.length }) : t("none")}
      </p>
      <div
        id={listId}
        role="listbox"
        aria-label={t("results")}
        className="mt-3 grid content-start gap-0.5 sm:min-h-[334px]"
      >
        {results.map((result, at) => (
          <button
            key={result.to}
            type="button"
            id={optionId(at)}
            role="option"
            tabIndex={-1}
            aria-selected={at === shown.at}
            className="menu-item search-result"
            onClick={() => go(result)}
          >
            <span className="min-w-0 flex-1">{result.name}</span>
            <span className="text-small text-faint">{result.group}</span>
          </button>
        ))}
      </div>
      <button type="button" className="button mt-4" onClick={onClose}>
        {parts("close")}
      </button>
    </Dialog>
  );
}
