/** A form whose input is stored in this browser until it has been submitted. */
import { useCallback, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";

/** The input, overridden by values from the URL; functions to change it and to delete the draft. */
export function useDraftForm<Form extends object>(
  key: string,
  empty: Form,
  given: Partial<Form> = {},
): readonly [Form, (part: Partial<Form>) => void, () => void] {
  const [form, setForm] = useState<Form>(() => ({ ...empty, ...readDraft<Form>(key), ...given }));
  const change = useCallback(
    (part: Partial<Form>) =>
      setForm((before) => {
        const next = { ...before, ...part };
        keepDraft(key, next);
        return next;
      }),
    [key],
  );
  return [form, change, useCallback(() => dropDraft(key), [key])];
}
