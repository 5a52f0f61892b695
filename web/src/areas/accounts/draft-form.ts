/** A form whose answers are kept in this browser until the server has them. */
import { useCallback, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";

/** The answers, with what the address gives in their place; a way to change some of them, and a way to forget them all. */
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
