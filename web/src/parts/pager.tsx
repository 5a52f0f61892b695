/** Pagination below a list: counts, page size and page links. All of it is stored in the URL. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { count } from "../words/dates.ts";
import { Icon } from "./icons.tsx";

/** The sizes of a page. */
const PAGE_SIZES = [25, 50, 100] as const;

interface PagerProps {
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** Whether another page follows; set by lists with a bounded total count. */
  readonly hasMore?: boolean;
  readonly onPage: (page: number) => void;
  readonly onPageSize?: (size: number) => void;
}

/** Upper bound of the count; a higher total is shown as "10,000+". */
const COUNTED_MAX = 10_000;

/** Text such as "1–25 dari 312", the page size and links to the other pages. */
export function Pager({ total, page, pageSize, hasMore, onPage, onPageSize }: PagerProps): ReactNode {
  const t = useTranslations("web.parts");
  const locale = useLocale();
  const isOpenEnded = total > COUNTED_MAX;
  const reach = isOpenEnded ? page * pageSize : total;
  const from = Math.min(reach, (page - 1) * pageSize + 1);
  const to = Math.min(reach, page * pageSize);
  const more = hasMore ?? to < total;
  return (
    <nav aria-label={t("pages")} className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2 text-small text-soft">
      <span role="status">
        {total === 0
          ? t("none")
          : t("range", {
              from: count(from, locale),
              to: count(to, locale),
              total: isOpenEnded ? `${count(COUNTED_MAX, locale)}+` : count(total, locale),
            })}
      </span>
      {onPageSize === undefined ? null : (
        <label className="inline-flex items-center gap-2">
          {t("pageSize")}
          <select
            className="input input-small w-auto"
            value={pageSize}
            onChange={(event) => onPageSize(Number(event.target.value))}
          >
            {PAGE_SIZES.map((size) => (
              <option key={size} value={size}>
                {size}
              </option>
            ))}
          </select>
        </label>
      )}
      <span className="ml-auto flex gap-2">
        <button type="button" className="button button-small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <Icon name="left" size={16} />
          {t("previous")}
        </button>
        <button type="button" className="button button-small" disabled={!more} onClick={() => onPage(page + 1)}>
          {t("next")}
          <Icon name="right" size={16} />
        </button>
      </span>
    </nav>
  );
}

/** Page and page size from the URL of a list as numbers, clamped to valid values. */
export function pagingOf(search: { readonly page?: string; readonly size?: string }): {
  readonly page: number;
  readonly pageSize: number;
} {
  const page = Number(search.page ?? "1");
  const size = Number(search.size ?? "25");
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    pageSize: PAGE_SIZES.some((known) => known === size) ? size : 25,
  };
}
