/** Characters of the name that a call centre shows. */
export const NAME_MAX = 40;

/** Bytes of a logo's file at the most. */
export const LOGO_BYTES_MAX = 200_000;

/** Pixels of a logo: it is shown 32 high. */
export const LOGO_SIDES = { heightMin: 32, heightMax: 256, widthMin: 32, widthMax: 640 } as const;
