/** Fields bound to a path of a part, such as "rows.2.city". The id of a field is its path, so that findings can link to it. */
import { type ReactNode, useState } from "react";
import { CheckField, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useAt } from "./part-context.ts";
import { readAmount, readPercent, writeAmount, writePercent } from "./typed-numbers.ts";

interface AtProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: ReactNode;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A single-line text field. */
export function TextAt({
  path,
  label,
  hint,
  ...rest
}: AtProps & {
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly inputMode?: "email" | "tel" | "url";
  readonly list?: string;
}): ReactNode {
  const at = useAt(path);
  return (
    <TextField
      {...rest}
      name={path}
      label={label}
      hint={hint}
      error={at.fault}
      readOnly={at.isLocked}
      value={textOf(at.value)}
      onChange={(event) => at.set(event.currentTarget.value)}
    />
  );
}

/** A multi-line text field. */
export function LinesAt({ path, label, hint, rows = 3 }: AtProps & { readonly rows?: number }): ReactNode {
  const at = useAt(path);
  return (
    <TextArea
      name={path}
      label={label}
      hint={hint}
      error={at.fault}
      rows={rows}
      maxLength={1_000}
      readOnly={at.isLocked}
      value={textOf(at.value)}
      onChange={(event) => at.set(event.currentTarget.value)}
    />
  );
}

/** A local date. */
export function DateAt({ path, label, hint }: AtProps): ReactNode {
  const at = useAt(path);
  return (
    <TextField
      type="date"
      name={path}
      label={label}
      hint={hint}
      error={at.fault}
      readOnly={at.isLocked}
      max="2100-12-31"
      className="max-w-[220px]"
      value={textOf(at.value)}
      onChange={(event) => at.set(event.currentTarget.value)}
    />
  );
}

interface NumberProps extends AtProps {
  readonly read: (text: string) => number | null;
  readonly write: (value: number) => string;
  readonly wide?: boolean;
}

/** A number field keeps the text until it loses focus; invalid text shows an error and is not stored in the part. */
function NumberAt({ path, label, hint, read, write, wide }: NumberProps): ReactNode {
  const at = useAt(path);
  const [text, setText] = useState<string | null>(null);
  const shown = typeof at.value === "number" ? write(at.value) : "";
  return (
    <TextField
      name={path}
      label={label}
      hint={hint}
      error={at.fault}
      inputMode="decimal"
      autoComplete="off"
      readOnly={at.isLocked}
      className={wide === true ? "max-w-[260px]" : "max-w-[140px]"}
      value={text ?? shown}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        at.set(read(typed));
      }}
      onBlur={() => setText(null)}
    />
  );
}

/** A whole number. */
export function CountAt(props: AtProps): ReactNode {
  return <NumberAt {...props} read={readAmount} write={String} />;
}

/** An amount in rupiah, with thousands separators once the field loses focus. */
export function RupiahAt(props: AtProps): ReactNode {
  return <NumberAt {...props} read={readAmount} write={writeAmount} wide />;
}

/** A percentage with two decimals, stored in hundredths. */
export function PercentAt(props: AtProps): ReactNode {
  return <NumberAt {...props} read={readPercent} write={writePercent} />;
}

/** A selection from a short list. */
export function SelectAt({
  path,
  label,
  hint,
  options,
  empty,
}: AtProps & {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The label of "not chosen"; without it, one of the options is always chosen. */
  readonly empty?: string;
}): ReactNode {
  const at = useAt(path);
  return (
    <SelectField
      name={path}
      label={label}
      hint={hint}
      error={at.fault}
      disabled={at.isLocked}
      value={typeof at.value === "number" ? String(at.value) : textOf(at.value)}
      onChange={(event) => {
        const { value } = event.currentTarget;
        at.set(typeof at.value === "number" ? Number(value) : value);
      }}
    >
      {empty === undefined ? null : <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </SelectField>
  );
}

/** A checkbox at a path of the form. */
export function CheckAt({ path, label }: { readonly path: string; readonly label: ReactNode }): ReactNode {
  const at = useAt(path);
  return (
    <CheckField
      name={path}
      label={label}
      error={at.fault}
      disabled={at.isLocked}
      checked={at.value === true}
      onChange={(event) => at.set(event.currentTarget.checked)}
    />
  );
}

/** Multiple selection: the part stores the checked options, in the order of the options. */
export function SomeAt({
  path,
  legend,
  hint,
  options,
}: {
  readonly path: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: string; readonly label: ReactNode; readonly hint?: string }[];
}): ReactNode {
  const at = useAt(path);
  const chosen = Array.isArray(at.value) ? (at.value as readonly unknown[]) : [];
  const flip = (value: string): void =>
    at.set(options.map((one) => one.value).filter((one) => chosen.includes(one) !== (one === value)));
  return (
    <fieldset className={at.fault === undefined ? "grid gap-2" : "field-wrong grid gap-2"} id={path} tabIndex={-1}>
      <legend className="mb-1 font-semibold">{legend}</legend>
      {hint === undefined ? null : <p className="field-hint">{hint}</p>}
      {at.fault === undefined ? null : <p className="field-error">{at.fault}</p>}
      {options.map((option) => (
        <label key={option.value} className="check">
          <input
            type="checkbox"
            name={path}
            value={option.value}
            disabled={at.isLocked}
            checked={chosen.includes(option.value)}
            onChange={() => flip(option.value)}
          />
          <span>
            {option.label}
            {option.hint === undefined ? null : <span className="block text-small text-soft">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
