/** The requirements of a case in a column, with verdict, change marker and draft marker. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../../parts/badges.tsx";
import type { Item, Licence } from "../licence-types.ts";
import { useRequirementName } from "../requirement-words.ts";
import { openCount } from "./judged-items.ts";

const VERDICT_STYLES = {
  open: { shape: "ring", tone: "quiet" },
  accepted: { shape: "tick", tone: "good" },
  returned: { shape: "triangle", tone: "wait" },
} as const;

const NARROW = "(max-width: 1023px)";

/** The verdict on an item, and whether it is locked. */
export function VerdictBadge({ item }: { readonly item: Item }): ReactNode {
  const t = useTranslations("web.licenceDesk.verdict");
  if (item.locked) {
    return (
      <Badge shape="square" tone="solid">
        {t("locked")}
      </Badge>
    );
  }
  return <Badge {...VERDICT_STYLES[item.verdict]}>{t(item.verdict)}</Badge>;
}

/** Markers of an item besides its verdict. */
function Remarks({ licence, item }: { readonly licence: Licence; readonly item: Item }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const drafts = licence.findings.filter(({ requirement, state }) => requirement === item.key && state === "draft");
  const warnings = licence.preCheck.filter(({ requirement }) => requirement === item.key);
  const remarks = [
    licence.round > 0 && item.changed ? t("changed") : [],
    drafts.length > 0 ? t("draftCount", { count: drafts.length }) : [],
    warnings.length > 0 && item.verdict === "open" ? t("foundCount", { count: warnings.length }) : [],
  ].flat();
  if (remarks.length === 0) return null;
  return <span className="block text-small text-soft">{remarks.join(" · ")}</span>;
}

interface ItemListProps {
  readonly licence: Licence;
  readonly items: readonly Item[];
  readonly chosen: string;
  readonly showsAll: boolean;
  readonly onChoose: (key: string) => void;
  readonly onShowAll: (all: boolean) => void;
  /** Marks an item with a half-written finding. */
  readonly unfinished: string | null;
}

/** The list of requirements, with the keyboard shortcuts below it. */
export function ItemList({
  licence,
  items,
  chosen,
  showsAll,
  onChoose,
  onShowAll,
  unfinished,
}: ItemListProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const nameOf = useRequirementName();
  const left = licence.items.length - items.length;
  return (
    <section className="card min-w-0 lg:sticky lg:top-[76px]" aria-labelledby="items">
      <h2 id="items" className="flex flex-wrap justify-between gap-x-3 border-b border-line px-4 py-3 text-lead">
        {t("items")}
        <span className="text-small font-normal text-soft">{t("openItems", { count: openCount(licence) })}</span>
      </h2>
      {unfinished === null ? null : (
        <p className="tone-wait border-b border-line px-4 py-2">
          <button type="button" className="button button-small" onClick={() => onChoose(unfinished)}>
            {t("unfinished", { item: unfinished })}
          </button>
        </p>
      )}
      <ul className="divide-y divide-line lg:max-h-[calc(100dvh-220px)] lg:overflow-y-auto">
        {items.map((item) => (
          <li key={item.key} id={`item-${item.key}`}>
            <button
              type="button"
              aria-current={item.key === chosen ? "true" : undefined}
              className="desk-item"
              onClick={() => {
                onChoose(item.key);
                // Where the columns are stacked, the chosen item may be outside the viewport.
                if (matchMedia(NARROW).matches)
                  requestAnimationFrame(() => document.getElementById("item-title")?.scrollIntoView());
              }}
            >
              <span className="min-w-0 flex-1">
                <span className="block font-semibold">
                  <span className="mr-2 text-small text-soft tabular-nums">{item.key}</span>
                  {nameOf(item.key)}
                </span>
                <Remarks licence={licence} item={item} />
              </span>
              <VerdictBadge item={item} />
            </button>
          </li>
        ))}
      </ul>
      {left > 0 || showsAll ? (
        <p className="border-t border-line px-4 py-2">
          <button type="button" className="button button-small button-quiet" onClick={() => onShowAll(!showsAll)}>
            {showsAll ? t("showNews") : t("showAll", { count: left })}
          </button>
        </p>
      ) : null}
      <p className="hidden flex-wrap gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-small text-soft lg:flex">
        {(["jk", "n", "a", "f"] as const).map((key) => (
          <span key={key} className="inline-flex items-center gap-1">
            {key.split("").map((letter) => (
              <kbd key={letter} className="kbd">
                {letter}
              </kbd>
            ))}
            {t(`keys.${key}`)}
          </span>
        ))}
      </p>
    </section>
  );
}
