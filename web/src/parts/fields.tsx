/** Form fields that link label, hint, control and error for sighted users and screen readers, and the error summary above a form. */
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

/** The frame of a field; `children` receives the attributes that link the control to its label, hint and error. */
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

/** A single-line text field. Its id is its name, so that the error summary can link to it. */
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

/** A multi-line text field. */
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

/** A selection from a short list. */
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

/** A checkbox with its label. */
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

/** A validation error and the field that it belongs to. */
export interface SummaryLine {
  readonly field: string;
  readonly message: string;
}

/** The error summary above a form. Takes the focus when it appears and links to each field. */
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
  // Runs before paint, so that a user who continues typing at once does not lose the focus.
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
