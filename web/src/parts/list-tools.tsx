/** Search and filters above a list; both are stored in the URL. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "./icons.tsx";
import { useStateOf } from "./state-of.ts";

/** A search that starts on Enter or on the button, not on each key press. */
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
  const [text, change] = useStateOf(value, () => value);
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
          onChange={({ target }) => change(() => target.value)}
        />
      </label>
      <button type="submit" className="button button-small" aria-label={t("search")}>
        <Icon name="search" size={18} />
      </button>
    </form>
  );
}

/** A filter with a fixed list of values; the empty value means "all". */
export function FilterSelect({
  label,
  value,
  options,
  all,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  /** The label of the empty value; "all" by default. */
  readonly all?: string;
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
        <option value="">{all ?? t("all")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
