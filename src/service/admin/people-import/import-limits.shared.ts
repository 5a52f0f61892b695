/** Most rows of one sheet of people, without its heading. */
export const PEOPLE_ROWS_MAX = 2_000;

/** Most bytes of a sheet of people. */
export const PEOPLE_BYTES_MAX = 2_000_000;
