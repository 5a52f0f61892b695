/** What somebody types to try an operation, from its example on, and the request and sample that it becomes. */
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

/** The form as it stands, and what may be done with it. */
export interface Trying {
  readonly fields: readonly TryField[];
  readonly draft: TryDraft;
  readonly values: RequestValues;
  readonly faults: readonly TryFault[];
  /** Whether a repeated order under the same key is done once. */
  readonly takesKey: boolean;
  readonly onChange: (id: string, text: string) => void;
  /** Told once the installation has answered, so that what is sent next is an order of its own. */
  readonly onAnswered: () => void;
}

/** The form of an operation. Its order has a key from the first press on, so that pressing again after no answer does nothing twice. */
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
    // A key that somebody typed is kept: he may want to see what a second request under it is answered.
    if (draft[ORDER_KEY] !== ownKey) return;
    const next = crypto.randomUUID();
    setOwnKey(next);
    setDraft((before) => ({ ...before, [ORDER_KEY]: next }));
  };
  const isTyped = fields.some(({ id }) => draft[id] !== start[id]);
  // A sample is copied, and run more than once: the key of this page's order is not part of it.
  const { idempotencyKey } = values;
  const sample = {
    ...(isTyped ? values : exampleValues(placed)),
    idempotencyKey: idempotencyKey === ownKey ? undefined : idempotencyKey,
  };
  const onChange = (id: string, text: string): void => setDraft((before) => ({ ...before, [id]: text }));
  return { trying: { fields, draft, values, faults, takesKey, onChange, onAnswered }, sample };
}
