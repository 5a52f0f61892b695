/** The team's screen on a tablet: all items with large buttons; answers are stored on the device at once and sent when there is a connection. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { failure } from "../../../data/problem.ts";
import { sessionQuery } from "../../../data/queries.ts";
import { Badge } from "../../../parts/badges.tsx";
import { Icon } from "../../../parts/icons.tsx";
import { FailureNotice, Loading, Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { moment } from "../../../words/dates.ts";
import { byArea, TestItems } from "../test-items.tsx";
import { counts, type ShownItem, shownItems } from "./field-answers.ts";
import type { FieldPlace, StoredTest } from "./field-store.ts";
import { ItemCard } from "./item-card.tsx";
import { keepPage } from "./keep-page.ts";
import { type Field, useField } from "./use-field.ts";

/** Whether the page can open offline; checked again once all its files have loaded. */
function useOfflinePage(isLoaded: boolean): boolean {
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    if (!isLoaded || !navigator.onLine) return;
    const controller = new AbortController();
    void keepPage()
      .then((kept) => !controller.signal.aborted && setKept(kept))
      .catch(() => undefined);
    return () => controller.abort();
  }, [isLoaded]);
  return isKept;
}

function LinkBadge({ link }: Pick<Field, "link">): ReactNode {
  const t = useTranslations("web.testField.link");
  const looks = { online: ["tick", "good"], offline: ["cross", "wait"], syncing: ["arrow", "info"] } as const;
  const [shape, tone] = looks[link];
  return (
    <Badge shape={shape} tone={tone}>
      {t(link)}
    </Badge>
  );
}

interface BarProps {
  readonly field: Field;
  readonly shown: readonly ShownItem[];
  readonly isPageKept: boolean;
  readonly onlyOpen: boolean;
  readonly onOnlyOpen: (only: boolean) => void;
}

function goToNext(): void {
  const next = document.querySelector<HTMLElement>('[data-open="true"] h3');
  next?.focus();
  next?.scrollIntoView({ block: "start" });
}

/** The bar at the top: answered items, queued answers and connection state. */
function Bar({ field, shown, isPageKept, onlyOpen, onOnlyOpen }: BarProps): ReactNode {
  const t = useTranslations("web.testField");
  const locale = useLocale();
  const number = counts(shown, field.queue);
  return (
    <section className="field-bar grid gap-2" aria-label={t("barLabel")}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="font-semibold" role="status">
          {t("answered", { answered: number.answered, total: number.total })}
        </span>
        <LinkBadge link={field.link} />
        <span className={number.here === 0 ? "text-soft" : "font-semibold text-wait"} data-waiting={number.here}>
          {t("waiting", { count: number.here })}
        </span>
        {number.conflicts === 0 ? null : (
          <span className="font-semibold text-bad">{t("conflicts", { count: number.conflicts })}</span>
        )}
        {number.refused === 0 ? null : (
          <span className="font-semibold text-bad">{t("refusals", { count: number.refused })}</span>
        )}
        {number.toConfirm === 0 ? null : (
          <span className="font-semibold text-wait">{t("toConfirm", { count: number.toConfirm })}</span>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <button type="button" className="button button-small" onClick={goToNext}>
          {t("next")}
        </button>
        <button
          type="button"
          className="button button-small"
          aria-pressed={onlyOpen}
          onClick={() => onOnlyOpen(!onlyOpen)}
        >
          {t("onlyOpen")}
        </button>
        <button type="button" className="button button-small" onClick={field.sync}>
          <Icon name="retry" size={16} />
          {t("sendNow")}
        </button>
        <span className="text-small text-soft">
          {isPageKept ? t("pageKept") : ""}{" "}
          {field.kept === null ? "" : t("readAt", { at: moment(field.kept.readAt, locale) })}
        </span>
      </div>
    </section>
  );
}

function Items({
  kept,
  field,
  place,
  shown,
  onlyOpen,
}: {
  readonly kept: StoredTest;
  readonly field: Field;
  readonly place: FieldPlace;
  readonly shown: readonly ShownItem[];
  readonly onlyOpen: boolean;
}): ReactNode {
  const t = useTranslations("web.test.area");
  const words = useTranslations("web.testField");
  const { answer, drop } = field;
  const byKey = new Map(shown.map((one) => [one.item.key, one]));
  const wanted = kept.test.items.filter(({ key }) => !onlyOpen || needsHand(byKey.get(key)));
  if (wanted.length === 0) return <Notice tone="good">{words("allAnswered")}</Notice>;
  return (
    <div className="grid gap-8">
      {byArea(wanted).map(([area, items]) => (
        <section key={area} aria-labelledby={`area-${area}`} className="grid gap-3">
          <h2 id={`area-${area}`}>{t(area)}</h2>
          <ul className="grid gap-4">
            {items.map(({ key }) => {
              const one = byKey.get(key);
              return one === undefined ? null : (
                <ItemCard key={key} test={kept.test} shown={one} place={place} answer={answer} drop={drop} />
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

const needsHand = (shown: ShownItem | undefined): boolean =>
  shown === undefined || shown.outcome === "open" || shown.isConflict || shown.isToConfirm || shown.refused.length > 0;

function Trouble({ field, testId }: { readonly field: Field; readonly testId: string }): ReactNode {
  const t = useTranslations("web.testField");
  if (field.link === "offline")
    return (
      <Notice tone="wait" title={t("offlineTitle")}>
        {t("offlineText")}
      </Notice>
    );
  if (field.problem === null) return null;
  if (field.problem.status !== 401) return <FailureNotice error={failure(field.problem)} onRetry={field.sync} />;
  return (
    <Notice tone="bad" urgent title={t("sessionTitle")}>
      <p>{t("sessionText")}</p>
      <p className="mt-2">
        <a className="button button-main" href={`/masuk?back=${encodeURIComponent(`/uji/${testId}/lapangan`)}`}>
          {t("logIn")}
        </a>
      </p>
    </Notice>
  );
}

function FieldForm({ place }: { readonly place: FieldPlace }): ReactNode {
  const t = useTranslations("web.testField");
  const field = useField(place);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const { kept, queue } = field;
  const { data: session } = useQuery(sessionQuery);
  const me = session?.person?.name ?? "";
  const isPageKept = useOfflinePage(kept !== null);
  const shown = useMemo(
    () => (kept === null ? [] : shownItems(kept.test.items, kept.answers, queue, me)),
    [kept, queue, me],
  );
  return (
    <Page
      width="working"
      title={kept === null ? t("title") : t("titleOf", { number: kept.test.number })}
      back={{ to: "/uji/$id", params: { id: place.testId }, text: t("toTest") }}
      lead={kept === null ? undefined : `${kept.test.organisation.name}, ${kept.test.place}`}
    >
      <div className="grid gap-5">
        <Trouble field={field} testId={place.testId} />
        {kept === null ? (
          field.isMissing ? (
            <Notice tone="bad" title={t("missingTitle")}>
              {t("missingText")}
            </Notice>
          ) : (
            <Loading lines={8} />
          )
        ) : (
          <>
            <Bar field={field} shown={shown} isPageKept={isPageKept} onlyOpen={onlyOpen} onOnlyOpen={setOnlyOpen} />
            {kept.test.mayAnswer ? (
              <Items kept={kept} field={field} place={place} shown={shown} onlyOpen={onlyOpen} />
            ) : (
              <>
                <Notice tone="info">{t(kept.test.items.length === 0 ? "noItems" : "readOnly")}</Notice>
                <TestItems test={kept.test} answers={kept.answers} />
              </>
            )}
          </>
        )}
      </div>
    </Page>
  );
}

/** The screen of `/uji/ID/lapangan`. */
export function FieldScreen(): ReactNode {
  const { id } = useParams({ from: "/uji/$id/lapangan" });
  const { data: session } = useQuery(sessionQuery);
  const personId = session?.person?.id;
  const place = useMemo(() => (personId === undefined ? null : { personId, testId: id }), [personId, id]);
  return place === null ? <Loading lines={8} /> : <FieldForm key={`${place.personId}${id}`} place={place} />;
}
