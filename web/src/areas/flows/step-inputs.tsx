/** Inputs of a step's form: a valid value is applied at once; an invalid one shows an error at the field. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { useStateOf } from "../../parts/state-of.ts";

interface Described {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: string;
  readonly className?: string;
  readonly error?: string | undefined;
}

/** Text that is applied when `isFit` returns true. */
export function FitText({
  value,
  isFit,
  fault,
  onFit,
  maxLength,
  inputMode = "text",
  ...described
}: Described & {
  readonly value: string;
  readonly isFit: (text: string) => boolean;
  /** The error for invalid text. */
  readonly fault: string;
  readonly onFit: (text: string) => void;
  readonly maxLength: number;
  readonly inputMode?: "text" | "numeric" | "tel";
}): ReactNode {
  const [text, change] = useStateOf<string>(value, (before) => (before?.trim() === value ? before : value));
  const isWrong = !isFit(text.trim());
  return (
    <TextField
      {...described}
      value={text}
      maxLength={maxLength}
      inputMode={inputMode}
      error={isWrong ? fault : undefined}
      onChange={(event) => {
        const typed = event.target.value;
        change(() => typed);
        if (isFit(typed.trim())) onFit(typed.trim());
      }}
      onBlur={() => change((before) => (isFit(before.trim()) ? before.trim() : before))}
    />
  );
}

/** An integer between two bounds. */
export function NumberInput({
  value,
  least,
  most,
  onFit,
  ...described
}: Described & {
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onFit: (value: number) => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  const isFit = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return (
    <FitText
      {...described}
      value={String(value)}
      isFit={isFit}
      fault={t("numberFault", { least: String(least), most: String(most) })}
      onFit={(text) => onFit(Number(text))}
      maxLength={5}
      inputMode="numeric"
      className="max-w-[110px]"
    />
  );
}

/** A checkbox of a step. */
export function Tick({
  name,
  label,
  isOn,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}): ReactNode {
  return (
    <label className="check">
      <input
        type="checkbox"
        id={name}
        name={name}
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** A selection with labels. */
export function Choice<Value extends string>({
  value,
  options,
  onChange,
  ...described
}: Described & {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <SelectField {...described} value={value} onChange={(event) => onChange(event.target.value as Value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </SelectField>
  );
}

/** Buttons to add, reorder and remove the items of a list. */
export function ItemTools({
  what,
  nth,
  count,
  onMove,
  onRemove,
}: {
  /** The label of the item. */
  readonly what: string;
  readonly nth: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  return (
    <span className="flex flex-wrap gap-2">
      {nth > 0 ? (
        <button
          type="button"
          className="button button-small"
          aria-label={t("upOf", { what })}
          onClick={() => onMove(nth - 1)}
        >
          {t("up")}
        </button>
      ) : null}
      {nth < count - 1 ? (
        <button
          type="button"
          className="button button-small"
          aria-label={t("downOf", { what })}
          onClick={() => onMove(nth + 1)}
        >
          {t("down")}
        </button>
      ) : null}
      <button type="button" className="button button-small" aria-label={t("removeOf", { what })} onClick={onRemove}>
        {t("remove")}
      </button>
    </span>
  );
}

/** A copy of the list with one item moved. */
export function reordered<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = items.filter((_, nth) => nth !== from);
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)];
}

/** A copy of the list with one item replaced. */
export function replaced<Item>(items: readonly Item[], at: number, item: Item): readonly Item[] {
  return items.map((one, nth) => (nth === at ? item : one));
}

/** A copy of the list without one item. */
export function without<Item>(items: readonly Item[], at: number): readonly Item[] {
  return items.filter((_, nth) => nth !== at);
}
