/** A form that one command saves: its values, the faults of its fields, the summary of errors and the buttons. */
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { type Problem, problemOf } from "../data/problem.ts";
import { useMutation } from "../data/use-mutation.ts";
import { BusyButton } from "./busy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorSummary, type SummaryLine } from "./fields.tsx";
import { type FormFaults, useFormFaults } from "./form-faults.ts";

type TextName<Values> = { [Name in keyof Values]: Values[Name] extends string ? Name : never }[keyof Values] & string;

/** The fault of a field without a value, for a label; undefined when it has one. */
type Missing<Values> = (field: TextName<Values>, label: string) => SummaryLine | undefined;

interface SavedFormOptions<Values, Saved> {
  /** Values at the start, by the names that the request of the command has for its fields: faults of the server find them. */
  readonly initial: Values;
  /** Faults that need no request, in the order of the fields. */
  readonly faultsOf?: (values: Values, missing: Missing<Values>) => readonly (SummaryLine | undefined)[];
  readonly save: (values: Values) => Promise<Saved>;
  /** Queries that the command changes; none by default. */
  readonly refreshes?: QueryKey;
  /** Values that a success sets before the refresh of the queries, in a form that stays open; none by default. */
  readonly clears?: Partial<Values>;
  readonly onSaved?: (saved: Saved) => unknown;
  readonly onFailed?: (problem: Problem) => unknown;
  /** False for an answer with a secret: no cache keeps it, and `onSaved` shows it before the refresh of the queries. True by default. */
  readonly keepsAnswer?: boolean;
}

/** The state of a form, for its fields and for `SavedFormFrame`. */
export interface SavedForm<Values> extends Pick<FormFaults, "lines" | "problem" | "faultOf"> {
  readonly values: Values;
  readonly isSaving: boolean;
  /** True after a success, until the form is sent again. */
  readonly isSaved: boolean;
  /** Changes some values. */
  set(part: Partial<Values>): void;
  /** Name, value, error and `onChange` of a text or select field. */
  text<Name extends TextName<Values>>(
    name: Name,
  ): {
    readonly name: Name;
    readonly value: Values[Name];
    readonly error: string | undefined;
    readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
  };
  onSubmit(event: FormEvent): void;
}

/** Opens a form. It is sent with the values at the press, also those that are not drawn yet. */
export function useSavedForm<Values extends object, Saved>({
  initial,
  faultsOf = () => [],
  save,
  refreshes,
  clears,
  onSaved,
  onFailed,
  keepsAnswer = true,
}: SavedFormOptions<Values, Saved>): SavedForm<Values> {
  const t = useTranslations("web.parts");
  const cache = useQueryClient();
  const [values, setValues] = useState(initial);
  const latest = useRef(values);
  const saving = useMutation<Saved, Error, Values>({
    mutationFn: save,
    onSuccess: async (saved) => {
      if (clears !== undefined) set(clears);
      if (!keepsAnswer) await onSaved?.(saved);
      if (refreshes !== undefined) await cache.invalidateQueries({ queryKey: refreshes });
      if (keepsAnswer) await onSaved?.(saved);
    },
    onError: (error) => onFailed?.(problemOf(error)),
    ...(!keepsAnswer && { gcTime: 0 }),
  });
  const { isFree, ...faults } = useFormFaults(saving.error);
  const set = (part: Partial<Values>): void => {
    latest.current = { ...latest.current, ...part };
    setValues(latest.current);
  };
  const missing: Missing<Values> = (field, label) =>
    String(latest.current[field]).trim() === "" ? { field, message: t("required", { field: label }) } : undefined;
  return {
    ...faults,
    values,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess,
    set,
    text: (name) => ({
      name,
      value: values[name],
      error: faults.faultOf(name),
      onChange: ({ target }) => set({ [name]: target.value } as unknown as Partial<Values>),
    }),
    onSubmit: (event) => {
      event.preventDefault();
      const found = faultsOf(latest.current, missing).filter((fault) => fault !== undefined);
      if (isFree(found)) saving.mutate(latest.current);
    },
  };
}

interface FrameProps {
  readonly form: Pick<SavedForm<never>, "lines" | "problem" | "isSaving" | "isSaved" | "onSubmit">;
  /** Text of the button that sends the form. */
  readonly submit: string;
  /** Without it there is no button to cancel. */
  readonly onCancel?: () => void;
  /** Text beside the button after a success. */
  readonly done?: string;
  readonly children: ReactNode;
}

/** The form around its fields: errors above them, buttons below. */
export function SavedFormFrame({ form, submit, onCancel, done, children }: FrameProps): ReactNode {
  const t = useTranslations("web.parts");
  return (
    <form noValidate className="grid gap-4" onSubmit={form.onSubmit}>
      <ErrorSummary lines={form.lines} problem={form.problem} />
      {children}
      <div className="flex flex-wrap gap-2">
        <BusyButton
          type="submit"
          className={onCancel === undefined ? "button" : "button button-main"}
          isBusy={form.isSaving}
        >
          {submit}
        </BusyButton>
        {onCancel === undefined ? null : (
          <button type="button" className="button" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
        {done === undefined ? null : (
          <span role="status" className="ml-1 self-center text-small text-soft">
            {form.isSaved ? done : ""}
          </span>
        )}
      </div>
    </form>
  );
}

/** A dialog with one form. */
export function SavedFormDialog({
  title,
  onClose,
  ...frame
}: Omit<FrameProps, "onCancel"> & { readonly title: string; readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={title} onClose={onClose}>
      <SavedFormFrame {...frame} onCancel={onClose} />
    </Dialog>
  );
}
