/** How large letters on a wall are at the least. */

/**
 * Letters that are read from five metres on a screen of 55 inches (68 cm high): a figure is 20 minutes of arc high or more, a word 10;
 * capitals and digits of this face are 0.714 of the size of its type. Shares of the screen's height, as `wall.css` has them.
 */
export const LEAST_TYPE = { figure: 0.06, word: 0.03 } as const;
