/** What an agent can tell: found by words, or fitting the queue and the choices of the caller he has. */
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { DeskInformation } from "../../../../src/service/information/contract.ts";
import { LIMITS } from "../../../../src/service/information/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { ArticleText } from "../information/article-text.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { keyOf, ToldEntry } from "./told-entry.tsx";

const KEYS = { search: "F1" } as const;
/** Letters from which on it is looked for. */
const LEAST = 2;

type Item = DeskInformation["items"][number];

const foundQuery = (search: string) =>
  queryOptions({
    queryKey: ["service", "desk-information", "found", search],
    queryFn: () => read<DeskInformation>(api.GET("/api/service/desk/information", { params: { query: { search } } })),
    enabled: search.length >= LEAST,
    placeholderData: keepPreviousData,
  });

const fittingQuery = (contactId: string) =>
  queryOptions({
    queryKey: ["service", "desk-information", "contact", contactId],
    queryFn: () =>
      read<DeskInformation>(
        api.GET("/api/service/desk/contacts/{id}/information", { params: { path: { id: contactId } } }),
      ),
    enabled: contactId !== "",
  });

/** The panel; without a contact it is there for looking things up. */
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
          <Told
            key={`${item.id} ${item.number}`}
            item={item}
            contactId={contactId}
            isUsed={fitting.data?.usedIds.includes(item.id) === true}
          />
        ))}
        {(shown.data?.entries ?? []).map((entry) => (
          <ToldEntry
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

/** Says once for each question that nothing was found. */
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

function Told({
  item,
  contactId,
  isUsed,
}: {
  readonly item: Item;
  readonly contactId: string | null;
  readonly isUsed: boolean;
}): ReactNode {
  const t = useTranslations("web.agentDesk.information");
  const cache = useQueryClient();
  const using = useMutation({
    mutationFn: () => {
      const params = { path: { id: contactId ?? "" } };
      const body = { articleId: item.id, number: item.number };
      return read(api.POST("/api/service/desk/contacts/{id}/information", { params, body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "desk-information", "contact"] }),
  });
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText(`${item.title}\n\n${item.body}`) });
  return (
    <details className="rounded-card border border-line px-4 py-2">
      <summary className="font-semibold [overflow-wrap:anywhere]">
        {item.title}
        {isUsed ? (
          <span className="ml-2">
            <Badge shape="tick" tone="good">
              {t("used")}
            </Badge>
          </span>
        ) : null}
      </summary>
      <div className="mt-2 grid gap-3">
        <ArticleText text={item.body} />
        {using.error === null ? null : <FailureNotice error={using.error} />}
        <div className="flex flex-wrap items-center gap-2">
          {contactId === null || isUsed ? null : (
            <BusyButton type="button" className="button" isBusy={using.isPending} onClick={() => using.mutate()}>
              {t("use")}
            </BusyButton>
          )}
          <button type="button" className="button" onClick={() => copying.mutate()}>
            {t("copy")}
          </button>
          <span role="status" className="text-small text-soft">
            {copying.isSuccess ? t("copied") : copying.isError ? t("notCopied") : ""}
          </span>
        </div>
      </div>
    </details>
  );
}
