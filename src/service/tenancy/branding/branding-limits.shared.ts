/** The maximum length of a call centre's display name. */
export const NAME_MAX = 40;

/** The maximum size of a logo's file. */
export const LOGO_BYTES_MAX = 200_000;

/** The dimensions of a logo in pixels: it is shown 32 high. */
export const LOGO_SIDES = { heightMin: 32, heightMax: 256, widthMin: 32, widthMax: 640 } as const;
