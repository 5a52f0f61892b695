/** State of the form that tries an operation, starting from the example, with the request and code sample. */
import { useMemo, useState } from "react";
import { exampleValues, type RequestValues } from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import type { ApiDescription, PlacedOperation } from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import {
  draftOf,
  ORDER_KEY,
  requestOf,
  type TryDraft,
  type TryFault,
  type TryField,
  tryFieldsOf,
  withoutNumbers,
} from "./try-values.ts";

/** The form state and its operations. */
export interface Trying {
  readonly fields: readonly TryField[];
  readonly draft: TryDraft;
  readonly values: RequestValues;
  readonly faults: readonly TryFault[];
  /** Whether the operation supports an idempotency key. */
  readonly takesKey: boolean;
  readonly onChange: (id: string, text: string) => void;
  /** Called when the server has responded, so that the next request gets a new idempotency key. */
  readonly onAnswered: () => void;
}

/** The form of an operation. The idempotency key is set from the start, so that a repeated press after a missing response executes nothing twice. */
export function useTry(
  placed: PlacedOperation,
  schemas: ApiDescription["components"]["schemas"],
): { readonly trying: Trying; readonly sample: RequestValues } {
  const fields = useMemo(() => tryFieldsOf(placed, schemas), [placed, schemas]);
  const takesKey = placed.parameters.some(({ name }) => name === "Idempotency-Key");
  const [ownKey, setOwnKey] = useState(() => crypto.randomUUID());
  const [start] = useState(() => withoutNumbers(draftOf(fields, exampleValues(placed))));
  const [draft, setDraft] = useState<TryDraft>(() => (takesKey ? { ...start, [ORDER_KEY]: ownKey } : start));
  const { values, faults } = requestOf(placed, fields, draft);
  const onAnswered = (): void => {
    // A key typed by the user is kept, because the user may want to test a repeated key.
    if (draft[ORDER_KEY] !== ownKey) return;
    const next = crypto.randomUUID();
    setOwnKey(next);
    setDraft((before) => ({ ...before, [ORDER_KEY]: next }));
  };
  const isTyped = fields.some(({ id }) => draft[id] !== start[id]);
  // Code samples leave out this page's idempotency key, because they are copied and run more than once.
  const { idempotencyKey } = values;
  const sample = {
    ...(isTyped ? values : exampleValues(placed)),
    idempotencyKey: idempotencyKey === ownKey ? undefined : idempotencyKey,
  };
  const onChange = (id: string, text: string): void => setDraft((before) => ({ ...before, [id]: text }));
  return { trying: { fields, draft, values, faults, takesKey, onChange, onAnswered }, sample };
}
