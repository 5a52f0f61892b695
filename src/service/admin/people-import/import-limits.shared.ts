/** The maximum of rows in one spreadsheet of people, without its heading. */
export const PEOPLE_ROWS_MAX = 2_000;

/** The maximum size of a spreadsheet of people. */
export const PEOPLE_BYTES_MAX = 2_000_000;
