/** What becomes of something that a document of the field may say, shown by an example. */
export interface DocumentCase {
  /** The element, and the attribute of it that is meant; null for the element itself. */
  readonly element: string;
  readonly attribute: string | null;
  /** What stands within `<Response>`. */
  readonly example: string;
  /** The verb that comes of it, as far as it matters; null where it is passed over with a warning. */
  readonly becomes: object | null;
  /** What somebody who knows the field must know beside. */
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

/** Attributes of one element that have no effect here. */
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
