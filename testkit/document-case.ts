/** Handling of one TwiML element or attribute, shown by an example. */
export interface DocumentCase {
  /** The element, and its attribute; null for the element itself. */
  readonly element: string;
  readonly attribute: string | null;
  /** Content of `<Response>`. */
  readonly example: string;
  /** The resulting verb, as far as it matters; null when it is ignored with a warning. */
  readonly becomes: object | null;
  /** Further notes for developers who know TwiML. */
  readonly note: string;
}

/** A whole element. */
export const whole = (element: string, example: string, becomes: object | null, note = ""): DocumentCase => ({
  element,
  attribute: null,
  example,
  becomes,
  note,
});

/** Ignored attributes of one element. */
export const passedOver = (
  element: string,
  within: (attribute: string) => string,
  names: Readonly<Record<string, string>>,
) =>
  Object.entries(names).map(
    ([attribute, note]): DocumentCase => ({
      element,
      attribute,
      example: within(`${attribute}="x"`),
      becomes: null,
      note,
    }),
  );
