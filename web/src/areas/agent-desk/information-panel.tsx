/** Knowledge articles and entries: found by search, or suggested by the queue and the menu choices of the caller. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { DesktopInformation } from "../../../../src/service/acd/knowledge/contract.ts";
import { LIMITS } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { FailureNotice } from "../../parts/notice.tsx";
import { ArticleText } from "../information/article-text.tsx";
import { KnowledgeCard } from "./knowledge-card.tsx";
import { KnowledgeEntry, keyOf } from "./knowledge-entry.tsx";
import { useShortcuts } from "./shortcuts.ts";

const KEYS = { search: "F1" } as const;
/** Minimum query length in characters. */
const LEAST = 2;

type Item = DesktopInformation["items"][number];

const foundQuery = (search: string) =>
  queryOptions({
    queryKey: ["service", "desk-information", "found", search],
    queryFn: () =>
      read<DesktopInformation>(api.GET("/api/service/desk/information", { params: { query: { search } } })),
    enabled: search.length >= LEAST,
    placeholderData: keepPreviousData,
  });

const fittingQuery = (contactId: string) =>
  queryOptions({
    queryKey: ["service", "desk-information", "contact", contactId],
    queryFn: () =>
      read<DesktopInformation>(
        api.GET("/api/service/desk/contacts/{id}/information", { params: { path: { id: contactId } } }),
      ),
    enabled: contactId !== "",
  });

/** The panel; without a contact it is used for search only. */
export function InformationPanel({ contactId }: { readonly contactId: string | null }): ReactNode {
  const t = useTranslations("web.agentDesk.information");
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ [KEYS.search]: () => field.current?.focus() });
  const search = typed.trim();
  const isSearching = search.length >= LEAST;
  const found = useQuery(foundQuery(search));
  const fitting = useQuery(fittingQuery(contactId ?? ""));
  const shown = isSearching ? found : fitting;
  const count = (shown.data?.items.length ?? 0) + (shown.data?.entries.length ?? 0);
  const isEmpty = shown.data !== undefined && count === 0 && !found.isPlaceholderData;
  const tellMiss = useMisses();
  const missed = (): void => {
    if (isSearching && isEmpty) tellMiss(search);
  };
  const goIn = (): void => list.current?.querySelector("summary")?.focus();
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    missed();
    goIn();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    goIn();
  };
  return (
    <section className="card desk-information grid content-start gap-3 p-5" aria-labelledby="desk-information">
      <h2 id="desk-information">{t("title")}</h2>
      <form noValidate className="grid gap-1" onSubmit={onSubmit}>
        <label className="field-label" htmlFor="desk-information-search">
          {t("search")} <kbd className="desk-key">{KEYS.search}</kbd>
        </label>
        <input
          ref={field}
          id="desk-information-search"
          type="search"
          className="input max-w-[520px]"
          autoComplete="off"
          maxLength={LIMITS.question}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={missed}
        />
      </form>
      {shown.error === null ? null : <FailureNotice error={shown.error} onRetry={() => void shown.refetch()} />}
      <p role="status" className="text-small text-soft">
        {isSearching
          ? isEmpty
            ? t("nothing")
            : t("found", { count })
          : contactId === null
            ? t("noCaller")
            : t(fitting.data?.items.length === 0 ? "nothingFits" : "fits")}
      </p>
      <div ref={list} className="grid gap-2">
        {(shown.data?.items ?? []).map((item) => (
          <ArticleCard
            key={`${item.id} ${item.number}`}
            item={item}
            contactId={contactId}
            isUsed={fitting.data?.usedIds.includes(item.id) === true}
          />
        ))}
        {(shown.data?.entries ?? []).map((entry) => (
          <KnowledgeEntry
            key={keyOf(entry)}
            entry={entry}
            contactId={contactId}
            isUsed={fitting.data?.usedEntries.some((one) => keyOf(one) === keyOf(entry)) === true}
          />
        ))}
      </div>
    </section>
  );
}

/** Reports a search without results once per query. */
function useMisses(): (search: string) => void {
  const told = useRef("");
  const { mutate } = useMutation({
    mutationFn: (search: string) => read(api.POST("/api/service/desk/information/misses", { body: { search } })),
  });
  return (search) => {
    if (told.current === search) return;
    told.current = search;
    mutate(search);
  };
}

function ArticleCard({
  item,
  contactId,
  isUsed,
}: {
  readonly item: Item;
  readonly contactId: string | null;
  readonly isUsed: boolean;
}): ReactNode {
  const use = (id: string) => {
    const asked = { params: { path: { id } }, body: { articleId: item.id, number: item.number } };
    return read(api.POST("/api/service/desk/contacts/{id}/information", asked));
  };
  return (
    <KnowledgeCard
      title={item.title}
      copied={`${item.title}\n\n${item.body}`}
      isUsed={isUsed}
      onUse={contactId === null ? null : () => use(contactId)}
    >
      <ArticleText text={item.body} />
    </KnowledgeCard>
  );
}
