/** Minimum font sizes of a wallboard. */

/**
 * Type sizes for reading from five metres on a 55-inch screen (68 cm high): figures subtend at least 20 minutes of
 * arc, words 10. Capitals and digits of this typeface are 0.714 of its font size. Values are shares of the screen's
 * height, as in `wall.css`.
 */
export const LEAST_TYPE = { figure: 0.06, word: 0.03 } as const;
