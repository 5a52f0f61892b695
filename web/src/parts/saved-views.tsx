/** A user's saved views of a list: buttons that restore a filter, with save and delete. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { keepView, removeView, type SavedViewList, savedViewsQuery } from "../data/saved-views.ts";
import { useMutation } from "../data/use-mutation.ts";
import { BusyButton } from "./busy-button.tsx";
import { useDisclosure } from "./disclosure.ts";
import { Icon } from "./icons.tsx";
import { FailureNotice } from "./notice.tsx";

type Address = Readonly<Record<string, string>>;

interface SavedViewsProps {
  readonly list: SavedViewList;
  /** The current URL state; the page number is not part of a view. */
  readonly address: Readonly<Record<string, string | undefined>>;
  readonly onOpen: (address: Address) => void;
}

function queryOf(address: SavedViewsProps["address"]): string {
  const kept = Object.entries(address).flatMap(([key, value]) =>
    value === undefined || value === "" || key === "page" ? [] : [[key, value]],
  );
  return new URLSearchParams(kept.toSorted(([one = ""], [other = ""]) => one.localeCompare(other)))
    .toString()
    .replaceAll(/[*]/g, "%2A");
}

/** Buttons for the saved views, and the form that saves the current view. */
export function SavedViews({ list, address, onOpen }: SavedViewsProps): ReactNode {
  const t = useTranslations("web.lists");
  const cache = useQueryClient();
  const { data } = useQuery(savedViewsQuery(list));
  const removal = useMutation({
    mutationFn: removeView,
    onSettled: () => cache.invalidateQueries({ queryKey: ["saved-views", list] }),
  });
  const now = queryOf(address);
  return (
    <section aria-label={t("views")} className="mb-3 flex flex-wrap items-center gap-2">
      <ul className="contents">
        {(data?.items ?? []).map(({ id, name, query }) => (
          <li key={id} className="inline-flex items-center">
            <button
              type="button"
              className="button button-small max-w-[240px]"
              aria-pressed={query === now}
              onClick={() => onOpen(Object.fromEntries(new URLSearchParams(query)))}
            >
              <span className="truncate">{name}</span>
            </button>
            <button
              type="button"
              className="button button-small button-quiet"
              aria-label={t("removeView", { name })}
              onClick={() => removal.mutate(id)}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {now === "" ? null : <KeepView list={list} query={now} />}
      {removal.error === null ? null : <FailureNotice error={removal.error} />}
    </section>
  );
}

function KeepView({ list, query }: { readonly list: SavedViewList; readonly query: string }): ReactNode {
  const t = useTranslations("web.lists");
  const cache = useQueryClient();
  const { open, toggle, box } = useDisclosure();
  const [name, setName] = useState("");
  const hintId = useId();
  const keeping = useMutation({
    mutationFn: () => keepView({ list, name, query }),
    onSuccess: async () => {
      setName("");
      toggle();
      await cache.invalidateQueries({ queryKey: ["saved-views", list] });
    },
  });
  return (
    <div ref={box} className="relative">
      <button type="button" className="button button-small button-quiet" aria-expanded={open} onClick={toggle}>
        {t("saveView")}
      </button>
      {open ? (
        <form
          className="menu absolute top-full left-0 mt-1 w-[280px] max-w-[85vw] p-3"
          onSubmit={(event) => {
            event.preventDefault();
            keeping.mutate();
          }}
        >
          <label className="block text-small">
            {t("viewName")}
            <input
              className="input input-small mt-1"
              value={name}
              maxLength={60}
              required
              aria-describedby={hintId}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <p id={hintId} className="mt-2 text-small text-soft">
            {t("viewHint")}
          </p>
          {keeping.error === null ? null : <FailureNotice error={keeping.error} />}
          <BusyButton type="submit" className="button button-small button-main mt-2" isBusy={keeping.isPending}>
            {t("keepView")}
          </BusyButton>
        </form>
      ) : null}
    </div>
  );
}
