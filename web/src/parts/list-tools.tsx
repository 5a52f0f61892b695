/** What stands above and below a list: search, filter, counts, pages. The address holds all of it. */
import { type ReactNode, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { count } from "../words/dates.ts";
import { Icon } from "./icons.tsx";

/** The sizes of a page. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** A search that starts when the person is ready (Enter or the button), not at each key. */
export function SearchBox({
  value,
  label,
  placeholder,
  onSearch,
}: {
  readonly value: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly onSearch: (text: string) => void;
}): ReactNode {
  const t = useTranslations("web.parts");
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <form
      className="flex min-w-0 basis-full gap-1 sm:max-w-[380px] sm:flex-1 sm:basis-[240px]"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <label className="min-w-0 flex-1">
        <span className="sr-only">{label}</span>
        <input
          type="search"
          className="input input-small"
          value={text}
          placeholder={placeholder ?? label}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button button-small" aria-label={t("search")}>
        <Icon name="search" size={18} />
      </button>
    </form>
  );
}

/** A filter by one of a few values; the empty value is "all". */
export function FilterSelect({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}): ReactNode {
  const t = useTranslations("web.parts");
  return (
    <label className="inline-flex items-center gap-2 text-small">
      <span className="text-soft">{label}</span>
      <select
        className="input input-small w-auto max-w-[200px]"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t("all")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PagerProps {
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  readonly onPageSize?: (size: number) => void;
}

/** "1–25 dari 312", the page size and the way to other pages. */
export function Pager({ total, page, pageSize, onPage, onPageSize }: PagerProps): ReactNode {
  const t = useTranslations("web.parts");
  const locale = useLocale();
  const from = Math.min(total, (page - 1) * pageSize + 1);
  const to = Math.min(total, page * pageSize);
  return (
    <nav aria-label={t("pages")} className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2 text-small text-soft">
      <span role="status">
        {total === 0
          ? t("none")
          : t("range", { from: count(from, locale), to: count(to, locale), total: count(total, locale) })}
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
        <button type="button" className="button button-small" disabled={to >= total} onClick={() => onPage(page + 1)}>
          {t("next")}
          <Icon name="right" size={16} />
        </button>
      </span>
    </nav>
  );
}

/** Page and size of a list's address as numbers, within bounds. */
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
