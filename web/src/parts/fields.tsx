/** Form fields: label, hint, control and error joined for eyes and ears alike; and the summary of errors on top. */
import { type ComponentProps, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Problem } from "../data/problem.ts";
import { Icon } from "./icons.tsx";
import { FailureNotice } from "./notice.tsx";

interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

interface Described {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

/** The frame of a field; `children` receives the attributes that tie the control to its texts. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
}: FieldProps & { readonly id: string; readonly children: (attributes: Described) => ReactNode }): ReactNode {
  const t = useTranslations("web.parts");
  const unique = useId();
  const described = [hint === undefined ? "" : `${unique}hint`, error === undefined ? "" : `${unique}error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={error === undefined ? "field" : "field field-wrong"}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={`${unique}hint`} className="field-hint">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${unique}error`} className="field-error">
          <Icon name="error" size={18} />
          <span>
            <span className="sr-only">{t("error")} </span>
            {error}
          </span>
        </p>
      )}
      {children({
        id,
        ...(described === "" ? {} : { "aria-describedby": described }),
        ...(error === undefined ? {} : { "aria-invalid": true as const }),
      })}
    </div>
  );
}

/** A line of text. Its id is its name, so that the error summary can link to it. */
export function TextField({
  label,
  hint,
  error,
  name,
  className,
  ...rest
}: FieldProps & ComponentProps<"input"> & { readonly name: string }): ReactNode {
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      {(attributes) => (
        <input type="text" {...rest} name={name} {...attributes} className={`input ${className ?? ""}`} />
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  name,
  ...rest
}: FieldProps & ComponentProps<"textarea"> & { readonly name: string }): ReactNode {
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      {(attributes) => <textarea rows={5} {...rest} name={name} {...attributes} className="input" />}
    </Field>
  );
}

/** One of a few choices. */
export function SelectField({
  label,
  hint,
  error,
  name,
  children,
  ...rest
}: FieldProps & ComponentProps<"select"> & { readonly name: string }): ReactNode {
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      {(attributes) => (
        <select {...rest} name={name} {...attributes} className="input">
          {children}
        </select>
      )}
    </Field>
  );
}

/** A statement that is ticked or not. */
export function CheckField({
  label,
  error,
  name,
  ...rest
}: { readonly label: ReactNode; readonly error?: string | undefined } & ComponentProps<"input"> & {
    readonly name: string;
  }): ReactNode {
  const unique = useId();
  return (
    <div className={error === undefined ? "max-w-[70ch]" : "field-wrong max-w-[70ch]"}>
      {error === undefined ? null : (
        <p id={unique} className="field-error mb-2">
          <Icon name="error" size={18} />
          {error}
        </p>
      )}
      <label className="check">
        <input
          type="checkbox"
          {...rest}
          id={name}
          name={name}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : unique}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

/** A fault and the field it belongs to. */
export interface SummaryLine {
  readonly field: string;
  readonly message: string;
}

/** The list of everything wrong, on top; takes the focus when it appears and leads to each field. */
export function ErrorSummary({
  lines,
  problem,
}: {
  readonly lines: readonly SummaryLine[];
  readonly problem?: Problem | null;
}): ReactNode {
  const t = useTranslations("web.parts");
  const box = useRef<HTMLDivElement>(null);
  const said = lines.map((line) => line.message).join("|") + (problem?.code ?? "");
  // Before the screen is painted: whoever goes on typing at once must not be taken out of the field.
  useLayoutEffect(() => {
    if (said !== "") box.current?.focus();
  }, [said]);
  if (said === "") return null;
  return (
    <div ref={box} tabIndex={-1} className="mb-6 grid gap-3 rounded-small">
      {problem === undefined || problem === null || (lines.length > 0 && problem.fields.length > 0) ? null : (
        <FailureNotice error={new Error(problem.message, { cause: problem })} />
      )}
      {lines.length === 0 ? null : (
        <div role="alert" className="notice tone-bad">
          <Icon name="error" />
          <div>
            <p className="font-semibold">{t("summaryTitle")}</p>
            <ul className="mt-1 list-disc pl-5">
              {lines.map((line) => (
                <li key={line.field}>
                  <a href={`#${line.field}`} onClick={(event) => leadTo(event, line.field)}>
                    {line.message}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  );
}

function leadTo(event: { preventDefault: () => void }, field: string): void {
  event.preventDefault();
  const control = document.getElementById(field);
  control?.scrollIntoView({ block: "center" });
  control?.focus();
}
