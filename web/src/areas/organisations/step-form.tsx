/** The frame of one page of a form: validates on continuing, and shows errors at the top and at each field. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ErrorSummary, type SummaryLine } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";

interface StepFormProps {
  /** The validation errors of the page. */
  readonly check: () => readonly SummaryLine[];
  readonly onDone: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/** Errors are shown from the first attempt to continue, and are then updated during typing. */
export function StepForm({ check, onDone, onBack, children }: StepFormProps): ReactNode {
  const parts = useTranslations("web.parts");
  const [tries, setTries] = useState(0);
  const lines = tries === 0 ? [] : check();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (check().length === 0) return onDone();
    setTries(tries + 1);
  };
  const errorOf = (field: string): string | undefined => lines.find((line) => line.field === field)?.message;
  return (
    <>
      <ErrorSummary lines={lines} />
      <form noValidate className="grid gap-6" onSubmit={submit}>
        {children(errorOf)}
        <div className="flex flex-wrap gap-3">
          <button type="submit" className="button button-main">
            {parts("continue")}
          </button>
          {onBack === undefined ? null : (
            <button type="button" className="button" onClick={onBack}>
              {parts("back")}
            </button>
          )}
        </div>
      </form>
    </>
  );
}

/** Keeps entries with a message; an entry without a message is valid. */
export const faultsOf = (entries: readonly (readonly [field: string, message: string | null])[]): SummaryLine[] =>
  entries.flatMap(([field, message]) => (message === null ? [] : [{ field, message }]));

/** A selection with an explanation of each option. */
export function Choices<Value extends string>({
  name,
  legend,
  choices,
  value,
  error,
  onChange,
}: {
  readonly name: string;
  readonly legend: ReactNode;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly text?: string }[];
  readonly value: Value | null;
  readonly error?: string | undefined;
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <fieldset
      className={error === undefined ? "grid gap-3" : "field-wrong grid gap-3"}
      aria-describedby={error === undefined ? undefined : `${name}-error`}
    >
      <legend className="mb-3 text-title font-semibold">{legend}</legend>
      {error === undefined ? null : (
        <p id={`${name}-error`} className="field-error">
          <Icon name="error" size={18} />
          {error}
        </p>
      )}
      {choices.map((choice, index) => (
        <label key={choice.value} className="check card p-4">
          <input
            type="radio"
            name={name}
            id={index === 0 ? name : `${name}-${choice.value}`}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span className="font-semibold">{choice.label}</span>
            {choice.text === undefined ? null : <span className="block text-soft">{choice.text}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
