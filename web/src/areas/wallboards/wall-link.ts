/** The URL of a wallboard screen: the token in the fragment, with theme and language. */

/** The theme of a screen; null uses the device's setting. */
export type WallTheme = "light" | "dark" | null;
/** The language of a screen; null uses the device's setting. */
export type WallLanguage = "id" | "en" | null;

/** The contents of a URL. */
export interface WallLink {
  readonly token: string | null;
  readonly theme: WallTheme;
  readonly language: WallLanguage;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Parses the fragment of a URL. */
export function readLink(hash: string): WallLink {
  const [token = "", ...wishes] = hash.replace(/^#/, "").split(",");
  return {
    token: TOKEN.test(token) ? token : null,
    theme: wishes.includes("dark") ? "dark" : wishes.includes("light") ? "light" : null,
    language: wishes.includes("en") ? "en" : wishes.includes("id") ? "id" : null,
  };
}

/** The URL of a screen. */
export function linkAddress(origin: string, { token, theme, language }: WallLink): string {
  const wishes = [theme, language].filter((wish) => wish !== null);
  return `${origin}/layar#${[token ?? "", ...wishes].join(",")}`;
}
