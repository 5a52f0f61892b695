/** The items of a test by area, with method, limit and evidence. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { OutcomeBadge } from "./test-badges.tsx";
import type { Test, TestAnswers, TestItem } from "./test-types.ts";

/** A text of the catalogue in the user's language. */
export const inLocale = (text: { readonly id: string; readonly en: string }, locale: string): string =>
  locale === "en" ? text.en : text.id;

/** Returns a function that formats a limit, such as "at least 30 channels". */
export function useLimitText(): (item: Pick<TestItem, "limit" | "unit">) => string | null {
  const t = useTranslations("web.test.items");
  return ({ limit, unit }) => {
    if (limit === null) return null;
    const named = unit === null ? "" : t.has(`unit.${unit as "calls"}`) ? t(`unit.${unit as "calls"}`) : unit;
    return t(limit.comparison, { value: limit.value, unit: named });
  };
}

/** Groups items by area, in the order of the catalogue. */
export function byArea(items: readonly TestItem[]): readonly (readonly [TestItem["area"], readonly TestItem[]])[] {
  return [...Map.groupBy(items, ({ area }) => area)];
}

function ItemLine({
  item,
  standing,
}: {
  readonly item: TestItem;
  readonly standing: TestAnswers["standing"][number] | undefined;
}) {
  const t = useTranslations("web.test.items");
  const locale = useLocale();
  const limit = useLimitText()(item);
  return (
    <li className="grid gap-1 px-5 py-3">
      <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">{inLocale(item.name, locale)}</span>
        {standing === undefined ? null : <OutcomeBadge outcome={standing.outcome} />}
      </p>
      <p className="text-small text-soft">
        {inLocale(item.method, locale)}. {inLocale(item.expected, locale)}
        {limit === null ? "" : ` (${limit})`}.
        {item.device === null
          ? ""
          : ` ${t("device", { serial: item.device.serial || "–", site: item.device.site || "–" })}`}
      </p>
      <p className="flex flex-wrap gap-2 text-small">
        {item.mandatory ? null : <span className="text-soft">{t("optional")}</span>}
        {item.because === null ? null : <span className="text-soft">{t(`because.${item.because}`)}</span>}
        {standing?.conflict === true ? (
          <Badge shape="triangle" tone="bad">
            {t("conflict")}
          </Badge>
        ) : null}
        {standing?.toConfirm === true ? (
          <Badge shape="triangle" tone="wait">
            {t("toConfirm")}
          </Badge>
        ) : null}
      </p>
    </li>
  );
}

/** The card of items; `answers` adds the results so far. */
export function TestItems({
  test,
  answers,
}: {
  readonly test: Test;
  readonly answers?: TestAnswers | undefined;
}): ReactNode {
  const t = useTranslations("web.test");
  if (test.items.length === 0) return null;
  const standing = new Map(answers?.standing.map((one) => [one.item, one]));
  return (
    <section className="grid gap-3" aria-labelledby="items" id="items-section">
      <h2 id="items" tabIndex={-1}>
        {t("items.title", { count: test.items.length })}
      </h2>
      <p className="max-w-[70ch] text-soft">{t("items.lead", { version: test.catalogueVersion })}</p>
      {byArea(test.items).map(([area, items]) => (
        <details key={area} className="card">
          <summary className="px-5 py-3 font-semibold">
            {t(`area.${area}`)} <span className="font-normal text-soft">({items.length})</span>
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {items.map((item) => (
              <ItemLine key={item.key} item={item} standing={standing.get(item.key)} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
